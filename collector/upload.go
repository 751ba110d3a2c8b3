package collector

import (
	"context"
	"time"

	"jindu/collector/format"
	"jindu/internal/model"
)

// An Upload is what someone sends at one time: one workbook, or one or several
// CSV files that together are one, as its sheets would be.
type Upload struct {
	Files    []format.File
	By       string    // Who sends it, as far as known.
	Source   string    // How it came: file, folder, http.
	Reason   string    // Why it is sent, kept with the receipt; may be empty.
	Region   string    // Code or name, for tables that name none; empty means the office's own.
	Recorded time.Time // When it became known, for a backdated import; zero means now.
	Table    string    // Kind of every table, such as 指标; empty leaves that to names and headers.
	DryRun   bool      // Check only: nothing is kept or committed.
	Standing bool      // The file lies where it lay: what was withdrawn stays withdrawn.

	// Still is asked, once the uploads before are done with, whether this one is
	// still wanted as the ledger stands; its error is Submit's, and nothing is
	// taken. It may be nil.
	Still func(ctx context.Context, view model.View) error

	// Progress is told how far the work is; it may be nil. The stages are
	// decode, check, keep and commit, in this order.
	Progress func(stage Stage, done, total int)
}

// Stage is a part of the work on an upload.
type Stage string

// The stages of the work, in their order. Decoding counts files, committing
// facts.
const (
	Decoding   Stage = "decode"
	Checking   Stage = "check"
	Keeping    Stage = "keep"
	Committing Stage = "commit"
)

// size is how many bytes the files have together.
func (u Upload) size() int64 {
	var n int64
	for _, f := range u.Files {
		n += int64(len(f.Content))
	}
	return n
}

func (u Upload) progress(stage Stage, done, total int) {
	if u.Progress != nil {
		u.Progress(stage, done, total)
	}
}

// An Outcome is what became of an upload that was not refused.
type Outcome struct {
	Receipt      model.Receipt   // Zero for a dry run.
	AlreadyTaken bool            // The same content was taken before, by this receipt.
	Withdrawn    bool            // That receipt was withdrawn; the file only lay where it lay, so it was not taken again.
	DryRun       bool            //
	Figures      int             // Observations, of a dry run too.
	Records      int             // Likewise.
	Revised      int             // Of a dry run: figures that have another value now.
	Warnings     []model.Problem // What is odd but does not stand in the way.
}
