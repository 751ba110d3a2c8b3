package main

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

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

// read gives the samples of the families that a regular expression names.
func (a *atInstant) read(ctx context.Context, c *client, families string) ([]*model.Sample, error) {
	selector := fmt.Sprintf(`{__name__=~%q}`, families)
	if a.Region != "" {
		code, err := c.regionCode(ctx, a.Region)
		if err != nil {
			return nil, err
		}
		selector = fmt.Sprintf(`{__name__=~%q,region=%q}`, families, code)
	}
	form := url.Values{"query": {selector}}
	for name, value := range map[string]string{"time": a.Time, "as_of": a.AsOf} {
		if value != "" {
			form.Set(name, value)
		}
	}
	value, err := c.query(ctx, "/api/v1/query", form)
	return samples(value), err
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
