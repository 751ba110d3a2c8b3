package indicators

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// having are the rows of an indicator in every region that has it.
func (p *pages) having(board *progress.Board, code string, lang model.Language) []row {
	return p.rowsOf(board, lang, func(s progress.IndicatorState) bool { return s.Indicator.Code == code })
}

// withOver adds the regions of which the board says nothing, for no figure of
// theirs is visible any more and none is awaited, but that had some.
func (p *pages) withOver(ctx context.Context, a page.Asked, code string, rows []row) ([]row, error) {
	view, err := p.Ledger.View(ctx, a.AsOf)
	if err != nil {
		return rows, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	have := map[string]bool{}
	for _, r := range rows {
		have[r.Region] = true
	}
	matcher := model.Matcher{Name: "indicator", Op: model.Equal, Value: code}
	for ind, err := range progress.LoadIndicators(ctx, view, p.rules, time.Time{}, matcher) {
		if err != nil {
			return rows, err
		}
		if one := (&read{ind, view, a.At, p.Zone}); !have[ind.Region] && len(one.periods()) > 0 {
			rows = append(rows, p.rowOf(ind.At(a.At), p.region(ind.Region), a.Lang))
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.Region, b.Region) })
	return rows, nil
}

// choose picks the region whose indicator is shown: the one that is named, or
// the first below it that has the indicator; the office's own where none is
// named, else the first that has it.
func (p *pages) choose(code string, rows []row, a page.Asked) (row, *page.Refusal) {
	if len(rows) == 0 {
		return row{}, p.unknown(code)
	}
	wanted := []func(r row) bool{
		func(r row) bool { return r.Region == a.Region.Code },
		func(r row) bool { return a.Regions.Has(r.Region) },
	}
	if a.Region.Code == "" {
		own, _ := p.Catalog.Region(p.Region)
		wanted[0] = func(r row) bool { return r.Region == own.Code }
	}
	for _, is := range wanted {
		if at := slices.IndexFunc(rows, is); at >= 0 {
			return rows[at], nil
		}
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.area.Name+" "+r.Region)
	}
	return row{}, page.Missing("no_indicator", model.Text{
		ZH: a.Region.Name + "没有这个指标；有此指标的地区：" + strings.Join(names, "、"),
		EN: a.Region.NameEN + " has no such indicator; there is one in " + strings.Join(englishNames(rows), ", "),
	})
}

func englishNames(rows []row) (names []string) {
	for _, r := range rows {
		names = append(names, r.area.NameEN+" "+r.Region)
	}
	return names
}

// unknown says that there is no indicator of a code, or nothing is known of it.
func (p *pages) unknown(code string) *page.Refusal {
	if i, ok := p.Catalog.Indicator(code); ok {
		return page.Missing("no_figures", model.Text{
			ZH: i.Name + "：当时还没有数据或目标", EN: i.NameEN + ": there were no figures or targets of it then",
		})
	}
	called := map[string]string{} // What to say for what is like it.
	var known []string
	for _, i := range p.Catalog.Indicators {
		for _, name := range append([]string{i.Code, i.Name, i.NameEN}, i.Aliases...) {
			known, called[name] = append(known, name), i.Code+" "+i.Name
		}
	}
	var near []string
	for _, name := range model.Near(code, known) {
		if !slices.Contains(near, called[name]) {
			near = append(near, called[name])
		}
	}
	return page.Missing("unknown_indicator", model.Text{
		ZH: "没有指标 “" + code + "”", EN: `there is no indicator "` + code + `"`,
	}.DidYouMean(near))
}

// A read is an indicator of a region as a view knows it.
type read struct {
	*progress.Indicator
	view model.View
	at   time.Time
	zone *time.Location
}

// load reads all that is known of an indicator in a region.
func (p *pages) load(ctx context.Context, view model.View, r row, at time.Time) (*read, error) {
	matchers := []model.Matcher{
		{Name: "indicator", Op: model.Equal, Value: r.Indicator.Code}, {Name: "region", Op: model.Equal, Value: r.Region},
	}
	for ind, err := range progress.LoadIndicators(ctx, view, p.rules, time.Time{}, matchers...) {
		if err != nil {
			return nil, err
		}
		return &read{ind, view, at, p.Zone}, nil
	}
	// The board had it: it was taken back between the two reads.
	return nil, fmt.Errorf("indicator %s of %s is gone from the ledger", r.Indicator.Code, r.Region)
}

// A source is where the points of a measure come from.
type source struct {
	measure model.Measure
	origin  model.Origin
}

// points are those of a measure whose periods have ended.
func (r *read) points(s source) []model.Point {
	all := r.Published[s.measure]
	if s.origin == model.Derived {
		all = r.Derived(s.measure)
	}
	return slices.DeleteFunc(slices.Clone(all), func(p model.Point) bool { return p.Period.End(r.zone).After(r.at) })
}

// sources are all that there are points of.
func (r *read) sources() (all []source) {
	for _, m := range slices.Concat(model.Measures(), model.DerivedMeasures()) {
		for _, origin := range []model.Origin{model.Published, model.Derived} {
			s := source{m, origin}
			if len(r.points(s)) > 0 || origin == model.Derived && len(r.Compared(m)) > 0 {
				all = append(all, s)
			}
		}
	}
	return all
}

// periods are those of which anything is known, in order, and those between
// them in which figures should have come or by rule do not.
func (r *read) periods() []model.Period {
	byKey := map[uint32]model.Period{}
	for _, s := range r.sources() {
		for _, p := range r.points(s) {
			byKey[p.Period.Key()] = p.Period.WithSpan(1)
		}
	}
	var keys []uint32
	for key := range byKey {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	if len(keys) == 0 {
		return nil
	}
	first, last := byKey[keys[0]], byKey[keys[len(keys)-1]]
	var all []model.Period
	if f := first.Freq(); f == model.Weekly || f == model.Daily {
		for _, key := range keys {
			all = append(all, byKey[key])
		}
		return all
	}
	for p := first; p.Key() <= last.Key(); p = p.Add(1) {
		all = append(all, p)
	}
	return all
}
