package bulletin_test

import (
	"encoding/csv"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/bulletin"
	"jindu/internal/model"
)

// Every figure that the bulletin of 2020-09-08 prints stands in the briefing
// with its value and its rounding.
func TestTheBriefingPrintsEveryFigureOfTheBulletin(t *testing.T) {
	text := string(written(t, example(t), order(t, bulletin.Xinxi, model.Chinese, "2020-07")).Markdown())
	file, err := os.Open("testdata/figures.csv")
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	rows := table(t, file)
	printed := map[string][]string{}
	for _, row := range rows {
		require.Contains(t, text, row[3], row[0])
		printed[row[0]] = row
	}
	published, err := fs.ReadFile(yindu2020.Files(), yindu2020.FiguresName)
	require.NoError(t, err)
	for _, row := range table(t, strings.NewReader(strings.TrimPrefix(string(published), "\ufeff"))) {
		require.Contains(t, printed, row[0], "a figure of the example is not looked for")
		require.Equal(t, row[3:5], printed[row[0]][1:3], row[0])
	}
}

// table reads the rows below a CSV file's head.
func table(t *testing.T, file io.Reader) [][]string {
	t.Helper()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}

// A month that is under way is told by the figures that there are, and of which
// months they are.
func TestAMonthUnderWay(t *testing.T) {
	d := written(t, example(t), order(t, bulletin.Xinxi, model.Chinese, "2020-09"))
	require.Equal(t, "殷都区1—7月重点项目完成投资48.3亿元 高于序时进度15.3个百分点", d.Title)
	require.Contains(t, d.Body, "1—7月，殷都区规模以上工业增加值同比增长1.5%")
	require.Contains(t, d.Body, "截至2020年9月8日，已签约")
}
