package test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// exponents are powers of ten: how many base units one of a unit is.
var exponents = map[string]int32{"亿元": 8, "%": -2, "个": 0}

// Every figure of the bulletin that a table can hold and that is a number is
// asked of the API, at the end of its period, and must be the very same.
func TestEveryFigureOfTheBulletin(t *testing.T) {
	base := startDemo(t)
	asked := 0
	for _, f := range bulletinFigures(t) {
		if f["query"] == "" {
			continue
		}
		asked++
		t.Run(f["id"], func(t *testing.T) {
			exponent, ok := exponents[f["unit"]]
			require.True(t, ok, f["unit"])
			number, err := decimal.NewFromString(f["value"])
			require.NoError(t, err)
			want := number.Shift(exponent).InexactFloat64()
			require.Equal(t, want, value(t, base, f["query"], f["period"], ""), "at its period")
			require.Equal(t, want, value(t, base, f["query"], f["period"], f["recorded"]), "as known on the bulletin's day")
			if f["period"] != "2020-06" && f["period"] != "2020" {
				require.Equal(t, want, value(t, base, f["query"], "", ""), "at the demo's clock")
			}
			require.Empty(t, vector(t, base, f["query"], f["period"], "2020-09-07"), "nothing was known the day before")
		})
	}
	require.Equal(t, 14, asked, "the numbers that these tables hold")
}

// Dates are held by when a project's stage changed.
func TestZhongdingsDates(t *testing.T) {
	base := startDemo(t)
	stage := func(name, at string) float64 {
		return value(t, base, `jindu_project_stage{region="410505",project="YD2020-001",stage="`+name+`"}`, at, "")
	}
	require.Equal(t, 1.0, stage("started", "2019-10-01"))
	require.Equal(t, 0.0, stage("production", "2020-06-30"))
	require.Equal(t, 1.0, stage("production", "2020-07-01"))
	require.Empty(t, vector(t, base, `jindu_project_stage{project="YD2020-001",stage="started"} == 1`, "2019-09-30", ""))
}

// bulletinFigures reads the example's copy of the bulletin's figures.
func bulletinFigures(t *testing.T) []map[string]string {
	t.Helper()
	text, err := os.ReadFile("../examples/yindu-2020/bulletin/figures.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	figures := make([]map[string]string, 0, len(rows))
	for _, row := range rows[1:] {
		figure := map[string]string{}
		for i, name := range rows[0] {
			figure[name] = row[i]
		}
		figures = append(figures, figure)
	}
	return figures
}
