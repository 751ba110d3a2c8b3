package web

import (
	"context"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// regionsPage is the one at /regions: a Comparison for readers.
type regionsPage struct {
	server   *Server
	template *page.Template
}

func newRegionsPage(s *Server) (*regionsPage, error) {
	t, err := s.options.Parse(templates, "templates/regions.html")
	return &regionsPage{s, t}, err
}

// serve draws the page by the parameters that compare knows. Where no region is
// named it begins at home.
func (p *regionsPage) serve(c *gin.Context) {
	if query := c.Request.URL.Query(); !query.Has("region") {
		if home := p.home(c.Request.Context()); home != "" {
			query.Set("region", home)
			c.Request.URL.RawQuery = query.Encode()
		}
	}
	asked, wrong := p.server.options.Asked(c)
	var comparison Comparison
	if wrong == nil {
		comparison, wrong = p.server.comparison(c)
	}
	if wrong != nil {
		p.template.Refuse(c, asked, *wrong)
		return
	}
	p.template.Write(c, asked, model.Text{ZH: "地区比较", EN: "Regions compared"}, p.content(comparison, regionLinks{asked}))
}

// home is the office's own region, if there are regions below it; or else the
// lowest one that everything known is below of. It is empty where that is none.
func (p *regionsPage) home(ctx context.Context) string {
	if own, ok := p.server.options.Catalog.Region(p.server.options.Region); ok && len(p.server.options.Catalog.Below(own.Code)) > 1 {
		return own.Code
	}
	board, err := p.server.options.Boards.Board(ctx, p.server.options.Clock().In(p.server.options.Zone), time.Time{})
	if err != nil {
		return "" // Whoever asks for the same board next says why.
	}
	top, home := p.server.options.Catalog.Children(), ""
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

// regionsContent is what the page shows, as text of its language.
type regionsContent struct {
	Links      regionLinks
	Restricted bool // Regions were left out.
	Levels     []levelLink
	Cutoff     string // Of all rows that have one; empty where these differ, and each row says its own.
	Rows       []regionRow
	Empty      bool // Nothing is known of any region.
	Delivers   bool // There are regions that deliver here.
	Present    bool // Alerts are known.
	Noted      bool // Something is acknowledged and not closed.
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

func (p *regionsPage) content(comparison Comparison, l regionLinks) regionsContent {
	lang := l.Lang
	c := regionsContent{Links: l, Empty: true, Restricted: l.Query.Get("region") != ""}
	at, _ := time.Parse(time.RFC3339, comparison.At) // Written by comparison.
	deepest := 0
	for _, r := range comparison.Regions {
		deepest = max(deepest, r.Level)
		c.Empty = c.Empty && !r.Known
		c.Delivers = c.Delivers || r.Delivering > 0
		c.Noted = c.Noted || r.Noted > 0
		c.Present = c.Present || r.Alerts != nil
	}
	for _, r := range comparison.Regions {
		c.Rows = append(c.Rows, p.row(r, comparison.Colours, at, l, lang))
	}
	c.commonCutoff()
	c.Levels = p.levels(l, deepest, lang)
	c.Chart = chart(charted(comparison.Regions), lang)
	c.Indicators, c.Figures = p.figures(comparison.Regions, lang)
	c.Sides, c.Standings = standings(comparison.Regions, lang)
	return c
}
