package alertpage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/register"
	"jindu/internal/web/page"
)

// reportLate is the rule of which so many alerts fire that they stand apart.
const reportLate = "ReportLate"

// severities are those of rules, the gravest first.
var severities = []string{"critical", "warning", "info"}

// A row is an alert with what was said of it.
type row struct {
	Alert

	place string                         // Name of its region.
	said  *progress.AcknowledgementState // Nil where nobody has said anything.
}

// acknowledged tells that somebody looks after it.
func (r row) acknowledged() bool { return r.said != nil && r.said.State != model.AckClosed }

// shown is all that the page shows.
type shown struct {
	*pages
	asked    page.Asked
	rows     []row // That are asked for.
	all      []row // Of the regions.
	register []register.Row
	unsure   []string // Rules of which nobody knows.
}

// look reads what is asked for.
func (p *pages) look(ctx context.Context, a page.Asked) (*shown, *page.Refusal) {
	undrawn := func(err error) *page.Refusal {
		why := p.Undrawn(ctx, "alerts", err)
		return &why
	}
	s := &shown{pages: p, asked: a}
	wanted, wrong := wantedOf(a)
	if wrong != nil {
		return nil, wrong
	}
	board, err := p.Boards.Board(ctx, a.At, a.AsOf)
	if err != nil {
		return nil, undrawn(err)
	}
	fired, err := p.fired(ctx, a)
	if err != nil {
		return nil, undrawn(err)
	}
	s.unsure = fired.Unsure
	said := acknowledgements(board)
	for _, one := range fired.Alerts {
		if one.Region == "" && a.Region.Code != "" || one.Region != "" && !a.Regions.Has(one.Region) {
			continue
		}
		r := row{Alert: one, place: p.place(one.Region, a.Lang), said: said.of(one)}
		s.all = append(s.all, r)
		if wanted.wants(r) {
			s.rows = append(s.rows, r)
		}
	}
	inOrder(s.all)
	inOrder(s.rows)
	if wrong := s.listing().Sort(s.rows, a); wrong != nil {
		return nil, wrong
	}
	if s.register, err = p.readRegister(ctx, a, wanted.state); err != nil {
		return nil, undrawn(err)
	}
	return s, nil
}

// fired is what fires now, or at the time that is asked about.
func (p *pages) fired(ctx context.Context, a page.Asked) (Fired, error) {
	switch {
	case p.Firing == nil:
		return Fired{}, nil
	case a.Present:
		return p.Firing(), nil
	}
	return p.At(ctx, a.At, a.AsOf)
}

// inOrder puts the gravest first, and those of one subject beside each other.
func inOrder(rows []row) {
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(
			cmp.Compare(gravity(a.Severity), gravity(b.Severity)), cmp.Compare(a.Region, b.Region),
			cmp.Compare(a.Project, b.Project), cmp.Compare(a.Indicator, b.Indicator),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.Summary.EN, b.Summary.EN),
		)
	})
}

func gravity(severity string) int {
	if at := slices.Index(severities, severity); at >= 0 {
		return at
	}
	return len(severities)
}

func (p *pages) place(code string, lang model.Language) string {
	if r, ok := p.Catalog.Region(code); ok {
		return model.Text{ZH: r.Name, EN: r.NameEN}.In(lang)
	}
	return code
}

// said is what was said of subjects, by their regions.
type said map[string][]progress.AcknowledgementState

func acknowledgements(b *progress.Board) said {
	all := said{}
	for _, r := range b.Regions {
		all[r.Region] = r.Acknowledgements
	}
	return all
}

// of gives what was said of an alert: of itself, or of its subject whatever
// alerts. What is closed counts only where nothing else does.
func (s said) of(a Alert) (found *progress.AcknowledgementState) {
	for _, one := range s[a.Region] {
		if one.Alert != "" && one.Alert != a.Name || one.Project != a.Project || one.Indicator != a.Indicator {
			continue
		}
		if found == nil || found.State == model.AckClosed {
			found = &one
		}
	}
	return found
}

// wanted is which alerts and which rows of the register are asked for.
type wanted struct {
	severity, name, said string
	state                model.AckState
}

func wantedOf(a page.Asked) (w wanted, wrong *page.Refusal) {
	w = wanted{severity: a.Query.Get("severity"), name: a.Query.Get("alert"), said: a.Query.Get("acknowledged")}
	if w.said != "" && w.said != "yes" && w.said != "no" {
		return w, page.Bad(model.Text{ZH: "acknowledged：应为 yes 或 no", EN: "acknowledged: want yes or no"})
	}
	if w.severity != "" && !slices.Contains(severities, w.severity) {
		return w, page.Bad(model.Text{
			ZH: "severity：应为 critical、warning、info 之一", EN: "severity: want one of critical, warning, info",
		})
	}
	if text := a.Query.Get("state"); text != "" {
		var ok bool
		if w.state, ok = model.ParseAckState(text); !ok {
			return w, page.Bad(model.Text{
				ZH: "state：应为 acknowledged（督办）或 closed（销号）", EN: "state: want acknowledged or closed",
			})
		}
	}
	return w, nil
}

func (w wanted) wants(r row) bool {
	return (w.severity == "" || w.severity == r.Severity) && (w.name == "" || w.name == r.Name) &&
		(w.said == "" || (w.said == "yes") == r.acknowledged())
}

func (p *pages) readRegister(ctx context.Context, a page.Asked, state model.AckState) ([]register.Row, error) {
	view, err := p.Ledger.View(ctx, a.AsOf)
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	return register.Read(ctx, view, register.Asked{At: a.At, Zone: p.Zone, Regions: a.Regions, State: state})
}

func inZone(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}
