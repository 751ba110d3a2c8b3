package model

import (
	_ "embed" // The default catalog.
	"errors"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml"
)

//go:embed catalog.yml
var defaultCatalog []byte

// A Catalog says which indicators and regions there are, and when their
// figures are due.
type Catalog struct {
	Indicators []Indicator   `yaml:"indicators"`
	Regions    []Region      `yaml:"regions"`
	Progress   ReleaseRule   `yaml:"progress"` // When the progress of projects is due.
	Packs      []string      `yaml:"packs"`    // Names of the rule packs that apply.
	Growth     GrowthSetting `yaml:"growth"`
	Pace       Curve         `yaml:"pace"` // Of every task that has no curve of its own; linear where left out.
}

// GrowthSetting says when a derived growth can stand beside a published one.
type GrowthSetting struct {
	// ComparableMargin is how far the two may differ, in percentage points.
	ComparableMargin float64 `yaml:"comparable_margin_points"`
}

// An Indicator is an economic indicator that is reported.
type Indicator struct {
	Code     string      `yaml:"code"`
	Name     string      `yaml:"name"` // Chinese.
	NameEN   string      `yaml:"name_en"`
	Aliases  []string    `yaml:"aliases"`
	Display  string      `yaml:"display_unit"`    // Unit that readers expect; fixes the base unit.
	Freq     string      `yaml:"frequency"`       // SDMX code.
	JanFeb   bool        `yaml:"jan_feb"`         // January and February are published together.
	Release  ReleaseRule `yaml:"release"`         // Left out where no report of it is owed.
	Decrease bool        `yaml:"lower_is_better"` // Its targets are limits unless they say otherwise.
	Pace     Curve       `yaml:"pace"`            // Of its yearly targets that have no curve of their own.
	PartOf   string      `yaml:"part_of"`         // Code of the indicator that it is a part of.
	Average  bool        `yaml:"average"`         // A mean, such as income per capita: a region's is no part of its parent's.
	Owner    string      `yaml:"owner"`           // The bureau that owes its reports, in Chinese.
	OwnerEN  string      `yaml:"owner_en"`        // The same in English.
}

// A Region is an administrative area by its code of GB/T 2260.
type Region struct {
	Code   string `yaml:"code"`
	Name   string `yaml:"name"` // Chinese.
	NameEN string `yaml:"name_en"`
	Parent string `yaml:"parent"`
}

// DefaultCatalog is the catalog that jindu comes with.
func DefaultCatalog() *Catalog {
	c, err := ParseCatalog(defaultCatalog)
	if err != nil {
		panic("embedded catalog: " + err.Error()) // A test reads it.
	}
	return c
}

// DefaultCatalogText is the catalog that jindu comes with, as its file has it.
func DefaultCatalogText() []byte { return slices.Clone(defaultCatalog) }

// ParseCatalog reads a catalog from YAML. Unknown fields are errors. What YAML
// finds wrong is named by its line, everything else by the indicator or region.
func ParseCatalog(text []byte) (*Catalog, error) {
	var c Catalog
	if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
		return nil, Faultf("目录：%w", "catalog: %w", err)
	}
	if err := c.check(); err != nil {
		return nil, Faultf("目录：%w", "catalog: %w", err)
	}
	return &c, nil
}

func (c *Catalog) check() error {
	problems := slices.Concat(c.checkIndicators(), c.checkParts(), c.checkRegions())
	if err := c.Progress.check(); err != nil {
		problems = append(problems, Faultf("progress：%w", "progress: %w", err))
	}
	return errors.Join(problems...)
}

var indicatorCode = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (c *Catalog) checkIndicators() (problems []error) {
	fail := func(zh, en string, args ...any) { problems = append(problems, Faultf(zh, en, args...)) }
	names, codes := map[string]string{}, map[string]bool{}
	for _, i := range c.Indicators {
		if !indicatorCode.MatchString(i.Code) {
			fail("指标 %q：代码只用小写字母、数字和 _", "indicator %q: want a code of small letters, digits and _", i.Code)
		}
		if codes[i.Code] {
			fail("指标 %s：这个代码有两个", "indicator %s: there are two of this code", i.Code)
		}
		codes[i.Code] = true
		if _, ok := ParseUnit(i.Display); !ok {
			fail("指标 %s：display_unit %q 应为以下之一：%s", "indicator %s: display_unit %q: want one of %s", i.Code, i.Display, UnitNames)
		}
		if _, err := ParseFrequency(i.Freq); err != nil {
			fail("指标 %s：%w", "indicator %s: %w", i.Code, err)
		}
		if err := i.Release.check(); err != nil && !i.Release.IsZero() {
			fail("指标 %s：%w", "indicator %s: %w", i.Code, err)
		}
		for _, name := range i.names() {
			if name == "" {
				fail("指标 %q：code、name、name_en 都要写", "indicator %q: code, name and name_en must be given", i.Code)
			} else if other, ok := names[name]; ok && other != i.Code {
				fail("指标 %s：名称 %q 已由 %s 使用", "indicator %s: the name %q is %s's already", i.Code, name, other)
			}
			names[name] = i.Code
		}
	}
	return problems
}

// checkParts holds each part against its total: both must be measured alike.
func (c *Catalog) checkParts() (problems []error) {
	for _, i := range c.Indicators {
		if i.PartOf == "" {
			continue
		}
		total := slices.IndexFunc(c.Indicators, func(t Indicator) bool { return t.Code == i.PartOf })
		switch {
		case total < 0 || i.PartOf == i.Code:
			problems = append(problems, Faultf("指标 %s：part_of %q 应为另一个指标的代码",
				"indicator %s: part_of %q: want the code of another indicator", i.Code, i.PartOf))
		case c.Indicators[total].Base() != i.Base() || c.Indicators[total].Freq != i.Freq:
			problems = append(problems, Faultf("指标 %s：part_of %s 的单位和频率应与之相同",
				"indicator %s: part_of %s: want one of the same unit and frequency", i.Code, i.PartOf))
		}
	}
	return problems
}

func (c *Catalog) checkRegions() (problems []error) {
	fail := func(zh, en string, args ...any) { problems = append(problems, Faultf(zh, en, args...)) }
	parents := map[string]string{}
	for _, r := range c.Regions {
		if _, twice := parents[r.Code]; twice || r.Code == "" || r.Name == "" || r.NameEN == "" {
			fail("地区 %q：要有各自的代码、name 和 name_en", "region %q: want a code of its own, a name and a name_en", r.Code)
		}
		parents[r.Code] = r.Parent
	}
	for _, r := range c.Regions {
		if _, ok := parents[r.Parent]; r.Parent != "" && !ok {
			fail("地区 %s：上级 %q 不在目录中", "region %s: parent %q is not in the catalog", r.Code, r.Parent)
		}
		if within(r.Code, r.Parent, parents) {
			fail("地区 %s：绕回了自己", "region %s: it lies within itself", r.Code)
		}
	}
	return problems
}

// within tells whether a region is found among the parents of another.
func within(code, region string, parents map[string]string) bool {
	for range parents {
		if region == "" {
			return false
		}
		if region == code {
			return true
		}
		region = parents[region]
	}
	return false
}

// Base is the unit that the indicator's levels are kept in.
func (i Indicator) Base() Base { return i.Unit().Base }

// Unit is the unit that readers expect the indicator's levels in.
func (i Indicator) Unit() Unit {
	u, _ := ParseUnit(i.Display) // Checked when the catalog was read.
	return u
}

// Frequency is how often the indicator is published.
func (i Indicator) Frequency() Frequency {
	f, _ := ParseFrequency(i.Freq) // Checked when the catalog was read.
	return f
}

// Published tells whether the indicator has a release for a period: there is
// none for January where January and February are published together.
func (i Indicator) Published(p Period) bool {
	return !(i.JanFeb && p.Freq() == Monthly && p.Ordinal() == 1)
}

// Next is the period after p that the indicator is published for.
func (i Indicator) Next(p Period) Period {
	next := p.Add(1)
	if !i.Published(next) {
		next = next.Add(1)
	}
	return next
}

// Summable tells whether the levels of regions add up to that of the region
// above them: amounts do, means, rates and indices don't.
func (i Indicator) Summable() bool {
	return !i.Average && i.Base() != Ratio && i.Base() != Index
}

// names are all that the indicator goes by, narrowed: catalogs and sheets may
// both write full-width brackets.
func (i Indicator) names() []string {
	all := append([]string{i.Code, i.Name, i.NameEN}, i.Aliases...)
	for at, name := range all {
		all[at] = narrow(name)
	}
	return all
}

// Indicator finds an indicator by its code or by any of its names.
func (c *Catalog) Indicator(name string) (Indicator, bool) {
	name = narrow(name)
	if name == "" {
		return Indicator{}, false
	}
	at := slices.IndexFunc(c.Indicators, func(i Indicator) bool { return slices.Contains(i.names(), name) })
	if at < 0 {
		return Indicator{}, false
	}
	return c.Indicators[at], true
}

// Region finds a region by its code or name. A name that several regions bear
// is not found: only its code tells which.
func (c *Catalog) Region(name string) (Region, bool) {
	name = narrow(name)
	var found []Region
	for _, r := range c.Regions {
		if r.Code == name {
			return r, true
		}
		if narrow(r.Name) == name || narrow(r.NameEN) == name {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return Region{}, false
	}
	return found[0], true
}

// Within tells whether a region, by its code, is another or lies below it.
func (c *Catalog) Within(code, above string) bool {
	for range c.Regions { // No deeper than there are regions.
		if code == "" || code == above {
			break
		}
		r := slices.IndexFunc(c.Regions, func(r Region) bool { return r.Code == code })
		if r < 0 {
			return false
		}
		code = c.Regions[r].Parent
	}
	return code != "" && code == above
}
