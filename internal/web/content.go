package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// content is what the page shows, as text of its language.
type content struct {
	Several bool // There are regions to compare.
	Regions []regionContent
	Alerts  []alertContent // The critical ones first.
	Late    []alertContent // Of reports that are late.
	Ledger  ledgerContent
}

type regionContent struct {
	Name       string
	Code       string
	Link       string // To its projects.
	Cutoff     string // 数据截至 of the projects.
	Projects   int
	Reported   int
	Completed  string
	Target     string
	Total      string
	Completion string
	Pace       string
	Gap        string
	Ahead      bool
	Colours    []colourContent
	Indicators []indicatorContent
}

type colourContent struct {
	Link   string // To the projects of the colour.
	Colour string
	Name   string
	Count  int
}

type indicatorContent struct {
	Name   string
	Period string
	Level  string
	Growth string
	Target string
	Gap    string
	Behind bool
	Late   string // The period whose report is late.
	Owed   bool   // Reports of it are owed.
}

type alertContent struct{ Severity, Summary, Link string } // To the project, where it is about one.

type ledgerContent struct {
	Submissions, Changes uint64
	Series               int
	Disk, Newest         string
}

func (p *homePage) content(b *progress.Board, asked page.Asked) content {
	o, lang := &p.server.options, asked.Lang
	stats := o.Ledger.Stats()
	c := content{
		Several: len(o.Catalog.Regions) > 1,
		Ledger: ledgerContent{
			Submissions: stats.Commits, Changes: stats.Sequence, Series: stats.Series,
			Disk: mebibytes(stats.DiskBytes), Newest: clockText(stats.Newest, o.Zone),
		},
	}
	colours := b.MainPack().Colours
	for _, r := range b.RegionSums() {
		if region, ok := regionOf(r, colours, asked); ok && asked.Regions.Has(r.Code) {
			c.Regions = append(c.Regions, region)
		}
	}
	slices.SortStableFunc(c.Regions, func(a, b regionContent) int { return -cmp.Compare(a.Projects, b.Projects) })
	if !asked.Present { // Which alerts fired then is for their own page.
		return c
	}
	for _, a := range o.Alerts() {
		if !asked.Regions.Has(a.Region) {
			continue
		}
		one := alertContent{Severity: a.Severity, Summary: a.Summary.In(lang) + noted(b, a, lang)}
		if a.Project != "" {
			one.Link = asked.To(page.ProjectPath(a.Project), "region", a.Region)
		}
		if a.Name == lateAlert {
			c.Late = append(c.Late, one)
		} else {
			c.Alerts = append(c.Alerts, one)
		}
	}
	slices.SortStableFunc(c.Alerts, func(a, b alertContent) int { return cmp.Compare(a.Severity, b.Severity) })
	return c
}

// lateAlert is the alert that says a report is late: there are many at the
// start of a month, and they must not bury the others.
const lateAlert = "ReportLate"

func mebibytes(n uint64) string { return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MiB" }

func clockText(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "–"
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

// regionOf sums a region up, by itself, and reports false where nothing is
// known of it.
func regionOf(r progress.RegionSum, colours []string, asked page.Asked) (regionContent, bool) {
	lang, only := asked.Lang, ""
	if r.Below > 0 {
		only = "true"
	}
	projects := func(pairs ...string) string {
		return asked.To("/projects", append(pairs, "region", r.Code, "only", only)...)
	}
	c := regionContent{Name: model.Text{ZH: r.Name, EN: r.NameEN}.In(lang), Code: r.Code, Link: projects()}
	for _, i := range r.Indicators {
		c.Indicators = append(c.Indicators, indicatorOf(i, lang))
	}
	c.addSum(r.Own, lang)
	for _, colour := range colours {
		c.Colours = append(c.Colours, colourContent{projects("colour", colour), colour, phrase.Colour(colour, lang), r.Own.Colours[colour]})
	}
	return c, c.Projects > 0 || len(c.Indicators) > 0
}

// addSum writes what the region's projects come to.
func (c *regionContent) addSum(s progress.Sum, lang model.Language) {
	c.Projects, c.Reported = s.Projects, s.Reported
	c.Total, c.Target, c.Completed = hundredMillions(s.Total), hundredMillions(s.Target), hundredMillions(s.Completed)
	c.Cutoff = span(s)
	if gap := s.Gap(); gap.Known {
		c.Completion, c.Pace = phrase.Percent(s.Completion()), phrase.Percent(s.Pace())
		c.Gap, c.Ahead = points(gap, lang), gap.Value >= 0
	}
}

// span is the day of the cut-off, or the first and the last of several.
func span(s progress.Sum) string {
	if s.First.IsZero() {
		return ""
	}
	first, last := s.First.Format(time.DateOnly), s.Last.Format(time.DateOnly)
	if first != last {
		return first + " – " + last
	}
	return first
}

// hundredMillions is empty for nothing: what is not known is not 0.
func hundredMillions(amount decimal.NullDecimal) string {
	if amount.Decimal.IsZero() {
		return ""
	}
	return phrase.Money(progress.Known(amount.Decimal.InexactFloat64()))
}

func points(ratio progress.Number, lang model.Language) string {
	return phrase.Points(ratio) + phrase.PointsUnit(lang)
}

func indicatorOf(i progress.IndicatorState, lang model.Language) indicatorContent {
	c := indicatorContent{Name: model.Text{ZH: i.Indicator.Name, EN: i.Indicator.NameEN}.In(lang)}
	for _, f := range i.Figures {
		if f.Origin != model.Published {
			continue
		}
		c.Period = max(c.Period, f.Period.String())
		switch f.Measure {
		case model.YearToDate, model.Stock:
			u := i.Indicator.Unit()
			c.Level = strings.TrimSpace(phrase.Amount(progress.Known(f.Value), u) + " " + phrase.Unit(u, lang))
		case model.YTDGrowth:
			c.Growth = phrase.Growth(progress.Known(f.Value))
		case model.MonthValue, model.MonthGrowth, model.IndexValue, model.Rank:
		}
	}
	if t, ok := i.Headline(); ok {
		c.Target = t.Issuer.Name().In(lang)
		c.Gap, c.Behind = points(t.Gap, lang), t.Gap.Value < 0
	}
	c.Owed = !i.Indicator.Release.IsZero()
	if i.Report != nil && i.Report.Late {
		c.Late = i.Report.Period.String()
	}
	return c
}
