package progress_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// yearly makes an indicator of the catalog one that is published by the year.
func yearly(rules progress.Rules, code string) progress.Rules {
	catalog := *rules.Catalog
	catalog.Indicators = slices.Clone(catalog.Indicators)
	at := slices.IndexFunc(catalog.Indicators, func(i model.Indicator) bool { return i.Code == code })
	catalog.Indicators[at].Freq, catalog.Indicators[at].Release = "A", model.ReleaseRule{Day: 31, Months: 9}
	rules.Catalog = &catalog
	return rules
}

// longHistory reports everything there is of some indicators, here and in the
// region above, but for the last months and for some in the middle.
func longHistory(o *office, rules progress.Rules) {
	var all []model.Observation
	for _, code := range []string{investment, "real_estate_investment", revenue, "tax_revenue", product, "crude_steel_output"} {
		i, _ := rules.Catalog.Indicator(code)
		for p := model.PeriodOf(i.Frequency(), officetest.Date(2012, 1, 1)); p.Year() < 2020; p = i.Next(p) {
			if !i.Published(p) || p.Year() == 2018 && p.Freq() == model.Monthly && p.Ordinal() == 8 {
				continue
			}
			n := float64(len(all))
			for region, measures := range map[string][]model.Measure{
				officetest.Region: {model.YearToDate, model.YTDGrowth}, "410500": {model.YearToDate},
			} {
				for _, m := range measures {
					if m == model.YTDGrowth && p.Year() < 2017 {
						continue // So that the two-year average is of derived growth before.
					}
					series := model.IndicatorSeries(i, region, m, model.Published)
					value := 100 + n
					if m == model.YTDGrowth {
						value = float64(p.Ordinal()) / 100
					}
					all = append(all, model.Observation{Series: &series, Period: p, Value: value})
				}
			}
		}
	}
	o.Commit(model.Submission{Observations: all})
}

// What is read of a long history is enough to judge an instant: it is judged as
// with all of it.
func TestAWindowOfHistoryIsEnough(t *testing.T) {
	for name, rules := range map[string]progress.Rules{
		"as in the catalog": officetest.Rules(),
		"by working days":   byWorkdays(officetest.Rules()),
		"yearly":            yearly(officetest.Rules(), "crude_steel_output"),
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.Now = officetest.Date(2012, 1, 1)
			longHistory(o, rules)
			view, err := o.Ledger.View(o.Context(), time.Time{})
			require.NoError(t, err)
			defer view.Close() //nolint:errcheck // Nothing was written.
			whole := indicators(t, view, rules, time.Time{})
			derived := map[model.Measure]int{}
			for at := officetest.Date(2017, 1, 1); at.Before(officetest.Date(2023, 6, 1)); at = at.AddDate(0, 0, 13) {
				part := indicators(t, view, rules, at)
				require.Len(t, part, len(whole))
				for i, ind := range part {
					want := whole[i].At(at)
					require.Equal(t, want, ind.At(at), "%s of %s at %s", ind.Code, ind.Region, at)
					for _, f := range want.Figures {
						derived[f.Measure]++
					}
				}
			}
			for _, m := range model.DerivedMeasures() {
				require.NotZero(t, derived[m], "nothing was seen of %s", m)
			}
		})
	}
}

func indicators(t *testing.T, view model.View, rules progress.Rules, since time.Time) []*progress.Indicator {
	t.Helper()
	var all []*progress.Indicator
	for ind, err := range progress.LoadIndicators(t.Context(), view, rules, since) {
		require.NoError(t, err)
		all = append(all, ind)
	}
	return all
}
