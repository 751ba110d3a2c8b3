package test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// exponents are powers of ten: how many base units one of a unit is.
var exponents = map[string]int32{
	"亿元": 8, "万吨": 4, "%": -2, "个": 0, "项": 0, "次": 0, "月": 0, "工作日": 0, "期": 0, "份": 0,
}

// Every figure of the bulletin is asked of the API by one query, at the end of
// its period, and must be the very same, or above it where the bulletin says
// only 余 (more than). It is the same as known on the bulletin's day, and nobody
// knew of it the day before.
func TestEveryFigureOfTheBulletin(t *testing.T) {
	base := startDemo(t)
	figures := bulletinFigures(t)
	require.Len(t, figures, 44, "as many as the bulletin has")
	// One as-of after the other: each is a history of its own to work out.
	asked := func(when string, ask func(t *testing.T, f map[string]string)) {
		for _, f := range figures {
			t.Run(when+"/"+f["id"], func(t *testing.T) { ask(t, f) })
		}
	}
	asked("at its period", func(t *testing.T, f map[string]string) {
		require.NotEmpty(t, f["query"], "no query answers it")
		got := value(t, base, f["query"], f["period"], "")
		t.Logf("%s %s %s: %s = %v", f["value"], f["unit"], f["qualifier"], f["query"], got)
		answers(t, f, got)
		if holdsOnTheBulletinsDay(f) {
			answers(t, f, value(t, base, f["query"], "", ""))
		}
	})
	asked("as known on the bulletin's day", func(t *testing.T, f map[string]string) {
		answers(t, f, value(t, base, f["query"], f["period"], f["recorded"]))
	})
	asked("as known the day before", func(t *testing.T, f map[string]string) {
		require.Empty(t, vector(t, base, f["query"], f["period"], "2020-09-07"), "nobody knew of it")
	})
}

// answers holds an answer against a figure in base units. A limit (at_most) and
// a goal are themselves what is asked for.
func answers(t *testing.T, f map[string]string, got float64) {
	t.Helper()
	want := inBaseUnits(t, f)
	switch f["qualifier"] {
	case "over":
		require.Greater(t, got, want)
	case "exact", "at_most", "goal":
		require.Equal(t, want, got)
	default:
		require.Fail(t, "unknown qualifier", f["qualifier"])
	}
}

// inBaseUnits gives what the bulletin says: a date is its first second.
func inBaseUnits(t *testing.T, f map[string]string) float64 {
	t.Helper()
	if f["unit"] == "date" {
		day, err := time.ParseInLocation(time.DateOnly, f["value"], time.FixedZone("CST", 8*3600))
		require.NoError(t, err)
		return float64(day.Unix())
	}
	exponent, ok := exponents[f["unit"]]
	require.True(t, ok, f["unit"])
	number, err := decimal.NewFromString(f["value"])
	require.NoError(t, err)
	return number.Shift(exponent).InexactFloat64()
}

// holdsOnTheBulletinsDay tells that the figure is still what it was at its
// period's end: not what is to come, nor a day's figure of an enterprise, which
// stands for a week.
func holdsOnTheBulletinsDay(f map[string]string) bool {
	return (f["period"] == "2020-07" || f["period"] == "2020-06") && !strings.Contains(f["query"], "jindu_enterprise_")
}

// Dates are also held by when a project's stage changed.
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
