package web

import (
	"cmp"
	"slices"

	"jindu/internal/model"
	"jindu/internal/phrase"
)

// charted are the regions whose bars stand beside each other: those of one
// level, the first of which there are several, so that no part stands beside
// its whole.
func charted(all []ComparedRegion) []ComparedRegion {
	byLevel := map[int][]ComparedRegion{}
	deepest := 0
	for _, r := range all {
		deepest = max(deepest, r.Level)
		if r.Gap != nil {
			byLevel[r.Level] = append(byLevel[r.Level], r)
		}
	}
	for level := range deepest + 1 {
		if len(byLevel[level]) > 1 {
			return byLevel[level]
		}
	}
	for level := deepest; level >= 0; level-- {
		if len(byLevel[level]) > 0 {
			return byLevel[level]
		}
	}
	return nil
}

// A chartBar is one region's completion against its pace, of a bar 100 wide.
type chartBar struct {
	Name, Completion, Gap string
	Done, Pace            float64
	Ahead                 bool
}

func chart(regions []ComparedRegion, lang model.Language) []chartBar {
	whole := 1.0
	for _, r := range regions {
		whole = max(whole, *r.Completion)
	}
	var bars []chartBar
	for _, r := range regions {
		bars = append(bars, chartBar{
			Name: r.Name.In(lang), Completion: phrase.Percent(known(r.Completion)), Gap: points(known(r.Gap), lang), Ahead: *r.Gap >= 0,
			Done: 100 * max(0, *r.Completion) / whole, Pace: 100 * *r.Pace / whole,
		})
	}
	return bars
}

// A figureRow is a region's cells below some columns.
type figureRow struct {
	Name, Link string
	Level      int
	Cells      []figureCell
}

type figureCell struct {
	Value, Note, Gap string
	Behind, Late     bool
}

type indicatorColumn struct{ Name, Unit string }

// figures are the indicators that have targets, the columns in the catalog's
// order, of the regions that have any.
func (p *regionsPage) figures(regions []ComparedRegion, lang model.Language) (columns []indicatorColumn, rows []figureRow) {
	place := map[string]int{}
	for _, i := range p.server.options.Catalog.Indicators {
		there := slices.ContainsFunc(regions, func(r ComparedRegion) bool {
			return slices.ContainsFunc(r.Indicators, func(c ComparedIndicator) bool { return c.Indicator == i.Code })
		})
		if there {
			place[i.Code] = len(columns)
			columns = append(columns, indicatorColumn{model.Text{ZH: i.Name, EN: i.NameEN}.In(lang), phrase.Unit(i.Unit(), lang)})
		}
	}
	for _, r := range regions {
		if len(r.Indicators) == 0 {
			continue
		}
		row := figureRow{Name: r.Name.In(lang), Level: r.Level, Cells: make([]figureCell, len(columns))}
		for _, one := range r.Indicators {
			if at, ok := place[one.Indicator]; ok {
				row.Cells[at] = p.figure(one)
			}
		}
		rows = append(rows, row)
	}
	return columns, rows
}

// standings are the sides, each with the place among its sisters.
func standings(regions []ComparedRegion, lang model.Language) (columns []string, rows []figureRow) {
	place := map[string]int{}
	for _, r := range regions {
		for _, side := range r.Sides {
			if _, ok := place[side.Side]; !ok {
				place[side.Side] = len(columns)
				columns = append(columns, cmp.Or(side.Name.In(lang), side.Side))
			}
		}
	}
	for _, r := range regions {
		if len(r.Sides) == 0 {
			continue
		}
		row := figureRow{Name: r.Name.In(lang), Level: r.Level, Cells: make([]figureCell, len(columns))}
		for _, side := range r.Sides {
			row.Cells[place[side.Side]] = figureCell{Value: sideValue(side, lang), Note: ordinal(side.Rank, lang)}
		}
		rows = append(rows, row)
	}
	return columns, rows
}
