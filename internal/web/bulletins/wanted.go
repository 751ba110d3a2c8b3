package bulletins

import (
	"cmp"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/web/page"
)

// wanted is which bulletin is asked for.
type wanted struct {
	page.Asked
	kind    bulletin.Kind
	anyKind bool // None was named.
	period  model.Period
	of      model.Region
	regions model.RegionSet
	only    bool
	number  string // Of an issued one.
}

// read reads the request: its period, kind, region, as-of and number.
func (d *Desk) read(c *gin.Context) (w wanted, wrong *page.Refusal) {
	if w.Asked, wrong = d.kit.Asked(c); wrong != nil {
		return w, wrong
	}
	text := func(name string) string { return cmp.Or(c.Query(name), c.PostForm(name)) }
	var err error
	if w.kind, err = bulletin.ParseKind(text("kind")); err != nil {
		return w, page.Bad(said(err))
	}
	w.anyKind, w.number = text("kind") == "", text("number")
	named, err := model.ParsePeriod(c.Param("period"), 0)
	if err != nil {
		return w, page.Bad(model.Text{
			ZH: "期间有误：应为如 2020-07 的月份，或如 2020-W31 的周", EN: "period: want a month such as 2020-07, or a week such as 2020-W31",
		})
	}
	if w.period, err = w.kind.PeriodFor(named); err != nil {
		return w, page.Bad(said(err))
	}
	if asOf := c.PostForm("as_of"); asOf != "" {
		if w.AsOf, err = model.ParseAsOf(asOf, d.kit.Zone); err != nil {
			return w, page.Bad(model.Text{ZH: "as_of：看不懂时间", EN: "as_of: " + err.Error()})
		}
	}
	w.only = c.Query("only") == "true"
	return w, d.region(&w)
}

// region is the one that is named, or else the office's, or that above all.
func (d *Desk) region(w *wanted) *page.Refusal {
	w.of, w.regions = w.Region, w.Regions
	if w.of.Code != "" {
		return nil
	}
	if own, ok := d.kit.Catalog.Region(cmp.Or(d.Region, d.kit.Region)); ok {
		w.of = own
	} else if tops := d.kit.Catalog.Children()[""]; len(tops) == 1 {
		w.of = tops[0]
	} else {
		return page.Bad(model.Text{ZH: "region：请写明地区", EN: "region: want a region of the catalog"})
	}
	w.regions = d.kit.Catalog.Below(w.of.Code)
	return nil
}

// order is what the bulletin is made by, as known at an instant.
func (w wanted) order(zone *time.Location, office bulletin.Office, asOf time.Time) bulletin.Order {
	return bulletin.Order{
		Kind: w.kind, Lang: w.Lang, Period: w.period, Region: w.of, Regions: w.regions, AsOf: asOf, Zone: zone, Office: office,
	}
}

// orderOf is what an issued one was made by.
func (d *Desk) orderOf(i archive.Issue) (bulletin.Order, *page.Refusal) {
	of, ok := d.kit.Catalog.Region(i.Region)
	if !ok {
		return bulletin.Order{}, page.Missing("no_region", model.Text{
			ZH: "目录中已没有地区 " + i.Region, EN: "the catalog no longer has the region " + i.Region,
		})
	}
	regions := d.kit.Catalog.Below(of.Code)
	if i.Only {
		regions = model.RegionSet{of.Code: true}
	}
	return bulletin.Order{
		Kind: bulletin.Kind(i.Kind), Lang: i.Lang, Period: i.Period, Region: of, Regions: regions, AsOf: i.AsOf, Zone: d.kit.Zone, Office: i.Office,
	}, nil
}

// said is an error in both languages.
func said(err error) model.Text {
	if spoken, ok := err.(interface {
		In(lang model.Language) string
	}); ok {
		return model.Text{ZH: spoken.In(model.Chinese), EN: spoken.In(model.English)}
	}
	return model.Text{ZH: err.Error(), EN: err.Error()}
}
