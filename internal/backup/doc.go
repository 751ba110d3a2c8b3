// Package backup packs a data folder into one file while jindu goes on, and
// unpacks it again. It knows how the file is laid out and what of a data folder
// belongs into it; how a ledger makes a copy of itself is the ledger's.
//
// A backup is a tar archive, compressed with zstd:
//
//	jindu-backup.json   Head: the format and how many bytes follow
//	delivery/…          how far targets have been told (taken before the ledger)
//	upstream/… rules/…  what jindus above and below have agreed on, and rules sent down
//	ledger/…            the ledger, at a commit's boundary
//	files/…             the originals that were handed in, and the bulletins that were issued (taken after the ledger)
//	manifest.json       Manifest: every file with its size and SHA-256
//
// The manifest comes last: an archive without it was cut off. Cursors are taken
// before the ledger and originals after it, so that no cursor is ahead of the
// ledger and no submission lacks its original.
package backup
