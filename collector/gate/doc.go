// Package gate decides what is taken: it declares the columns of each table,
// turns rows into facts, and checks every one of them against the catalog, the
// clock, each other and the ledger. It finds everything that is wrong in one
// go and names each by file, sheet, cell, value and what was expected. What is
// merely odd is a warning, which does not stand in the way.
//
// Decoding files and finding tables in them live in packages format and table;
// committing lives in package collector. Amounts are exact decimals until they
// become an observation's float.
package gate
