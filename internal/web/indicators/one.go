package indicators

import (
	"context"
	"html/template"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// oneContent is what the template of one indicator sees.
type oneContent struct {
	Code, Name, Region, Owner, Frequency string
	Regions                              []choice // Where several have it.
	Level, LevelOf, Growth, Derived      string
	Period, Report                       string
	Late                                 bool
	Targets, Months, Versions, Calendar  page.Table
	Sisters                              page.Table
	Matrix                               *matrix
	Since                                int    // The year from which versions are shown; 0 for all.
	AllVersions                          string // Link to all of them.
	Charts                               charts
}

// A choice leads to the same indicator of a region.
type choice struct {
	Name, Link string
	Here       bool
}

// serveOne answers with the page of one indicator, or its tables to keep.
func (p *pages) serveOne(c *gin.Context) {
	asked, wrong := p.Asked(c)
	format, badFormat := asked.Format(page.CSV, page.XLSX)
	if wrong == nil {
		wrong = badFormat
	}
	if wrong != nil {
		p.one.Refuse(c, asked, *wrong)
		return
	}
	board, err := p.Boards.Board(c.Request.Context(), asked.At, asked.AsOf)
	if err != nil {
		p.one.Refuse(c, asked, p.Undrawn(c.Request.Context(), "indicator", err))
		return
	}
	code := c.Param("code")
	rows := p.having(board, code, asked.Lang)
	if named, ok := p.Catalog.Indicator(code); ok && named.Code != code {
		c.Redirect(http.StatusFound, path+"/"+named.Code+asked.Here())
		return
	}
	chosen, wrong := p.choose(code, rows, asked)
	if wrong != nil { // Of what is over the board knows nothing.
		if rows, err = p.withOver(c.Request.Context(), asked, code, rows); err == nil {
			chosen, wrong = p.choose(code, rows, asked)
		}
	}
	if err != nil {
		p.one.Refuse(c, asked, p.Undrawn(c.Request.Context(), "indicator", err))
		return
	}
	if wrong != nil {
		p.one.Refuse(c, asked, *wrong)
		return
	}
	shown, err := p.read(c.Request.Context(), asked, rows, chosen)
	if err != nil {
		p.one.Refuse(c, asked, p.Undrawn(c.Request.Context(), "indicator", err))
		return
	}
	if format != page.HTML {
		p.Export(c, asked, format, code+"-"+chosen.Region, shown.sheets()...)
		return
	}
	name := model.Text{ZH: chosen.Indicator.Name, EN: chosen.Indicator.NameEN}
	p.one.Write(c, asked, name, shown.content())
}

// shown is all that the page of an indicator shows.
type shown struct {
	*read
	asked    page.Asked
	all      []row // In every region that has it.
	row      row
	sisters  []row
	since    int
	versions []versioned
}

func (p *pages) read(ctx context.Context, a page.Asked, all []row, r row) (*shown, error) {
	view, err := p.Ledger.View(ctx, a.AsOf)
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	s := &shown{asked: a, all: all, row: r}
	if s.read, err = p.load(ctx, view, r, a.At); err != nil {
		return nil, err
	}
	if a.Query.Get("versions") != "all" {
		s.since = a.At.In(p.Zone).Year() - 1
	}
	s.versions, err = s.history(ctx, p.receipts, s.firstYear())
	for _, one := range all {
		if r.area.Parent != "" && one.area.Parent == r.area.Parent {
			s.sisters = append(s.sisters, one)
		}
	}
	return s, err
}

// firstYear is that of the oldest version to show.
func (s *shown) firstYear() int {
	if periods := s.periods(); s.since == 0 && len(periods) > 0 {
		return periods[0].Year()
	}
	return s.since
}

func (s *shown) content() oneContent {
	a, i := s.asked, s.row.Indicator
	c := oneContent{
		Code: i.Code, Name: indicatorName(i, a.Lang), Region: regionName(s.row.area, a.Lang), Owner: owner(i, a.Lang),
		Frequency: i.Frequency().Name().In(a.Lang),
		Period:    periodName(i, s.row.period()), Report: s.row.report(), Late: s.row.late(),
		Targets:  s.targetListing().Table(s.row.targets, a),
		Months:   s.monthListing(a.Lang).Table(s.months(a.Lang), a),
		Versions: s.vintageListing(a).Table(allVersions(s.versions), a),
		Calendar: s.calendarListing(a.Lang).Table(s.calendar(s.row.IndicatorState), a),
		Matrix:   s.matrixOf(s.versions, a.Lang),
		Since:    s.since, Charts: s.charts(),
	}
	if s.since > 0 && len(s.periods()) > 0 && s.periods()[0].Year() < s.since {
		c.AllVersions = a.Here("versions", "all") + "#versions"
	}
	c.figures(s.row, a.Lang)
	if len(s.all) > 1 {
		for _, r := range s.all {
			c.Regions = append(c.Regions, choice{regionName(r.area, a.Lang), a.Here("region", r.Region, "only", ""), r.Region == s.row.Region})
		}
	}
	if len(s.sisters) > 1 {
		c.Sisters = sisterListing(a).Table(s.sisters, a)
	}
	return c
}

// figures are the ones that readers look for first.
func (c *oneContent) figures(r row, lang model.Language) {
	if f := r.level(); !f.End.IsZero() {
		c.Level = valueText(r.Indicator, f.Measure, progress.Known(f.Value), lang)
		c.LevelOf = measureName(f.Measure).In(lang)
	}
	if f := r.growth(); !f.End.IsZero() {
		c.Growth = phrase.Growth(progress.Known(f.Value))
	}
	for _, f := range r.Figures {
		if f.Measure == model.YTDGrowth && f.Origin == model.Derived {
			c.Derived = phrase.Growth(progress.Known(f.Value))
		}
	}
	for _, check := range r.IndicatorState.Growth {
		if check.Measure == model.YTDGrowth && !check.Comparable {
			c.Derived = incomparable.In(lang)
		}
	}
}

// targetListing is the table of targets.
func (s *shown) targetListing() page.Listing[progress.TargetState] {
	a, i := s.asked, s.row.Indicator
	text := func(zh, en string, of func(progress.TargetState) string) page.Column[progress.TargetState] {
		return page.Column[progress.TargetState]{
			Name: model.Text{ZH: zh, EN: en}, Cell: func(t progress.TargetState) sheet.Cell { return sheet.Text(of(t)) },
		}
	}
	ratio := func(zh, en string, of func(progress.TargetState) progress.Number) page.Column[progress.TargetState] {
		return page.Column[progress.TargetState]{
			Name: model.Text{ZH: zh, EN: en}, Cell: func(t progress.TargetState) sheet.Cell { return sheet.Number(sheet.Percent, of(t)) },
		}
	}
	value := func(zh, en string, of func(progress.TargetState) progress.Number) page.Column[progress.TargetState] {
		return text(zh, en, func(t progress.TargetState) string { return valueText(i, t.Measure, of(t), a.Lang) })
	}
	gap := page.Column[progress.TargetState]{
		Name: model.Text{ZH: "差距（百分点）", EN: "Gap (points)"},
		Cell: func(t progress.TargetState) sheet.Cell { return sheet.Number(sheet.Points, t.Gap) },
	}
	gap.Show = func(t progress.TargetState) template.HTML { return gapMark(t.Gap) }
	return page.Listing[progress.TargetState]{Whole: true, Columns: []page.Column[progress.TargetState]{
		text("目标下达", "Set by", func(t progress.TargetState) string { return t.Issuer.Name().In(a.Lang) }),
		text("年度", "Year", func(t progress.TargetState) string { return strconv.Itoa(t.Year) }),
		text("口径", "Measure", func(t progress.TargetState) string { return measureName(t.Measure).In(a.Lang) }),
		text("目标值", "Target", func(t progress.TargetState) string { return goalText(i, t, a.Lang) }),
		value("实际", "Actual", func(t progress.TargetState) progress.Number { return t.Actual }),
		value("应达到", "Should be", func(t progress.TargetState) progress.Number { return t.Path }),
		ratio("完成", "Completion", func(t progress.TargetState) progress.Number { return t.Completion }),
		ratio("序时进度", "Pace", func(t progress.TargetState) progress.Number { return t.Pace }),
		gap,
		text("进度曲线", "Curve", func(t progress.TargetState) string { return curveName(t, a.Lang) }),
		{
			Name: model.Text{ZH: "数据截至", EN: "Data as of"},
			Cell: func(t progress.TargetState) sheet.Cell { return sheet.Day(inZone(t.Cutoff, s.zone)) },
		},
	}}
}

func curveName(t progress.TargetState, lang model.Language) string {
	if t.Curve.IsZero() {
		return ""
	}
	return t.Curve.Kind.Name().In(lang)
}

// sheets are the tables to keep: the months, and in a workbook all others.
func (s *shown) sheets() []sheet.Sheet {
	a := s.asked
	name := func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(a.Lang) }
	all := []sheet.Sheet{
		s.monthListing(a.Lang).Sheet(name("分期", "Periods"), s.months(a.Lang), a),
		s.targetListing().Sheet(name("目标", "Targets"), s.row.targets, a),
		s.vintageListing(a).Sheet(name("版本", "Versions"), allVersions(s.versions), a),
		s.calendarListing(a.Lang).Sheet(name("报送", "Reports"), s.calendar(s.row.IndicatorState), a),
	}
	if len(s.sisters) > 1 {
		all = append(all, sisterListing(a).Sheet(name("同级地区", "Sister regions"), s.sisters, a))
	}
	return all
}
