package test

import (
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheExamplesThatCompareRegions runs those of docs/query.md. Rows of a sum
// have no order of their own.
func TestTheExamplesThatCompareRegions(t *testing.T) {
	base := startDemo(t)
	text, err := os.ReadFile("../docs/query.md")
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(text), "## Comparing regions\n")
	require.True(t, ok)
	section, _, _ = strings.Cut(section, "\n## ")
	examples := regexp.MustCompile("(?s)```\n\\$ jindu query '(.*?)'( --time (\\S+))?\n(.*?)```").FindAllStringSubmatch(section, -1)
	require.Len(t, examples, 6)
	for _, e := range examples {
		args := []string{"query", e[1], "--server", base}
		if e[3] != "" {
			args = append(args, "--time", e[3])
		}
		out, errs, code := jindu(t, args...)
		require.Zero(t, code, errs)
		require.ElementsMatch(t, strings.Split(e[4], "\n"), strings.Split(out, "\n"), e[1])
	}
}

// The page, the JSON and the command say the same of a city, and PromQL sums its
// districts to it.
func TestACityAndItsDistricts(t *testing.T) {
	base := startDemo(t)
	out := mustJindu(t, "regions", "--server", base, "--region", "安阳市", "--format", "csv")
	rows := strings.Split(out, "\n")
	require.True(t, strings.HasPrefix(rows[1], "410500,Anyang,39,385.47,78.77,56.23,71.4,58.3,+13.1,24,9,6,40,"), rows[1])
	require.Equal(t, 56.23e8, value(t, base, `sum(jindu_project_completed_yuan)`, "", ""))

	status, page := get(t, base+"/regions?lang=zh")
	require.Equal(t, http.StatusOK, status)
	for _, want := range []string{"安阳市", "385.47", "78.77", "56.23", "71.4%", "无数据"} {
		require.Contains(t, page, want)
	}
	_, judged := get(t, base+"/judgements?region=Anyang&packs=default")
	require.Equal(t, 39, strings.Count(judged, `"project":`))
	_, judged = get(t, base+"/judgements?region=Anyang&only=true&packs=default")
	require.Zero(t, strings.Count(judged, `"project":`))

	ranked := strings.Split(mustJindu(t, "rank", "--server", base, "--region", "Anyang", "--across", "--format", "csv"), "\n")
	require.Len(t, ranked, 40)
	require.True(t, slices.ContainsFunc(ranked, func(row string) bool { return strings.HasPrefix(row, "39,") }))
}
