package web

import (
	"strconv"
	"strings"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// regionLinks are the page's to itself.
type regionLinks struct {
	page.Asked
}

// Sort is the page sorted by a key: first by what a leader looks for, and then
// the other way round.
func (l regionLinks) Sort(key string) string {
	first, second := "-"+key, key
	if key == "gap" || key == "completion" || key == "heard" { // The worst first.
		first, second = second, first
	}
	if l.Query.Get("sort") == first {
		return l.Here("sort", second)
	}
	return l.Here("sort", first)
}

// Arrow marks the column that the page is sorted by.
func (l regionLinks) Arrow(key string) string {
	switch l.Query.Get("sort") {
	case key:
		return "\u00a0▲"
	case "-" + key:
		return "\u00a0▼"
	}
	return ""
}

// Direction is the same for those who hear the page.
func (l regionLinks) Direction(key string) string {
	switch l.Query.Get("sort") {
	case key:
		return "ascending"
	case "-" + key:
		return "descending"
	}
	return "none"
}

// All is the page with all regions, in the same language: an empty name, for
// none would mean the office's own.
func (l regionLinks) All() string {
	query := l.To("", "region", "all")
	return "/regions" + strings.Replace(query, "region=all", "region=", 1)
}

type levelLink struct {
	Name, Link string
	Chosen     bool
}

// levels lead to all regions, or to those of one level; there are none where
// all stand on one.
func (p *regionsPage) levels(l regionLinks, deepest int, lang model.Language) []levelLink {
	chosen := l.Query.Get("level")
	if chosen == "" && deepest < 2 {
		return nil
	}
	deepest = max(deepest, depthBelow(p.server.options.Catalog, l.Query.Get("region")))
	all := []levelLink{{model.Text{ZH: "各级", EN: "all levels"}.In(lang), l.Here("level", ""), chosen == ""}}
	for level := 1; level <= deepest; level++ {
		n := strconv.Itoa(level)
		all = append(all, levelLink{model.Text{ZH: "下" + n + "级", EN: "level " + n}.In(lang), l.Here("level", n), chosen == n})
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
