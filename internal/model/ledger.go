package model

import "time"

// LedgerStats is what a ledger says of itself.
type LedgerStats struct {
	ID        string // Identity of the ledger: 32 hexadecimal digits, made with it and kept for good.
	Series    int    // Series with at least one version.
	Commits   uint64 // Receipts, which is also the number of the newest.
	Sequence  uint64 // Of the newest change in the log: how many facts there are.
	DiskBytes uint64
	FreeBytes uint64    // Of the file system it lies on.
	Newest    time.Time // When the newest commit was recorded by the ledger's clock; zero where there is none.
}
