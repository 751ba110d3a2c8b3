package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// content is what the page shows, as text of its language.
type content struct {
	Lang    model.Language
	Now     string
	Regions []regionContent
	Alerts  []alertContent // The critical ones first.
	Late    []alertContent // Of reports that are late.
	Ledger  ledgerContent
	Version string
}

type regionContent struct {
	Name       string
	Code       string
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

type alertContent struct{ Severity, Summary string }

type ledgerContent struct {
	Submissions, Changes uint64
	Series               int
	Disk, Newest         string
}

func (p *page) content(b *progress.Board, now time.Time, lang model.Language) content {
	stats := p.options.Ledger.Stats()
	c := content{
		Lang: lang, Now: now.Format("2006-01-02 15:04"), Version: p.options.Version,
		Ledger: ledgerContent{
			Submissions: stats.Commits, Changes: stats.Sequence, Series: stats.Series,
			Disk: mebibytes(stats.DiskBytes), Newest: clockText(stats.Newest, p.options.Zone),
		},
	}
	for _, r := range p.options.Catalog.Regions {
		if region, ok := regionOf(b, r, lang); ok {
			c.Regions = append(c.Regions, region)
		}
	}
	slices.SortStableFunc(c.Regions, func(a, b regionContent) int { return -cmp.Compare(a.Projects, b.Projects) })
	for _, a := range p.options.Alerts() {
		if one := (alertContent{a.Severity, a.Summary.In(lang) + noted(b, a, lang)}); a.Name == lateAlert {
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

// regionOf sums a region up, and reports false where nothing is known of it.
func regionOf(b *progress.Board, r model.Region, lang model.Language) (regionContent, bool) {
	c := regionContent{Name: model.Text{ZH: r.Name, EN: r.NameEN}.In(lang), Code: r.Code}
	for _, listed := range b.Catalog.Indicators { // In the catalog's order: the main ones first.
		for _, i := range b.Indicators {
			shown := len(i.Figures) > 0 || (i.Report != nil && i.Report.Late)
			if i.Indicator.Code == listed.Code && i.Region == r.Code && shown {
				c.Indicators = append(c.Indicators, indicatorOf(i, lang))
			}
		}
	}
	c.addProjects(b.Projects, b.Catalog.Packs, r.Code, lang)
	return c, c.Projects > 0 || len(c.Indicators) > 0
}

// addProjects sums the region's projects up. The pace shown is that of the
// whole task: each project's task by its own cut-off.
func (c *regionContent) addProjects(projects []progress.ProjectState, packs []string, region string, lang model.Language) {
	var target, completed, due, total decimal.Decimal
	counts := map[string]int{}
	var first, last string // Cut-offs.
	pack := mainPack(projects, packs)
	paced := true // Every project that reported has a pace.
	for _, p := range projects {
		if p.Region != region {
			continue
		}
		c.Projects++
		total = total.Add(yuan(p.Total))
		target = target.Add(yuan(p.Target))
		if p.Completed.Known {
			c.Reported++
			completed = completed.Add(yuan(p.Completed))
			paced = paced && p.Pace.Known
			due = due.Add(yuan(p.Target).Mul(decimal.NewFromFloat(p.Pace.Value)))
			day := p.Cutoff.Format(time.DateOnly)
			first, last = min(cmp.Or(first, day), day), max(last, day)
		}
		if v, ok := p.Verdict(pack.Name); ok {
			counts[v.Colour]++
		}
	}
	c.Total, c.Target, c.Completed = hundredMillions(total), hundredMillions(target), hundredMillions(completed)
	if c.Cutoff = first; first != last {
		c.Cutoff = first + " – " + last
	}
	if target.IsPositive() && c.Reported > 0 && paced {
		completion, pace := completed.Div(target), due.Div(target)
		gap := completion.Sub(pace)
		c.Completion, c.Pace = percent(completion.InexactFloat64()), percent(pace.InexactFloat64())
		c.Gap, c.Ahead = points(gap.InexactFloat64(), lang), !gap.IsNegative()
	}
	for _, colour := range pack.Colours {
		c.Colours = append(c.Colours, colourContent{colour, ColourName(colour, lang), counts[colour]})
	}
}

// mainPack is the pack whose colours the page counts: the first that the
// catalog names and that says anything of a project, or else any.
func mainPack(projects []progress.ProjectState, names []string) *progress.Pack {
	for _, name := range append(slices.Clone(names), "") {
		for _, p := range projects {
			for _, v := range p.Verdicts {
				if name == "" || v.Pack.Name == name {
					return v.Pack
				}
			}
		}
	}
	return &progress.Pack{}
}

func yuan(n progress.Number) decimal.Decimal { return decimal.NewFromFloat(n.Value) }

// hundredMillions is empty for nothing: what is not known is not 0.
func hundredMillions(amount decimal.Decimal) string {
	if amount.IsZero() {
		return ""
	}
	return amount.Shift(-8).StringFixed(2)
}

func percent(ratio float64) string { return strconv.FormatFloat(ratio*100, 'f', 1, 64) + "%" }

func points(ratio float64, lang model.Language) string {
	unit := model.Text{ZH: "个百分点", EN: " points"}.In(lang)
	return fmt.Sprintf("%+.1f", ratio*100) + unit
}

// unitsEN are the units of the catalog as English readers know them.
var unitsEN = map[string]string{
	"亿元": "× 100 m yuan", "万元": "× 10,000 yuan", "元": "yuan", "万吨": "× 10,000 t", "吨": "t", "个": "items", "项": "items",
}

func unitName(u model.Unit, lang model.Language) string {
	return model.Text{ZH: u.Name, EN: cmp.Or(unitsEN[u.Name], u.Name)}.In(lang)
}

var colourNames = map[string]model.Text{
	"green": {ZH: "绿", EN: "green"}, "yellow": {ZH: "黄", EN: "yellow"}, "red": {ZH: "红", EN: "red"},
	progress.Undefined: {ZH: "未定义", EN: "undefined"},
	"blue":             {ZH: "蓝", EN: "blue"}, "orange": {ZH: "橙", EN: "orange"},
}

// ColourName is a colour of a pack as readers say it; one that a pack has made
// up is its own name.
func ColourName(colour string, lang model.Language) string {
	if names, ok := colourNames[colour]; ok {
		return names.In(lang)
	}
	return colour
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
			c.Level = u.FromBase(decimal.NewFromFloat(f.Value)).Round(2).String() + " " + unitName(u, lang)
		case model.YTDGrowth:
			c.Growth = fmt.Sprintf("%+.1f%%", f.Value*100)
		case model.MonthValue, model.MonthGrowth, model.IndexValue, model.Rank:
		}
	}
	for _, t := range i.Targets {
		inPoints := t.Pace.Known || t.Measure.Base(i.Indicator.Base()) == model.Ratio
		if t.Gap.Known && inPoints && c.Gap == "" {
			c.Target = t.Issuer.Name().In(lang)
			c.Gap, c.Behind = points(t.Gap.Value, lang), t.Gap.Value < 0
		}
	}
	c.Owed = !i.Indicator.Release.IsZero()
	if i.Report != nil && i.Report.Late {
		c.Late = i.Report.Period.String()
	}
	return c
}
