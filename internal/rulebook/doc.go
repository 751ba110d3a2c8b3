// Package rulebook holds the rules that a centre sends down to its districts as
// one versioned document: how it is written and read, offered by the centre,
// fetched and kept by a district, and what makes it unfit for a ledger. What
// its files mean is read elsewhere.
package rulebook
