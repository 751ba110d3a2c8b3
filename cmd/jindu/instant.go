package main

import (
	"context"
	"fmt"
	"net/url"
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
	Region string `help:"Only this region, by its code or name." placeholder:"R"`
	Format string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
}

// asked gives the flags as parameters of a request, the region by its code.
func (a *atInstant) asked(ctx context.Context, c *client) (url.Values, error) {
	form := url.Values{}
	for name, value := range map[string]string{"time": a.Time, "as_of": a.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	if a.Region == "" {
		return form, nil
	}
	code, err := c.regionCode(ctx, a.Region)
	if err != nil {
		return nil, err
	}
	form.Set("region", code)
	return form, nil
}

// read gives the samples of the families that a regular expression names, of
// the region that was asked for.
func (a *atInstant) read(ctx context.Context, c *client, families string) ([]*model.Sample, error) {
	form, err := a.asked(ctx, c)
	if err != nil {
		return nil, err
	}
	matchers := []string{fmt.Sprintf("__name__=~%q", families)}
	if code := form.Get("region"); code != "" {
		matchers = append(matchers, fmt.Sprintf("region=%q", code))
	}
	form.Set("query", "{"+strings.Join(matchers, ",")+"}")
	value, err := c.query(ctx, "/api/v1/query", form)
	return samples(value), err
}

// regionCode finds a region by its code or one of its names.
func (c *client) regionCode(ctx context.Context, name string) (string, error) {
	value, err := c.query(ctx, "/api/v1/query", url.Values{"query": {"jindu_region_info"}})
	if err != nil {
		return "", err
	}
	for _, s := range samples(value) {
		for _, label := range []model.LabelName{"region", "name", "name_en"} {
			if string(s.Metric[label]) == name {
				return string(s.Metric["region"]), nil
			}
		}
	}
	return "", badf("目录中没有地区 %q", "region %q is not in the catalog", name)
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
