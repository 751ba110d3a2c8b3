// Package export writes everything that a ledger knows in open formats: CSV,
// JSON lines and the files that were handed in, in one zip archive with a
// README, so that nobody needs jindu to read what was put into it.
package export
