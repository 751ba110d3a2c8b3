package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// content is what the page shows, as text of its language.
type content struct {
	Lang    model.Language
	Links   links
	Within  string // The region that the page keeps to, with all below it; empty where it shows all.
	Several bool   // There are regions to compare.
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

func (p *page) content(b *progress.Board, regions model.RegionSet, now time.Time, lang model.Language) content {
	stats := p.options.Ledger.Stats()
	c := content{
		Lang: lang, Now: now.Format("2006-01-02 15:04"), Version: p.options.Version,
		Ledger: ledgerContent{
			Submissions: stats.Commits, Changes: stats.Sequence, Series: stats.Series,
			Disk: mebibytes(stats.DiskBytes), Newest: clockText(stats.Newest, p.options.Zone),
		},
	}
	colours := b.MainPack().Colours
	for _, r := range b.RegionSums() {
		if region, ok := regionOf(r, colours, lang); ok && regions.Has(r.Code) {
			c.Regions = append(c.Regions, region)
		}
	}
	slices.SortStableFunc(c.Regions, func(a, b regionContent) int { return -cmp.Compare(a.Projects, b.Projects) })
	for _, a := range p.options.Alerts() {
		if !regions.Has(a.Region) {
			continue
		}
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

// regionOf sums a region up, by itself, and reports false where nothing is
// known of it.
func regionOf(r progress.RegionSum, colours []string, lang model.Language) (regionContent, bool) {
	c := regionContent{Name: model.Text{ZH: r.Name, EN: r.NameEN}.In(lang), Code: r.Code}
	for _, i := range r.Indicators {
		c.Indicators = append(c.Indicators, indicatorOf(i, lang))
	}
	c.addSum(r.Own, lang)
	for _, colour := range colours {
		c.Colours = append(c.Colours, colourContent{colour, ColourName(colour, lang), r.Own.Colours[colour]})
	}
	return c, c.Projects > 0 || len(c.Indicators) > 0
}

// addSum writes what the region's projects come to.
func (c *regionContent) addSum(s progress.Sum, lang model.Language) {
	c.Projects, c.Reported = s.Projects, s.Reported
	c.Total, c.Target, c.Completed = hundredMillions(s.Total), hundredMillions(s.Target), hundredMillions(s.Completed)
	c.Cutoff = span(s)
	if gap := s.Gap(); gap.Known {
		c.Completion, c.Pace = percent(s.Completion().Value), percent(s.Pace().Value)
		c.Gap, c.Ahead = points(gap.Value, lang), gap.Value >= 0
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
	return amount.Decimal.Shift(-8).StringFixed(2)
}

func percent(ratio float64) string { return strconv.FormatFloat(ratio*100, 'f', 1, 64) + "%" }

func points(ratio float64, lang model.Language) string {
	unit := model.Text{ZH: "个百分点", EN: " points"}.In(lang)
	return fmt.Sprintf("%+.1f", ratio*100) + unit
}

// unitsEN are the units of the catalog as English readers know them.
var unitsEN = map[string]string{
	"亿元": "× 100 m yuan", "百万元": "m yuan", "万元": "× 10,000 yuan", "千元": "× 1,000 yuan", "元": "yuan",
	"亿吨": "× 100 m t", "万吨": "× 10,000 t", "吨": "t", "万个": "× 10,000 items", "个": "items", "项": "items",
	"工作日": "working days", "比率": "", "百分点": "points", "点": "", "位": "in rank",
}

func unitName(u model.Unit, lang model.Language) string {
	if name, ok := unitsEN[u.Name]; ok && lang == model.English {
		return name
	}
	return u.Name
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
			c.Level = strings.TrimSpace(u.FromBase(decimal.NewFromFloat(f.Value)).Round(2).String() + " " + unitName(u, lang))
		case model.YTDGrowth:
			c.Growth = fmt.Sprintf("%+.1f%%", f.Value*100)
		case model.MonthValue, model.MonthGrowth, model.IndexValue, model.Rank:
		}
	}
	if t, ok := i.Headline(); ok {
		c.Target = t.Issuer.Name().In(lang)
		c.Gap, c.Behind = points(t.Gap.Value, lang), t.Gap.Value < 0
	}
	c.Owed = !i.Indicator.Release.IsZero()
	if i.Report != nil && i.Report.Late {
		c.Late = i.Report.Period.String()
	}
	return c
}
