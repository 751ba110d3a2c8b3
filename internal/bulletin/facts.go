package bulletin

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// An Order is which bulletin is wanted.
type Order struct {
	Kind    Kind
	Lang    model.Language
	Period  model.Period // As Kind.PeriodFor gives it.
	Region  model.Region // That it is of, with all below it; zero for all.
	Regions model.RegionSet
	AsOf    time.Time // By what was known then.
	Zone    *time.Location
	Office  Office
}

// Through is the last second of the period.
func (o Order) Through() time.Time { return o.Period.End(o.Zone) }

// Before is the last second of the period before.
func (o Order) Before() time.Time { return o.Period.Add(-1).End(o.Zone) }

// Next is the last second of the period after it.
func (o Order) Next() time.Time { return o.Period.Add(1).End(o.Zone) }

// YearEnd is the last second of the period's year.
func (o Order) YearEnd() time.Time { return model.NewYear(o.Through().Year()).End(o.Zone) }

// Facts are what a bulletin is made of, all as known at the order's AsOf. Boards
// are of all regions.
type Facts struct {
	Now        *progress.Board        // At Through.
	Ahead      *progress.Board        // At YearEnd: what is stated of it already.
	Ceremonies []model.Ceremony       // Of the order's regions, as they hold at Through.
	Reports    []progress.CalendarRow // For the period, as they stood at AsOf.
	Coming     []progress.CalendarRow // For the period and the next, as they stood at Through.
	Changes    []model.Text           // Between Before and Through.
}

// Make makes the content of a bulletin.
func Make(o Order, f Facts) Content {
	m := maker{Order: o, Facts: f}
	c := Content{
		Kind: o.Kind, Lang: o.Lang, Period: o.Period, Region: m.region(), Span: span(o.Period, o.Lang),
		From: o.Period.Start(o.Zone), Through: o.Through(), Next: o.Next(), AsOf: o.AsOf.In(o.Zone),
	}
	m.projects, m.regions = m.chosen()
	m.indicators(&c)
	m.sum(&c)
	m.rank(&c)
	m.reports(&c)
	m.approvals(&c)
	m.obstacles(&c)
	m.pipeline(&c)
	m.attraction(&c)
	m.starts(&c)
	m.fastest(&c)
	m.works(&c)
	m.standings(&c)
	m.due(&c)
	for _, change := range f.Changes {
		c.Changes = append(c.Changes, plain(change.In(o.Lang)))
	}
	return c
}

// A maker makes one content.
type maker struct {
	Order
	Facts
	projects []progress.ProjectState
	regions  []progress.RegionState
}

func (m *maker) region() string { return model.Text{ZH: m.Region.Name, EN: m.Region.NameEN}.In(m.Lang) }

// regionName names any region.
func (m *maker) regionName(code string) string {
	r, ok := m.Now.Catalog.Region(code)
	if !ok {
		return code
	}
	return model.Text{ZH: r.Name, EN: r.NameEN}.In(m.Lang)
}

// chosen are the projects and the regions that the bulletin is about.
func (m *maker) chosen() (projects []progress.ProjectState, regions []progress.RegionState) {
	for _, p := range m.Now.Projects {
		if m.Regions.Has(p.Region) {
			projects = append(projects, p)
		}
	}
	for _, r := range m.Now.Regions {
		if m.Regions.Has(r.Region) {
			regions = append(regions, r)
		}
	}
	return projects, regions
}

// projectName is what a project of the board is called.
func (m *maker) projectName(region, id string) string {
	for _, p := range m.projects {
		if p.Region == region && p.ID == id && p.Name != "" {
			return p.Name
		}
	}
	return id
}
