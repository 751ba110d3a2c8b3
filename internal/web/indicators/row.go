package indicators

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"jindu/internal/web/page"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A row is an indicator of a region.
type row struct {
	progress.IndicatorState

	lang    model.Language
	zone    *time.Location
	area    model.Region
	targets []progress.TargetState // The one that is judged by comes first.
}

// rowsOf are the indicators that are wanted, region by region in the order of
// the catalog.
func (p *pages) rowsOf(board *progress.Board, lang model.Language, wanted func(progress.IndicatorState) bool) []row {
	var rows []row
	areas := map[string]model.Region{} // A province has many rows of each.
	for _, s := range board.Indicators {
		if !wanted(s) {
			continue
		}
		area, ok := areas[s.Region]
		if !ok {
			area = p.region(s.Region)
			areas[s.Region] = area
		}
		rows = append(rows, p.rowOf(s, area, lang))
	}
	place := map[string]int{}
	for i, ind := range p.Catalog.Indicators {
		place[ind.Code] = i - len(p.Catalog.Indicators) // Before those that are not listed.
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(place[a.Indicator.Code], place[b.Indicator.Code]))
	})
	return rows
}

func (p *pages) rowOf(s progress.IndicatorState, area model.Region, lang model.Language) row {
	r := row{IndicatorState: s, lang: lang, zone: p.Zone, area: area, targets: slices.Clone(s.Targets)}
	if first, ok := s.Headline(); ok {
		slices.SortStableFunc(r.targets, func(a, b progress.TargetState) int {
			return page.FalseFirst(a.ID() != first.ID(), b.ID() != first.ID())
		})
	}
	return r
}

// region is one of the catalog, or what is called by its code.
func (p *pages) region(code string) model.Region {
	if region, ok := p.Catalog.Region(code); ok {
		return region
	}
	return model.Region{Code: code, Name: code, NameEN: code}
}

func regionName(r model.Region, lang model.Language) string {
	return model.Text{ZH: r.Name, EN: r.NameEN}.In(lang)
}

func indicatorName(i model.Indicator, lang model.Language) string {
	return model.Text{ZH: i.Name, EN: i.NameEN}.In(lang)
}

func owner(i model.Indicator, lang model.Language) string {
	return model.Text{ZH: i.Owner, EN: i.OwnerEN}.In(lang)
}

// levels are the measures that tell how much there is, the most telling first.
var levels = []model.Measure{model.YearToDate, model.Stock, model.IndexValue, model.MonthValue, model.Rank}

// level is the published figure that tells how much there is; the zero Figure
// where none is visible.
func (r row) level() progress.Figure {
	for _, m := range levels {
		if f := r.published(m); !f.End.IsZero() {
			return f
		}
	}
	return progress.Figure{}
}

// growth is the published one, of the year to date or else of the month.
func (r row) growth() progress.Figure {
	if f := r.published(model.YTDGrowth); !f.End.IsZero() {
		return f
	}
	return r.published(model.MonthGrowth)
}

func (r row) published(m model.Measure) progress.Figure {
	for _, f := range r.Figures {
		if f.Measure == m && f.Origin == model.Published {
			return f
		}
	}
	return progress.Figure{}
}

// period is that of the newest of what the row shows.
func (r row) period() model.Period {
	level, growth := r.level().Period, r.growth().Period
	if !growth.IsZero() && (level.IsZero() || growth.Key() > level.Key()) {
		return growth
	}
	return level
}

// target is the one that is judged by, if there is any.
func (r row) target() (progress.TargetState, bool) {
	if len(r.targets) == 0 {
		return progress.TargetState{}, false
	}
	return r.targets[0], true
}

// behind tells that a target is not kept up with.
func (r row) behind() bool {
	return slices.ContainsFunc(r.targets, func(t progress.TargetState) bool { return t.Gap.Known && t.Gap.Value < 0 })
}

func (r row) late() bool { return r.Report != nil && r.Report.Late }

// reportState says in words how the report that is awaited stands.
func (r row) reportState() string {
	switch {
	case r.Indicator.Code == "":
		return ""
	case r.Indicator.Release.IsZero():
		return model.Text{ZH: "无须报送", EN: "none owed"}.In(r.lang)
	case r.Report == nil:
		return ""
	}
	return r.Report.State.Name().In(r.lang) + " " + periodName(r.Indicator, r.Report.Period)
}

// report is reportState with the day on which it is due, or since which it is late.
func (r row) report() string {
	state := r.reportState()
	switch {
	case r.Report == nil || r.Report.Due.IsZero():
		return state
	case r.Report.Late:
		since := phrase.Day(r.Report.Due.In(r.zone).Add(time.Second))
		return state + model.Text{ZH: "，自 " + since + " 起", EN: ", since " + since}.In(r.lang)
	}
	due := phrase.Day(r.Report.Due.In(r.zone))
	return state + model.Text{ZH: "，" + due + " 前报", EN: ", due " + due}.In(r.lang)
}

// says tells whether a text is part of what the row is called by.
func (r row) says(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	names := append([]string{
		r.Indicator.Code, r.Indicator.Name, r.Indicator.NameEN, r.Indicator.Owner, r.Indicator.OwnerEN,
		r.Region, r.area.Name, r.area.NameEN,
	}, r.Indicator.Aliases...)
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(strings.ToLower(name), text) })
}

// periodName writes a period. January and February are one where they are
// published together.
func periodName(i model.Indicator, p model.Period) string {
	if !p.IsZero() && i.JanFeb && p.Freq() == model.Monthly && p.Ordinal() == 2 {
		return p.WithSpan(2).String()
	}
	return p.String()
}
