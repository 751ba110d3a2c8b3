package bulletins

import (
	"context"
	"strconv"
	"time"

	"jindu/internal/bulletin"
	"jindu/internal/model"
	"jindu/internal/progress"
)

// gather reads the facts of an order. A draft that names no as-of is of all that
// is known: then asOf is zero, and boards are shared with other pages.
func (d *Desk) gather(ctx context.Context, o bulletin.Order, asOf time.Time) (bulletin.Facts, error) {
	view, err := d.kit.Ledger.View(ctx, asOf)
	if err != nil {
		return bulletin.Facts{}, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	return bulletin.Gather(ctx, o, view, d.Rules, func(at time.Time) (*progress.Board, error) {
		return d.kit.Boards.Board(ctx, at, asOf)
	})
}

// asOf is by what the reader knows: as was asked, or now.
func (d *Desk) asOf(w wanted) time.Time {
	if w.AsOf.IsZero() {
		return d.kit.Clock().In(d.kit.Zone).Truncate(time.Millisecond)
	}
	return w.AsOf
}

// draft is the bulletin as it would be issued.
func (d *Desk) draft(ctx context.Context, w wanted) (bulletin.Document, error) {
	o := w.order(d.kit.Zone, d.Office, d.asOf(w))
	f, err := d.gather(ctx, o, w.AsOf)
	if err != nil {
		return bulletin.Document{}, err
	}
	e := bulletin.Edition{Date: o.AsOf, Draft: true}
	if err := d.paper(ctx, w, &e); err != nil {
		return bulletin.Document{}, err
	}
	return bulletin.Write(o, f, e, d.Templates.Text(w.kind, w.Lang))
}

// The indicators by which an office counts the issues of its paper.
const (
	paperNumber = "government_bulletin_number"
	paperCopies = "government_bulletin_copies"
)

// paper fills in which issue of the office's paper a briefing of that day is,
// where it keeps that as figures.
func (d *Desk) paper(ctx context.Context, w wanted, e *bulletin.Edition) error {
	if w.kind != bulletin.Xinxi {
		return nil
	}
	day := model.NewDay(e.Date)
	board, err := d.kit.Boards.Board(ctx, day.End(d.kit.Zone), w.AsOf)
	if err != nil {
		return err
	}
	for _, s := range board.Indicators {
		if !d.kit.Catalog.Within(w.of.Code, s.Region) {
			continue
		}
		for _, f := range s.Figures {
			if f.Period != day || f.Origin != model.Published {
				continue
			}
			switch s.Indicator.Code {
			case paperNumber:
				e.Number = strconv.Itoa(int(f.Value))
			case paperCopies:
				e.Copies = int(f.Value)
			}
		}
	}
	return nil
}
