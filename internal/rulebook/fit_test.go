package rulebook_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/rulebook"
)

func TestACatalogThatLosesFiguresDoesNotFit(t *testing.T) {
	o := officetest.New(t)
	o.Task("P1", 2020, 100)
	o.Report("P1", officetest.Date(2020, 7, 31), 50)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "物流园"})
	o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2020, 7), 1)
	fits := func(change func(*model.Catalog), region string) error {
		view, err := o.Ledger.View(t.Context(), time.Time{})
		require.NoError(t, err)
		defer func() { require.NoError(t, view.Close()) }()
		next := model.DefaultCatalog()
		change(next)
		return rulebook.Fits(t.Context(), view, model.DefaultCatalog(), next, region)
	}
	indicator := func(c *model.Catalog, code string) *model.Indicator {
		at := slices.IndexFunc(c.Indicators, func(i model.Indicator) bool { return i.Code == code })
		require.GreaterOrEqual(t, at, 0)
		return &c.Indicators[at]
	}
	without := func(code string) func(*model.Catalog) {
		return func(c *model.Catalog) {
			c.Indicators = slices.DeleteFunc(c.Indicators, func(i model.Indicator) bool { return i.Code == code })
			c.Regions = slices.DeleteFunc(c.Regions, func(r model.Region) bool { return r.Code == code })
		}
	}
	require.NoError(t, fits(func(*model.Catalog) {}, "410505"))
	require.NoError(t, fits(func(*model.Catalog) {}, "殷都区"))
	require.NoError(t, fits(without("fixed_asset_investment"), ""), "there are no figures of it")
	require.NoError(t, fits(func(c *model.Catalog) { indicator(c, "general_public_budget_revenue").Name = "财政收入" }, ""))

	for reason, one := range map[string]struct {
		change func(*model.Catalog)
		region string
		names  string
	}{
		"the region of the office":    {without("410505"), "410505", "410505"},
		"the region of a project":     {without("410505"), "", "region 410505"},
		"an indicator with figures":   {without("general_public_budget_revenue"), "", "indicator general_public_budget_revenue"},
		"the unit of such a one":      {func(c *model.Catalog) { indicator(c, "general_public_budget_revenue").Display = "个" }, "", "general_public_budget_revenue"},
		"the frequency of such a one": {func(c *model.Catalog) { indicator(c, "general_public_budget_revenue").Freq = "Q" }, "", "general_public_budget_revenue"},
	} {
		var refused *rulebook.RefusedError
		require.ErrorAs(t, fits(one.change, one.region), &refused, reason)
		require.Contains(t, refused.What.EN, one.names, reason)
		require.NotEmpty(t, refused.What.ZH)
		want := rulebook.ReasonLost
		if one.region != "" {
			want = rulebook.ReasonRegion
		}
		require.Equal(t, want, refused.Reason, reason)
	}
}
