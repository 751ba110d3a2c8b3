package bulletins

import (
	"cmp"
	"context"
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
	if err != nil {
		return nil, err
	}
	for _, i := range kept {
		all = append(all, statement{i.Bulletin, i.Region, true})
	}
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
		same := func(s statement) bool { return s.Region == o.Region && s.ID() == o.ID }
		if !slices.ContainsFunc(all, same) {
			all = append(all, statement{b, o.Region, false})
		}
	}
	slices.SortStableFunc(all, func(a, b statement) int {
		return cmp.Or(b.Issued.Compare(a.Issued), cmp.Compare(a.Region, b.Region))
	})
	return all, nil
}

// farOff is after all that is stated.
var farOff = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

func (d *Desk) kept() ([]archive.Issue, error) {
	if d.Archive == nil {
		return nil, nil
	}
	return d.Archive.All()
}
