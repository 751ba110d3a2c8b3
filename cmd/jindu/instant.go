package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/shopspring/decimal"

	jindu "jindu/internal/model"
)

// atInstant are the flags of a command that prints what held at an instant.
type atInstant struct {
	Time   string `help:"When: a date or period (its end), or a moment; now where left out." placeholder:"T"`
	AsOf   string `help:"By what was known then." placeholder:"T"`
	Region string `help:"Only this region and all regions below it, by its code or name." placeholder:"R"`
	Only   bool   `help:"With --region: only the region itself, none below it."`
	Format string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
}

// asked gives the flags as parameters of a request, the region by its code.
func (a *atInstant) asked(ctx context.Context, c *client) (url.Values, error) {
	form, _, err := a.selected(ctx, c)
	return form, err
}

// selected is asked, with the regions that are meant.
func (a *atInstant) selected(ctx context.Context, c *client) (url.Values, jindu.RegionSet, error) {
	form := url.Values{}
	for name, value := range map[string]string{"time": a.Time, "as_of": a.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	if a.Region == "" {
		if a.Only {
			return nil, nil, bad("--only 要和 --region 一起用", "--only goes with --region")
		}
		return form, nil, nil
	}
	catalog, err := c.regions(ctx)
	if err != nil {
		return nil, nil, err
	}
	region, err := find(catalog, a.Region)
	if err != nil {
		return nil, nil, err
	}
	form.Set("region", region.Code)
	if a.Only {
		form.Set("only", "true")
		return form, jindu.RegionSet{region.Code: true}, nil
	}
	return form, catalog.Below(region.Code), nil
}

// read gives the samples of the families that a regular expression names, of
// the regions that were asked for.
func (a *atInstant) read(ctx context.Context, c *client, families string) ([]*model.Sample, error) {
	form, regions, err := a.selected(ctx, c)
	if err != nil {
		return nil, err
	}
	matchers := []string{fmt.Sprintf("__name__=~%q", families)}
	if codes := regions.Codes(); len(codes) == 1 {
		matchers = append(matchers, fmt.Sprintf("region=%q", codes[0]))
	} else if len(codes) > 1 {
		for i, code := range codes {
			codes[i] = regexp.QuoteMeta(code)
		}
		matchers = append(matchers, fmt.Sprintf("region=~%q", strings.Join(codes, "|")))
	}
	form.Set("query", "{"+strings.Join(matchers, ",")+"}")
	value, err := c.query(ctx, "/api/v1/query", form)
	return samples(value), err
}

// regions are those of the catalog that the other side goes by.
func (c *client) regions(ctx context.Context) (*jindu.Catalog, error) {
	value, err := c.query(ctx, "/api/v1/query", url.Values{"query": {"jindu_region_info"}})
	if err != nil {
		return nil, err
	}
	catalog := &jindu.Catalog{}
	for _, s := range samples(value) {
		l := func(name model.LabelName) string { return string(s.Metric[name]) }
		catalog.Regions = append(catalog.Regions, jindu.Region{Code: l("region"), Name: l("name"), NameEN: l("name_en"), Parent: l("parent")})
	}
	return catalog, nil
}

// find finds a region by its code or one of its names.
func find(catalog *jindu.Catalog, name string) (jindu.Region, error) {
	region, err := catalog.Find(name)
	var unknown *jindu.UnknownRegionError
	if errors.As(err, &unknown) {
		return region, badInput{spoken{unknown.Message()}}
	}
	return region, err
}

// write prints rows below their head: as a table or as CSV.
func (a *atInstant) write(p printer, head []jindu.Text, rows [][]string, lang jindu.Language) error {
	names := make([]string, len(head))
	for i, name := range head {
		names[i] = name.In(lang)
	}
	out := append([][]string{names}, rows...)
	if a.Format == "csv" {
		return p.csv(out)
	}
	return p.table(out)
}

// number writes a value that may be unknown.
func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

// money writes yuan that may be unknown in 亿元, exactly.
func money(yuan *float64) string {
	if yuan == nil {
		return ""
	}
	return decimal.NewFromFloat(*yuan).Shift(-8).String()
}
