package indicators

import (
	"html/template"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// listing is the list of indicators. A row shows all of its targets, and sorts
// by the one that is judged by.
func listing(a page.Asked) page.Listing[row] {
	return page.Listing[row]{Columns: append([]page.Column[row]{
		{
			Key: "region", Name: model.Text{ZH: "地区", EN: "Region"},
			Cell: func(r row) sheet.Cell { return sheet.Text(regionName(r.area, a.Lang)) },
		},
		{
			Key: "indicator", Name: model.Text{ZH: "指标", EN: "Indicator"},
			Cell: func(r row) sheet.Cell { return sheet.Text(indicatorName(r.Indicator, a.Lang)) },
			Show: func(r row) template.HTML {
				to := a.To(path+"/"+r.Indicator.Code, "region", r.Region, "only", "")
				return `<span class="narrow">` + link(to, indicatorName(r.Indicator, a.Lang)) + `</span>`
			},
		},
	}, append(standing(a), reporting(a)...)...)}
}

// sisterListing puts regions beside each other.
func sisterListing(a page.Asked) page.Listing[row] {
	return page.Listing[row]{Whole: true, Columns: append([]page.Column[row]{{
		Name: model.Text{ZH: "地区", EN: "Region"},
		Cell: func(r row) sheet.Cell { return sheet.Text(regionName(r.area, a.Lang)) },
		Show: func(r row) template.HTML {
			return link(a.Here("region", r.Region, "only", ""), regionName(r.area, a.Lang))
		},
	}}, unsorted(standing(a))...)}
}

// unsorted are columns of a table that keeps its order.
func unsorted(columns []page.Column[row]) []page.Column[row] {
	for i := range columns {
		columns[i].Key = ""
	}
	return columns
}

// standing are the columns that tell how an indicator stands.
func standing(a page.Asked) []page.Column[row] {
	return []page.Column[row]{
		{
			Key: "period", Name: model.Text{ZH: "数据截至", EN: "Data as of"},
			Cell: func(r row) sheet.Cell { return sheet.Text(periodName(r.Indicator, r.period())) },
			Show: func(r row) template.HTML { return orUnknown(periodName(r.Indicator, r.period())) },
		},
		{
			Key: "level", Name: model.Text{ZH: "累计或期末", EN: "Year to date or stock"},
			Cell: func(r row) sheet.Cell { return figureCell(r.level()) },
		},
		{
			Name: model.Text{ZH: "单位", EN: "Unit"},
			Cell: func(r row) sheet.Cell { return sheet.Text(levelUnit(r, a.Lang)) },
		},
		{
			Key: "growth", Name: model.Text{ZH: "同比 （公布）", EN: "On a year earlier (published)"},
			Cell: func(r row) sheet.Cell { return figureCell(r.growth()) },
			Show: func(r row) template.HTML {
				f := r.growth()
				return orUnknown(phrase.Growth(progress.Number{Value: f.Value, Known: !f.End.IsZero()}))
			},
		},
		{
			Key: "issuer", Name: model.Text{ZH: "目标下达", EN: "Target set by"},
			Cell: ofTarget(func(_ row, t progress.TargetState) sheet.Cell { return sheet.Text(targetName(t, a.Lang)) }),
			Show: ofTargets(func(_ row, t progress.TargetState) template.HTML { return escaped(targetName(t, a.Lang)) }),
		},
		{
			Key: "target", Name: model.Text{ZH: "目标值", EN: "Target"},
			Cell: func(r row) sheet.Cell {
				t, ok := r.target()
				return valueCell(r.Indicator, t.Measure, progress.Number{Value: t.Goal, Known: ok})
			},
			Show: ofTargets(func(r row, t progress.TargetState) template.HTML { return escaped(goalNumber(r.Indicator, t, a.Lang)) }),
		},
		{
			Key: "completion", Name: model.Text{ZH: "完成", EN: "Completion"}, Worst: true,
			Cell: func(r row) sheet.Cell { t, _ := r.target(); return sheet.Number(sheet.Percent, t.Completion) },
			Show: ofTargets(func(_ row, t progress.TargetState) template.HTML { return orUnknown(phrase.Percent(t.Completion)) }),
		},
		{
			Key: "pace", Name: model.Text{ZH: "序时进度", EN: "Pace"},
			Cell: func(r row) sheet.Cell { t, _ := r.target(); return sheet.Number(sheet.Percent, t.Pace) },
			Show: ofTargets(func(_ row, t progress.TargetState) template.HTML { return orUnknown(phrase.Percent(t.Pace)) }),
		},
		{
			Key: "gap", Name: model.Text{ZH: "差距 （百分点）", EN: "Gap (points)"}, Worst: true,
			Cell: func(r row) sheet.Cell { t, _ := r.target(); return sheet.Number(sheet.Points, t.Gap) },
			Show: ofTargets(func(_ row, t progress.TargetState) template.HTML { return gapMark(t.Gap) }),
		},
	}
}

// reporting are the columns that tell how reports come.
func reporting(a page.Asked) []page.Column[row] {
	return []page.Column[row]{
		{
			Key: "report", Name: model.Text{ZH: "报送", EN: "Report"},
			Cell: func(r row) sheet.Cell { return sheet.Text(r.report()) },
			Show: func(r row) template.HTML {
				if r.late() {
					return `<span class="red narrow"><span aria-hidden="true">●</span> ` + escaped(r.report()) + `</span>`
				}
				return orUnknown(r.reportState())
			},
		},
		{
			Key: "owner", Name: model.Text{ZH: "责任单位", EN: "Owner"},
			Cell: func(r row) sheet.Cell { return sheet.Text(owner(r.Indicator, a.Lang)) },
			Show: func(r row) template.HTML { return orUnknown(owner(r.Indicator, a.Lang)) },
		},
	}
}

// levelUnit is that of the level and of targets for it; empty where there is
// neither.
func levelUnit(r row, lang model.Language) string {
	if f := r.level(); f.Measure == model.Rank {
		return ""
	} else if !f.End.IsZero() {
		return phrase.Unit(r.Indicator.Unit(), lang)
	}
	for _, t := range r.targets {
		if !isRatio(t.Measure) && t.Measure != model.Rank {
			return phrase.Unit(r.Indicator.Unit(), lang)
		}
	}
	return ""
}

// ofTarget is a cell of the target that is judged by; empty where there is none.
func ofTarget(cell func(row, progress.TargetState) sheet.Cell) func(row) sheet.Cell {
	return func(r row) sheet.Cell {
		t, ok := r.target()
		if !ok {
			return sheet.Text("")
		}
		return cell(r, t)
	}
}

// ofTargets shows something of each target.
func ofTargets(show func(row, progress.TargetState) template.HTML) func(row) template.HTML {
	return func(r row) template.HTML {
		var lines []template.HTML
		for _, t := range r.targets {
			lines = append(lines, show(r, t))
		}
		return stacked(lines)
	}
}

// targetName says who set a target, and that it is one of growth where it is.
func targetName(t progress.TargetState, lang model.Language) string {
	name := t.Issuer.Name()
	if t.Measure.Growth() {
		return model.Text{ZH: name.ZH + "·增速", EN: name.EN + ", growth"}.In(lang)
	}
	return name.In(lang)
}

// goalText writes the goal of a target, with its unit.
func goalText(i model.Indicator, t progress.TargetState, lang model.Language) string {
	return bounded(t, valueText(i, t.Measure, progress.Known(t.Goal), lang), lang)
}

// goalNumber is goalText without the unit, which stands in a column of its own.
func goalNumber(i model.Indicator, t progress.TargetState, lang model.Language) string {
	if t.Measure.Growth() {
		return goalText(i, t, lang)
	}
	return bounded(t, valueCell(i, t.Measure, progress.Known(t.Goal)).String(), lang)
}

// bounded says that a goal is a limit where it is one.
func bounded(t progress.TargetState, text string, lang model.Language) string {
	if t.Bound == model.AtMost {
		return model.Text{ZH: "不超过 " + text, EN: "at most " + text}.In(lang)
	}
	return text
}
