package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"jindu/internal/store"
)

// look asks the target how far it has got, or since when it runs: at the start,
// after every failure, and from time to time. One that has lost something, or
// may have, gets it again.
func (w *Worker) look(ctx context.Context) error {
	if !w.looked.IsZero() && time.Since(w.looked) < w.patience.idle {
		return nil
	}
	if err := w.askHead(ctx); err != nil {
		return err
	}
	if err := w.watch(ctx); err != nil {
		return err
	}
	w.looked = time.Now()
	return nil
}

func (w *Worker) askHead(ctx context.Context) error {
	header, ok := w.Deliverer.(Header)
	if !ok {
		return nil
	}
	head, err := header.Head(ctx)
	if errors.Is(err, store.ErrNoHead) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("ask how far the target has got: %w", err)
	}
	if err := w.compare(ctx, head); err != nil {
		return err
	}
	w.answered()
	return nil
}

// compare holds the target's head against the cursor.
func (w *Worker) compare(ctx context.Context, head store.Head) error {
	at, stats := w.position(), w.Ledger.Stats()
	switch {
	case head.Ledger != "" && head.Ledger != stats.ID:
		return problemf(ReasonTarget, fmt.Errorf("it holds ledger %s, this one is %s: %w", head.Ledger, stats.ID, ErrNotOurs),
			"目标里是另一个账本的数据，为免混在一起，没有写入。请换一个库，或核对地址；确认其中数据无用后可清空目标",
			"The target holds the data of another ledger: nothing was written into it. Name another place, or look at the address; "+
				"where that data is of no use, empty the target")
	case head.Commit > stats.Commits || head.Sequence > stats.Sequence:
		return problemf(ReasonTarget, fmt.Errorf("it has %d commits and %d facts, the ledger has %d and %d: %w",
			head.Commit, head.Sequence, stats.Commits, stats.Sequence, ErrTargetAhead),
			"目标里的数据比本账本多：账本是从较早的备份恢复的，或者地址写错了。请清空目标，或换一个库，再运行 `jindu deliver --from-start %s`",
			"The target has more than this ledger: it was restored from an older backup, or the address is wrong. "+
				"Empty the target, or name another place, and run `jindu deliver --from-start %s`", w.Name)
	}
	back, err := w.lost(ctx, head, at.Sequence)
	if err != nil || back == at.Sequence {
		return err
	}
	w.Logger.Warn("target has lost what it had and gets it again", "target", w.Name, "had", at.Sequence, "from", back)
	next, err := at.moved(ctx, w.Ledger, back, w.Clock())
	if err != nil {
		return err
	}
	next.Projected, next.AtCommit, next.Settled, w.acked = time.Time{}, 0, settled{}, nil
	return w.keep(next)
}

// lost gives the position from which a target needs everything again: the
// cursor's, unless its head lies before the last commit that is whole there.
func (w *Worker) lost(ctx context.Context, head store.Head, at uint64) (uint64, error) {
	if head.Ledger == "" {
		return 0, nil
	}
	if head.Sequence >= at {
		return at, nil
	}
	place, err := locate(ctx, w.Ledger, at)
	if err != nil {
		return at, ledgerProblem(err)
	}
	if head.Sequence < place.whole {
		return head.Sequence, nil
	}
	return at, nil
}
