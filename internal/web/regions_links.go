package web

import (
	"net/url"
	"strconv"

	"jindu/internal/model"
)

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

type levelLink struct {
	Name, Link string
	Chosen     bool
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
