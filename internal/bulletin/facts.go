package bulletin

import (
	"cmp"
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
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

// Through is the last second of the period, or of one that is under way the
// instant by which is known: nobody is told today what will be late tomorrow.
func (o Order) Through() time.Time {
	if end := o.Period.End(o.Zone); !o.AsOf.Before(end) {
		return end
	}
	return o.AsOf.In(o.Zone).Truncate(time.Second)
}

// Start is the last second of the period before.
func (o Order) Start() time.Time { return o.Period.Add(-1).End(o.Zone) }

// Next is the last second of the period after it.
func (o Order) Next() time.Time { return o.Period.Add(1).End(o.Zone) }

// Stand is the instant at which it is said what is open, overdue and due. That
// is the period's end; but a 通报 asks something of its readers, and nobody wants
// to be asked for what was done meanwhile: while it is fresh, written within two
// periods, it speaks of the instant by which it knows.
func (o Order) Stand() time.Time {
	if o.Kind == Tongbao && o.AsOf.After(o.Through()) && !o.AsOf.After(o.Period.Add(2).End(o.Zone)) {
		return o.AsOf.In(o.Zone)
	}
	return o.Through()
}

// Until is the last second for which it is said what is due: as much later as
// the period after it is long.
func (o Order) Until() time.Time {
	later := o.Next().Sub(o.Period.End(o.Zone))
	return model.NewDay(o.Stand().Add(later)).End(o.Zone)
}

// YearEnd is the last second of the period's year.
func (o Order) YearEnd() time.Time { return model.NewYear(o.Through().Year()).End(o.Zone) }

// Facts are what a bulletin is made of, all as known at the order's AsOf. Boards
// are of all regions.
type Facts struct {
	Now        *progress.Board        // At Through.
	Ahead      *progress.Board        // At YearEnd: what is stated of it already.
	Ceremonies []model.Ceremony       // Of the order's regions, as they hold at Through.
	Reports    []progress.CalendarRow // For the period, as they stood at AsOf.
	Standing   *progress.Board        // At Stand.
	Coming     []progress.CalendarRow // Due soon, as they stood at Stand.
	Before     *progress.Board        // At the end of the period before; nil where changes are not asked for.
}

// Make makes the content of a bulletin.
func Make(o Order, f Facts) Content {
	m := maker{Order: o, Facts: f}
	c := Content{
		Kind: o.Kind, Lang: o.Lang, Period: o.Period, Region: m.region(), Span: span(o.Period, o.Lang),
		From: o.Period.Start(o.Zone), Through: o.Through(), Stand: o.Stand(), Until: o.Until(), AsOf: o.AsOf.In(o.Zone),
	}
	m.projects, m.regions = m.chosen(m.Now)
	m.open, m.openRegions = m.chosen(m.Standing)
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
	m.changes(&c)
	return c
}

// A maker makes one content.
type maker struct {
	Order
	Facts
	projects []progress.ProjectState // As they stand at Through.
	regions  []progress.RegionState

	open        []progress.ProjectState // As they stand at Stand.
	openRegions []progress.RegionState
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

// chosen are the projects and the regions of a board that the bulletin is about.
func (m *maker) chosen(b *progress.Board) (projects []progress.ProjectState, regions []progress.RegionState) {
	for _, p := range b.Projects {
		if m.Regions.Has(p.Region) {
			projects = append(projects, p)
		}
	}
	for _, r := range b.Regions {
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

// changes are what is otherwise than at the end of the period before.
func (m *maker) changes(c *Content) {
	if m.Before == nil {
		return
	}
	for _, d := range progress.Differences(m.Before, m.Now, m.Regions) {
		about := cmp.Or(d.Name, d.Project)
		switch {
		case d.Indicator != nil:
			about = model.Text{ZH: d.Indicator.Name, EN: d.Indicator.NameEN}.In(m.Lang)
		case about == "":
			about = m.regionName(d.Region)
		}
		if d.Indicator != nil && d.Region != m.Region.Code {
			about = m.regionName(d.Region) + " " + about
		}
		c.Changes = append(c.Changes, Change{plain(about), plain(phrase.Difference(d, m.Zone).In(m.Lang)), d.Kind.Bad()})
	}
}
