package sheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"jindu/internal/progress"
	"jindu/internal/sheet"
)

var zone = time.FixedZone("CST", 8*3600)

func example() sheet.Sheet {
	late := time.Date(2020, 7, 31, 23, 59, 59, 0, zone)
	return sheet.Sheet{
		Name: "项目", Notes: []string{"数据截至 2020-07-31"}, Columns: []string{"名称", "个", "比", "亿元", "%", "百分点", "日期", "时刻"},
		Rows: [][]sheet.Cell{
			{
				sheet.Text("=1+1"), sheet.Count(28), sheet.Number(sheet.Decimal, progress.Known(1.2345)),
				sheet.Number(sheet.Money, progress.Known(48_3000_0000)), sheet.Number(sheet.Percent, progress.Known(.7366)),
				sheet.Number(sheet.Points, progress.Known(-.153)), sheet.Day(late), sheet.Instant(late),
			},
			{
				sheet.Text(""), sheet.Number(sheet.Whole, progress.Number{}), sheet.Number(sheet.Decimal, progress.Number{}),
				sheet.Number(sheet.Money, progress.Number{}), sheet.Number(sheet.Percent, progress.Number{}),
				sheet.Number(sheet.Points, progress.Number{}), sheet.Day(time.Time{}), sheet.Instant(time.Time{}),
			},
		},
	}
}

func TestATableAsCSV(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, example().WriteCSV(&b))
	require.Equal(t, "\ufeff名称,个,比,亿元,%,百分点,日期,时刻\n"+
		"'=1+1,28,1.23,48.30,73.7%,-15.3,2020-07-31,2020-07-31 23:59\n,,,,,,,\n", b.String())
}

func TestATableAsAWorkbookHasNumbersAndDates(t *testing.T) {
	var b bytes.Buffer
	second := example()
	second.Name = sheet.SafeName("a/b:c*d?e[f]'g" + strings.Repeat("长", 40))
	require.NoError(t, sheet.WriteWorkbook(&b, example(), second))
	f, err := excelize.OpenReader(&b)
	require.NoError(t, err)
	defer f.Close()
	require.Equal(t, []string{"项目", "a b c d e f  g" + strings.Repeat("长", 17)}, f.GetSheetList())
	rows, err := f.GetRows("项目")
	require.NoError(t, err)
	require.Equal(t, []string{"=1+1", "28", "1.23", "48.30", "73.7%", "-15.3", "2020-07-31", "2020-07-31 23:59"}, rows[2])
	raw, err := f.GetRows("项目", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	require.Equal(t, []string{"48.3", "0.7366", "-15.3"}, raw[2][3:6], "a spreadsheet counts with what is exact")
	formula, err := f.GetCellFormula("项目", "A3")
	require.NoError(t, err)
	require.Empty(t, formula)
	kind, err := f.GetCellType("项目", "B4")
	require.NoError(t, err)
	require.Equal(t, excelize.CellTypeUnset, kind, "what is not known is empty")
}

// Whatever the words are, a table can be read again.
func TestAnyWordsComeBackFromCSV(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[a-z"',\n ]{1,8}`).Draw(rt, "word")
		var b bytes.Buffer
		require.NoError(rt, sheet.Sheet{Columns: []string{"x"}, Rows: [][]sheet.Cell{{sheet.Text(word)}}}.WriteCSV(&b))
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
		require.NoError(rt, err)
		require.Equal(rt, word, rows[1][0])
	})
}

func TestCellsAreOrderedByWhatTheyHold(t *testing.T) {
	nine, ten := sheet.Number(sheet.Money, progress.Known(9e8)), sheet.Number(sheet.Money, progress.Known(10e8))
	require.Negative(t, nine.Compare(ten))
	require.Positive(t, ten.Compare(nine))
	require.Negative(t, sheet.Day(time.Unix(0, 0)).Compare(sheet.Day(time.Unix(1, 0))))
	require.True(t, sheet.Number(sheet.Money, progress.Number{}).Empty())
	require.False(t, sheet.Count(0).Empty(), "none is a number")
}
