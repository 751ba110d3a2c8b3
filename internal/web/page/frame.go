package page

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
)

// A Frame is a page with what stands around it, as its template sees it.
type Frame struct {
	Asked
	Kit     *Kit
	Title   string
	Content any // The page's own.
}

// A Place is an entry of the navigation.
type Place struct {
	Name, Link string
	Here       bool
}

// places are the pages that the head leads to.
var places = []struct {
	path string
	name model.Text
}{
	{"/", model.Text{ZH: "首页", EN: "Home"}},
	{"/wall", model.Text{ZH: "大屏", EN: "Wall"}},
	{"/projects", model.Text{ZH: "项目", EN: "Projects"}},
	{"/indicators", model.Text{ZH: "指标", EN: "Indicators"}},
	{"/regions", model.Text{ZH: "地区", EN: "Regions"}},
	{"/alerts", model.Text{ZH: "告警", EN: "Alerts"}},
	{"/bulletin", model.Text{ZH: "通报", EN: "Bulletins"}},
	{"/submissions", model.Text{ZH: "报送", EN: "Submissions"}},
}

// Places are the entries of the navigation.
func (f Frame) Places() []Place {
	all := make([]Place, len(places))
	for i, p := range places {
		all[i] = Place{p.name.In(f.Lang), f.To(p.path), f.Path == p.path || strings.HasPrefix(f.Path, p.path+"/")}
	}
	return all
}

// A Choice is an entry of a list to choose from.
type Choice struct {
	Value, Name string
	Chosen      bool
}

// RegionChoices are the regions of the catalog, those below others set in.
func (f Frame) RegionChoices() (all []Choice) {
	children := f.Kit.Catalog.Children()
	var visit func(code, indent string)
	visit = func(code, indent string) {
		for _, r := range children[code] {
			name := indent + model.Text{ZH: r.Name, EN: r.NameEN}.In(f.Lang)
			all = append(all, Choice{r.Code, name, r.Code == f.Region.Code})
			visit(r.Code, indent+"\u2003")
		}
	}
	visit("", "")
	return all
}

// A Field is a date that the reader may set.
type Field struct {
	Type, Value string // Of the input: a date, or as it was written.
}

// TimeField is the day that the page is for.
func (f Frame) TimeField() Field { return field(f.Query.Get("time"), f.At, f.Kit.Zone) }

// AsOfField is the day by whose end things must have been known.
func (f Frame) AsOfField() Field { return field(f.Query.Get("as_of"), f.AsOf, f.Kit.Zone) }

// field is a date where what was written means the end of one.
func field(text string, meant time.Time, zone *time.Location) Field {
	if text == "" {
		return Field{Type: "date"}
	}
	day := model.NewDay(meant.In(zone))
	if end := day.End(zone); meant.Before(end) || meant.Sub(end) >= time.Second {
		return Field{"text", text}
	}
	return Field{"date", day.String()}
}

// Moment says which instant the page is for.
func (f Frame) Moment() string { return phrase.Minute(f.At.In(f.Kit.Zone)) }

// Known says as of when, where not all that is known is taken.
func (f Frame) Known() string {
	if f.AsOf.IsZero() {
		return ""
	}
	return phrase.Minute(f.AsOf.In(f.Kit.Zone))
}

// Theme is what the reader asks for; empty leaves it to the system.
func (f Frame) Theme() string {
	if theme := f.Query.Get("theme"); theme == "dark" || theme == "light" {
		return theme
	}
	return ""
}

func sortedNames(values url.Values) []string { return slices.Sorted(maps.Keys(values)) }
