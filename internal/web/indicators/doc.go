// Package indicators shows the economic indicators: all of them as a list, and
// each by itself with its months, its targets, its reports and every version
// that its figures had. What it shows is the board's and the ledger's.
package indicators
