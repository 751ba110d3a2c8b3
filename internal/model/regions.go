package model

import (
	"slices"
	"strings"
)

// A RegionSet is the codes of some regions. Nil is all that there are, those
// that no catalog names too.
type RegionSet map[string]bool

// Has tells whether a region is in the set.
func (s RegionSet) Has(code string) bool { return s == nil || s[code] }

// Codes are the set's, sorted; none of the set of all.
func (s RegionSet) Codes() []string {
	codes := make([]string, 0, len(s))
	for code := range s {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// UnknownRegionError says that a catalog has no region of a name, or several.
type UnknownRegionError struct {
	Name string
	Same []Region // Those of this name, where it is several.
	Near []Region // Those with one like it.
}

// Error gives the message in English.
func (e *UnknownRegionError) Error() string { return e.Message().EN }

// Message gives the message.
func (e *UnknownRegionError) Message() Text {
	if len(e.Same) > 0 {
		zh, en := listed(e.Same)
		return Text{
			ZH: "目录中有几个地区叫 “" + e.Name + "”：" + zh + "，请用代码",
			EN: `several regions of the catalog are called "` + e.Name + `": ` + en + "; want a code",
		}
	}
	t := Text{ZH: "目录中没有地区 “" + e.Name + "”", EN: `region "` + e.Name + `" is not in the catalog`}
	if len(e.Near) > 0 {
		zh, en := listed(e.Near)
		t.ZH += "；是否为 " + zh + "？"
		t.EN += "; did you mean " + en + "?"
	}
	return t
}

func listed(regions []Region) (zh, en string) {
	var all, english []string
	for _, r := range regions {
		all = append(all, r.Name+"（"+r.Code+"）")
		english = append(english, r.NameEN+" ("+r.Code+")")
	}
	return strings.Join(all, "、"), strings.Join(english, " or ")
}

// Find is Region with the reason where there is none: an UnknownRegionError.
func (c *Catalog) Find(name string) (Region, error) {
	if r, ok := c.Region(name); ok {
		return r, nil
	}
	wrong := &UnknownRegionError{Name: name}
	var names []string
	byName := map[string]Region{}
	for _, r := range c.Regions {
		if n := narrow(name); narrow(r.Name) == n || narrow(r.NameEN) == n {
			wrong.Same = append(wrong.Same, r)
		}
		for _, known := range []string{r.Name, r.NameEN, r.Code} {
			names = append(names, known)
			byName[known] = r
		}
	}
	for _, known := range Near(name, names) {
		if r := byName[known]; !slices.Contains(wrong.Near, r) {
			wrong.Near = append(wrong.Near, r)
		}
	}
	return Region{}, wrong
}

// Select gives the region of a code or name and all regions below it, however
// deep, or with only the region by itself. No name selects all.
func (c *Catalog) Select(name string, only bool) (RegionSet, error) {
	if strings.TrimSpace(name) == "" {
		return nil, nil
	}
	r, err := c.Find(name)
	if err != nil {
		return nil, err
	}
	if only {
		return RegionSet{r.Code: true}, nil
	}
	return c.Below(r.Code), nil
}

// Below is a region and all regions below it, however deep.
func (c *Catalog) Below(code string) RegionSet {
	children := c.Children()
	set := RegionSet{}
	for next := []string{code}; len(next) > 0; next = next[1:] {
		if set[next[0]] {
			continue
		}
		set[next[0]] = true
		for _, child := range children[next[0]] {
			next = append(next, child.Code)
		}
	}
	return set
}

// Children are the regions right below each, in the catalog's order; those that
// are below none stand under the empty code.
func (c *Catalog) Children() map[string][]Region {
	children := map[string][]Region{}
	for _, r := range c.Regions {
		children[r.Parent] = append(children[r.Parent], r)
	}
	return children
}
