package test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAnEmptyAnswerSaysWhereTheFiguresAre asks about a time without figures.
func TestAnEmptyAnswerSaysWhereTheFiguresAre(t *testing.T) {
	base := startDemo(t)
	out, errs, code := jindu(t, "query", "--server", base, "jindu_indicator_yuan", "--time", "2030-01-01")
	require.Zero(t, code)
	require.Empty(t, out)
	require.Contains(t, errs, "no series; the newest figures are of 2020-09-08: try --time 2020-09-08")
}

// TestNothingToRankSaysWhenThereIs asks about now, years after the demo's
// figures, and about a time of the asker's choice.
func TestNothingToRankSaysWhenThereIs(t *testing.T) {
	dir := t.TempDir()
	file, data := filepath.Join(dir, "backup"), filepath.Join(dir, "data")
	mustJindu(t, "backup", file, "--server", startDemo(t))
	mustJindu(t, "restore", file, "--data", data) // The demo's own clock stands still at its figures.
	for lang, want := range map[string]string{
		"en": "no project has a rank: none had reported, or none had a target; the newest figures are of 2020-09-08: try --time 2020-09-08\n",
		"zh": "目前没有可排名的项目：都没有报送，或都没有目标；最新数据截至 2020-09-08，可加 --time 2020-09-08\n",
	} {
		_, errs, code := jindu(t, "--lang", lang, "rank", "--data", data)
		require.Equal(t, 1, code)
		require.Contains(t, errs, want)
	}
	_, errs, code := jindu(t, "rank", "--data", data, "--time", "2030-01-01")
	require.Equal(t, 1, code)
	require.Contains(t, errs, "no project has a rank then: none had reported, or none had a target\n")
	mustJindu(t, "rank", "--data", data, "--time", "2020-09-08")
}
