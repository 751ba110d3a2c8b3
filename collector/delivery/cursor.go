package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"jindu/internal/model"
)

// A cursor is how far one target was brought. It is kept in a file, so that a
// process that is killed goes on from there.
type cursor struct {
	Ledger    string    `json:"ledger"`              // LedgerStats.ID.
	Sequence  uint64    `json:"sequence"`            // Of the last fact that was delivered.
	Receipt   string    `json:"receipt,omitempty"`   // Of that fact,
	Committed time.Time `json:"committed,omitzero"`  // and when that was taken: numbers are given out again by a ledger that was restored.
	Delivered time.Time `json:"delivered,omitzero"`  // When the cursor last moved.
	Projected time.Time `json:"projected,omitzero"`  // Through when what follows from the facts is written,
	AtCommit  uint64    `json:"at_commit,omitempty"` // as of this commit.
	Past      uint64    `json:"past,omitempty"`      // The last fact whose past is among it.
	Place     string    `json:"place,omitempty"`     // Where the target was, if it can't tell how far it has got.
	Rejected  uint64    `json:"rejected,omitempty"`  // Facts that the target did not take, since the start of the log.
	LeftOut   uint64    `json:"left_out,omitempty"`  // Facts that are none of the target's business, likewise.
	Settled   settled   `json:"settled,omitzero"`    // Of a Settler.
}

// settled is how far a target was brought so long ago that it keeps it whatever
// becomes of it.
type settled struct {
	Sequence  uint64    `json:"sequence"`           // Of the last such fact.
	Projected time.Time `json:"projected,omitzero"` // Through when what follows from the facts is as safe,
	Past      uint64    `json:"past,omitempty"`     // and of which facts the past.
	Began     time.Time `json:"began,omitzero"`     // Since when the target's server ran, as it showed itself last.
}

// cursorFile keeps a cursor.
type cursorFile struct {
	fs        vfs.FS
	dir, name string
}

func (f cursorFile) path() string { return f.fs.PathJoin(f.dir, f.name) }

// load reads the cursor. One that was never saved is of the ledger's start.
func (f cursorFile) load(ledger string) (cursor, error) {
	content, err := readSmall(f.fs, f.path())
	if err != nil {
		return cursor{}, cursorProblem(fmt.Errorf("read cursor %s: %w", f.path(), err))
	}
	if content == nil {
		return cursor{Ledger: ledger}, nil
	}
	var c cursor
	if err := json.Unmarshal(content, &c); err != nil {
		return cursor{}, cursorProblem(fmt.Errorf("read cursor %s: %w", f.path(), err))
	}
	return c, nil
}

// save keeps the cursor.
func (f cursorFile) save(c cursor) error {
	content, err := json.MarshalIndent(c, "", "  ")
	if err == nil {
		err = makeFolder(f.fs, f.dir)
	}
	if err == nil {
		err = replace(f.fs, f.dir, f.name, append(content, '\n'))
	}
	if err != nil {
		return cursorProblem(fmt.Errorf("keep cursor %s: %w", f.path(), err))
	}
	return nil
}

func cursorProblem(err error) error {
	return problemf(ReasonCursor, err,
		"投递进度文件无法读写（%v）", "the file of the delivery's cursor can't be read or written (%v)", err)
}

// check refuses a cursor that is not of this ledger as it is.
func (c cursor) check(ctx context.Context, l Ledger) error {
	stats := l.Stats()
	switch {
	case c.Ledger != stats.ID:
		return problemf(ReasonCursor, fmt.Errorf("cursor of ledger %s, this one is %s: %w", c.Ledger, stats.ID, ErrOtherLedger),
			"投递进度属于另一个账本。", "The cursor is of another ledger. ").advised()
	case c.Sequence > stats.Sequence:
		return problemf(ReasonCursor, fmt.Errorf("cursor at fact %d, the log ends at %d: %w", c.Sequence, stats.Sequence, ErrBeyondLog),
			"投递进度（第%d条）超出了账本（共%d条）：账本是从较早的备份恢复的。",
			"The cursor (fact %d) is beyond the ledger (%d facts): it was restored from an older backup. ",
			c.Sequence, stats.Sequence).advised()
	case c.Sequence == 0:
		return nil
	}
	r, err := receiptOfFact(ctx, l, c.Sequence)
	if err != nil {
		return ledgerProblem(err)
	}
	if r.ID != c.Receipt || !r.Committed.Equal(c.Committed) {
		return problemf(ReasonCursor, fmt.Errorf("cursor at fact %d of %s, which is of %s now: %w", c.Sequence, c.Receipt, r.ID, ErrOtherHistory),
			"投递进度所记的第%d条已不是原来的数据：账本曾从较早的备份恢复，之后又有新报送。",
			"Fact %d, where the cursor is, is not what it was: the ledger was restored from an older backup and has gone on since. ",
			c.Sequence).advised()
	}
	return nil
}

// advised adds what to do.
func (p *Problem) advised() *Problem {
	p.Text.ZH += "请清空目标（或换一个新的库），再运行 `jindu deliver --from-start`"
	p.Text.EN += "Empty the target, or name a new place in it, and run `jindu deliver --from-start`"
	return p
}

// moved is the cursor after a fact of the log.
func (c cursor) moved(ctx context.Context, l Ledger, sequence uint64, now time.Time) (cursor, error) {
	c.Sequence, c.Receipt, c.Committed, c.Delivered = sequence, "", time.Time{}, now
	if sequence == 0 {
		c.Rejected, c.LeftOut = 0, 0 // All is told again, and counted.
		return c, nil
	}
	r, err := receiptOfFact(ctx, l, sequence)
	if err != nil {
		return c, ledgerProblem(err)
	}
	c.Receipt, c.Committed = r.ID, r.Committed
	return c, nil
}

// receiptOfFact gives the receipt of a fact of the log.
func receiptOfFact(ctx context.Context, l Ledger, sequence uint64) (model.Receipt, error) {
	for change, err := range l.Changes(ctx, sequence-1) {
		if err != nil {
			return model.Receipt{}, err
		}
		number, err := receiptOf(&change)
		if err != nil {
			return model.Receipt{}, err
		}
		return l.Receipt(ctx, model.ReceiptID(number))
	}
	return model.Receipt{}, errors.Join(ctx.Err(), fmt.Errorf("fact %d: %w", sequence, ErrBeyondLog))
}
