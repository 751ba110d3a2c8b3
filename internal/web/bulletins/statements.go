package bulletins

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// A statement is that a bulletin was issued: here, or by an office below whose
// jindu delivers to this one. Of the latter there is no file.
type statement struct {
	model.Bulletin
	Region string
	Kept   bool // Its files are here.
}

// statements are all that are known, the newest first.
func (d *Desk) statements(ctx context.Context) (all []statement, err error) {
	kept, err := d.kept()
	if errors.Is(err, archive.ErrAltered) {
		d.kit.Logger.Error("bulletin", "err", err) // The others are listed all the same, and this one as the ledger knows it.
	} else if err != nil {
		return nil, err
	}
	for _, i := range kept {
		all = append(all, statement{i.Bulletin, i.Region, true})
	}
	told, err := d.told(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range told {
		if !slices.ContainsFunc(all, s.same) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b statement) int {
		return cmp.Or(b.Issued.Compare(a.Issued), cmp.Compare(a.Region, b.Region))
	})
	return all, nil
}

func (s statement) same(other statement) bool {
	return s.Region == other.Region && s.ID() == other.ID()
}

// told are those of the ledger.
func (d *Desk) told(ctx context.Context) (all []statement, err error) {
	view, err := d.kit.Ledger.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	objects, err := progress.Objects(ctx, view, model.KindBulletin)
	if err != nil {
		return nil, err
	}
	for _, o := range objects {
		var b model.Bulletin
		if _, err := o.At(farOff, &b); err != nil {
			return nil, err
		}
		all = append(all, statement{b, o.Region, false})
	}
	return all, nil
}

// untold is why what is kept of an issue is not what the ledger was told: its
// files were changed, and their hashes with them.
func (d *Desk) untold(ctx context.Context, i archive.Issue) error {
	told, err := d.told(ctx)
	if err != nil {
		return err
	}
	for _, s := range told {
		if s.same(statement{i.Bulletin, i.Region, true}) && s.Hash != i.Hash {
			return fmt.Errorf("%s %s of %s: the ledger has another hash: %w", i.Kind, i.Number, i.Region, archive.ErrAltered)
		}
	}
	return nil
}

// farOff is after all that is stated.
var farOff = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (d *Desk) kept() ([]archive.Issue, error) {
	if d.Archive == nil {
		return nil, nil
	}
	return d.Archive.All()
}
