package collector

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"jindu/collector/gate"
	"jindu/internal/model"
)

// commit keeps the originals, and then gives the facts to the ledger: what is
// acknowledged can always be traced to its file.
func (c *Collector) commit(ctx context.Context, u Upload, hash string, v gate.Verdict, out Outcome) (Outcome, error) {
	u.progress(Keeping, 0, 1)
	undo, err := c.keep.accept(hash, u.Files)
	if err != nil {
		return Outcome{}, fmt.Errorf("keep the original: %w", diskFull(err))
	}
	u.progress(Keeping, 1, 1)
	size := out.Figures + out.Records
	u.progress(Committing, 0, size)
	receipt, err := c.Ledger.Commit(ctx, model.Submission{
		By: shortened(u.By, 200), Source: u.Source, File: fileNames(u.Files), Hash: hash, Recorded: u.Recorded,
		Reason:       shortened(strings.TrimSpace(u.Reason), 2000),
		Observations: v.Observations, Records: v.Records, Warnings: v.Warnings,
	})
	var taken *model.AlreadyTakenError
	switch {
	case errors.As(err, &taken):
		return takenBefore(taken.Receipt), nil
	case err != nil:
		err = refusedByLedger(err, v)
		var refused *RefusedError
		if errors.As(err, &refused) { // Of other errors it is not known that nothing was taken.
			undo()
		}
		return Outcome{}, err
	}
	u.progress(Committing, size, size)
	out.Receipt = receipt
	return out, nil
}

// Withdraw takes a submission back, for a reason that is kept.
//
// Errors, by errors.Is: ErrReason, model.ErrNoReceipt,
// model.ErrAlreadyWithdrawn, model.ErrIsWithdrawal, model.ErrDiskFull.
func (c *Collector) Withdraw(ctx context.Context, receipt, by, reason string) (model.Receipt, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return model.Receipt{}, fmt.Errorf("withdraw %s: %w", receipt, ErrReason)
	}
	if err := c.Turn.take(ctx); err != nil {
		return model.Receipt{}, err
	}
	defer c.Turn.end()
	r, err := c.Ledger.Withdraw(ctx, model.Withdrawal{Receipt: receipt, By: shortened(by, 200), Reason: shortened(reason, 2000)})
	if err != nil {
		return model.Receipt{}, fmt.Errorf("withdraw %s: %w", receipt, err)
	}
	return r, nil
}

// fileNames names the files of an upload in a receipt.
func fileNames(files []File) string {
	names := make([]string, 0, len(files))
	for _, f := range files {
		names = append(names, baseName(f.Name))
	}
	return shortened(strings.Join(names, ", "), 400)
}

func shortened(text string, letters int) string {
	if runes := []rune(text); len(runes) > letters {
		return string(runes[:letters]) + "…"
	}
	return text
}
