package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// regionsPage is the one at /regions: a Comparison for readers.
type regionsPage struct {
	options   Options
	server    *Server
	templates pageTemplates
}

func newRegionsPage(s *Server) (*regionsPage, error) {
	t, err := parsePage("regions.html")
	return &regionsPage{s.options, s, t}, err
}

// serve draws the page by the parameters that compare knows. Where no region is
// named it begins at home.
func (p *regionsPage) serve(c *gin.Context) {
	lang := language(c.Request)
	asked := c.Request.URL.Query()
	if !asked.Has("region") {
		if home := p.home(c.Request.Context()); home != "" {
			asked.Set("region", home)
			c.Request.URL.RawQuery = asked.Encode()
		}
	}
	comparison, wrong := p.server.comparison(c)
	if wrong != nil {
		c.String(wrong.status, "%s\n", wrong.text.In(lang))
		return
	}
	p.templates.write(c, p.options, lang, p.content(comparison, regionLinks{links{asked}, asked.Get("sort")}, lang))
}

// home is the office's own region, if there are regions below it; or else the
// lowest one that everything known is below of. It is empty where that is none.
func (p *regionsPage) home(ctx context.Context) string {
	if own, ok := p.options.Catalog.Region(p.options.Region); ok && len(p.options.Catalog.Below(own.Code)) > 1 {
		return own.Code
	}
	board, err := p.options.Boards.Board(ctx, p.options.Clock().In(p.options.Zone), time.Time{})
	if err != nil {
		return "" // Whoever asks for the same board next says why.
	}
	top, home := p.options.Catalog.Children(), ""
	for _, r := range board.RegionSums() { // A region stands before those below it.
		sisters := top[r.Parent]
		if r.Parent != home || len(sisters) != 1 || r.Below == 0 {
			break
		}
		home = r.Code
		if r.Own.Projects > 0 || len(r.Indicators) > 0 || len(r.Sides) > 0 {
			break
		}
	}
	return home
}

// regionLinks are the page's to itself.
type regionLinks struct {
	links

	sorted string // As asked.
}

// Sort is the page sorted by a key: first by what a leader looks for, and then
// the other way round.
func (l regionLinks) Sort(key string) string {
	first, second := "-"+key, key
	if key == "gap" || key == "completion" || key == "heard" { // The worst first.
		first, second = second, first
	}
	if l.sorted == first {
		return l.With("sort", second)
	}
	return l.With("sort", first)
}

// Arrow marks the column that the page is sorted by.
func (l regionLinks) Arrow(key string) string {
	switch l.sorted {
	case key:
		return "\u00a0▲"
	case "-" + key:
		return "\u00a0▼"
	}
	return ""
}

// Direction is the same for those who hear the page.
func (l regionLinks) Direction(key string) string {
	switch l.sorted {
	case key:
		return "ascending"
	case "-" + key:
		return "descending"
	}
	return "none"
}

// Of is another page with a parameter, in the same language.
func (l regionLinks) Of(path, name, value string) string {
	kept := links{}
	if lang := l.asked.Get("lang"); lang != "" {
		kept.asked = map[string][]string{"lang": {lang}}
	}
	return path + kept.With(name, value)
}

// All is the page with all regions, in the same language: an empty name, for
// none would mean the office's own.
func (l regionLinks) All() string {
	all := url.Values{"region": {""}}
	if lang := l.asked.Get("lang"); lang != "" {
		all.Set("lang", lang)
	}
	return "/regions?" + all.Encode()
}

// regionsContent is what the page shows, as text of its language.
type regionsContent struct {
	Lang       model.Language
	Now        string
	AsOf       string
	Version    string
	Links      regionLinks
	Title      string // The region at the top; empty where there are several.
	Restricted bool   // Regions were left out.
	Levels     []levelLink
	Cutoff     string // Of all rows that have one; empty where these differ, and each row says its own.
	Rows       []regionRow
	Empty      bool // Nothing is known of any region.
	Delivers   bool // There are regions that deliver here.
	Present    bool // Alerts are known.
	Chart      []chartBar
	Indicators []indicatorColumn
	Figures    []figureRow // Of indicators.
	Sides      []string
	Standings  []figureRow // By the sides.
}

// commonCutoff moves the cut-off that all rows share to the head.
func (c *regionsContent) commonCutoff() {
	for _, row := range c.Rows {
		if row.Cutoff == "" {
			continue
		}
		if c.Cutoff = row.Cutoff; slices.ContainsFunc(c.Rows, func(o regionRow) bool { return o.Cutoff != "" && o.Cutoff != c.Cutoff }) {
			c.Cutoff = ""
			return
		}
	}
	for i := range c.Rows {
		c.Rows[i].Cutoff = ""
	}
}

type levelLink struct {
	Name, Link string
	Chosen     bool
}

func (p *regionsPage) content(comparison Comparison, l regionLinks, lang model.Language) regionsContent {
	c := regionsContent{Lang: lang, Version: p.options.Version, Links: l, Empty: true, Restricted: l.asked.Get("region") != ""}
	at, _ := time.Parse(time.RFC3339, comparison.At) // Written by comparison.
	c.Now = at.Format("2006-01-02 15:04")
	if asOf, err := time.Parse(time.RFC3339, comparison.AsOf); err == nil {
		c.AsOf = asOf.Format("2006-01-02 15:04")
	}
	deepest := 0
	for _, r := range comparison.Regions {
		deepest = max(deepest, r.Level)
		c.Empty = c.Empty && !r.Known
		c.Delivers = c.Delivers || r.Delivering > 0
		c.Present = c.Present || r.Alerts != nil
	}
	for _, r := range comparison.Regions {
		c.Rows = append(c.Rows, p.row(r, comparison.Colours, at, l, lang))
	}
	c.commonCutoff()
	if region, err := p.options.Catalog.Find(l.asked.Get("region")); err == nil {
		c.Title = model.Text{ZH: region.Name, EN: region.NameEN}.In(lang)
	}
	c.Levels = p.levels(l, deepest, lang)
	c.Chart = chart(charted(comparison.Regions), lang)
	c.Indicators, c.Figures = p.figures(comparison.Regions, lang)
	c.Sides, c.Standings = standings(comparison.Regions, lang)
	return c
}

// levels lead to all regions, or to those of one level; there are none where
// all stand on one.
func (p *regionsPage) levels(l regionLinks, deepest int, lang model.Language) []levelLink {
	chosen := l.asked.Get("level")
	if chosen == "" && deepest < 2 {
		return nil
	}
	deepest = max(deepest, depthBelow(p.options.Catalog, l.asked.Get("region")))
	all := []levelLink{{model.Text{ZH: "各级", EN: "all levels"}.In(lang), l.With("level", ""), chosen == ""}}
	for level := 1; level <= deepest; level++ {
		n := strconv.Itoa(level)
		all = append(all, levelLink{model.Text{ZH: "下" + n + "级", EN: "level " + n}.In(lang), l.With("level", n), chosen == n})
	}
	return all
}

// depthBelow is how many levels there are below a region, or below the top.
func depthBelow(c *model.Catalog, region string) int {
	children := c.Children()
	var depth func(code string, left int) int
	depth = func(code string, left int) int {
		deepest := 0
		for _, child := range children[code] {
			if left > 0 {
				deepest = max(deepest, 1+depth(child.Code, left-1))
			}
		}
		return deepest
	}
	if r, ok := c.Region(region); ok {
		return depth(r.Code, len(c.Regions))
	}
	return depth("", len(c.Regions)) - 1 // Those at the top are level 0.
}

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
			Name: r.Name.In(lang), Completion: percent(*r.Completion), Gap: points(*r.Gap, lang), Ahead: *r.Gap >= 0,
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
	for _, i := range p.options.Catalog.Indicators {
		there := slices.ContainsFunc(regions, func(r ComparedRegion) bool {
			return slices.ContainsFunc(r.Indicators, func(c ComparedIndicator) bool { return c.Indicator == i.Code })
		})
		if there {
			place[i.Code] = len(columns)
			columns = append(columns, indicatorColumn{model.Text{ZH: i.Name, EN: i.NameEN}.In(lang), unitName(i.Unit(), lang)})
		}
	}
	for _, r := range regions {
		if len(r.Indicators) == 0 {
			continue
		}
		row := figureRow{Name: r.Name.In(lang), Level: r.Level, Cells: make([]figureCell, len(columns))}
		for _, one := range r.Indicators {
			if at, ok := place[one.Indicator]; ok {
				row.Cells[at] = p.figure(one, lang)
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
