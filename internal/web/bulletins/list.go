package bulletins

import (
	"github.com/gin-gonic/gin"

	"jindu/internal/bulletin"
	"jindu/internal/model"
	"jindu/internal/web/page"
)

// How many periods the list goes back.
const (
	months = 12
	weeks  = 8
)

// listed is what the list shows.
type listed struct {
	Months, Weeks []string // The newest first.
	Issued        []statement
	Link          func(statement) string
	Name          func(string) string // Of a region.
}

// KindName names a kind by its code.
func (listed) KindName(kind string) model.Text { return bulletin.Kind(kind).Name() }

// serveList lists the periods that bulletins can be of, and those issued.
func (d *Desk) serveList(c *gin.Context) {
	a, wrong := d.kit.Asked(c)
	if wrong != nil {
		d.list.Refuse(c, a, *wrong)
		return
	}
	all, err := d.statements(c.Request.Context())
	if err != nil {
		d.list.Refuse(c, a, *d.failed(c.Request.Context(), err))
		return
	}
	content := listed{Link: func(s statement) string {
		return a.To(Path+"/"+s.Period.String(), "kind", s.Kind, "number", s.Number, "region", s.Region, "time", "", "as_of", "")
	}, Name: func(code string) string {
		r, _ := d.kit.Catalog.Region(code)
		return model.Text{ZH: r.Name, EN: r.NameEN}.In(a.Lang)
	}}
	for _, s := range all {
		if a.Regions.Has(s.Region) && !s.Issued.After(a.At) {
			content.Issued = append(content.Issued, s)
		}
	}
	content.Months, content.Weeks = over(a, model.Monthly, months), over(a, model.Weekly, weeks)
	d.list.Write(c, a, model.Text{ZH: "通报", EN: "Bulletins"}, content)
}

// over are the newest periods of a frequency, with that under way.
func over(a page.Asked, f model.Frequency, n int) (all []string) {
	newest := model.PeriodOf(f, a.At)
	for i := range n {
		all = append(all, newest.Add(-i).String())
	}
	return all
}
