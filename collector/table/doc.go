// Package table holds the one model that workbooks and CSV files share, and
// finds the table in a sheet as offices really draw them: title lines above,
// a unit line, headers of two rows, months across the columns, rows of totals.
//
// Decoding bytes into a Book lives in package format; what a table's rows
// mean, and whether they are right, lives in package gate.
package table
