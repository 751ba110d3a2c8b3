package template

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/collector/gate"
	"jindu/internal/model"
)

// TestEveryColumnIsOffered holds that every table and column of the gate is in
// the workbook, but for a unit that the headers name.
func TestEveryColumnIsOffered(t *testing.T) {
	offered := map[string][]string{}
	inHeader := map[string]bool{}
	for _, h := range tables() {
		for _, c := range h.columns {
			require.NotEmpty(t, c.help.ZH, "%s %s", h.kind, c.key)
			require.NotEmpty(t, c.help.EN, "%s %s", h.kind, c.key)
			offered[h.kind] = append(offered[h.kind], c.key)
			inHeader[h.kind] = inHeader[h.kind] || c.unit != model.Text{}
		}
	}
	for _, spec := range gate.Tables() {
		var want []string
		for _, c := range spec.Columns {
			if c.Key != "unit" || !inHeader[spec.Kind] {
				want = append(want, c.Key)
			}
		}
		require.Equal(t, want, offered[spec.Kind], spec.Kind)
	}
	require.Len(t, offered, len(gate.Tables()))
}

func write(t *testing.T, lang model.Language) *excelize.File {
	t.Helper()
	var book bytes.Buffer
	require.NoError(t, Write(&book, Options{Catalog: model.DefaultCatalog(), Lang: lang}))
	f, err := excelize.OpenReader(&book)
	require.NoError(t, err)
	return f
}

var listRange = regexp.MustCompile(`^'(.+)'!\$([A-Z]+)\$2:\$([A-Z]+)\$(\d+)$`)

// TestListsAreWhereTheyAreLookedFor holds that every list that a column offers
// is the whole of it.
func TestListsAreWhereTheyAreLookedFor(t *testing.T) {
	for _, lang := range []model.Language{model.Chinese, model.English} {
		f := write(t, lang)
		columns, err := f.GetCols(listsName.In(lang))
		require.NoError(t, err)
		whole := map[string]list{}
		for i, l := range lists(model.DefaultCatalog()) {
			require.NotEmpty(t, l.choices, l.name)
			require.Equal(t, append([]string{l.title.In(lang)}, texts(l.choices, lang)...), trimmed(columns[i]))
			whole[l.name] = l
		}
		sheets := f.GetSheetList()
		require.Equal(t, instructionsName.In(lang), sheets[0])
		require.Equal(t, listsName.In(lang), sheets[len(sheets)-1])
		require.Len(t, sheets, len(gate.Tables())+2)
		for i, h := range tables() {
			offers, err := f.GetDataValidations(sheets[i+1])
			require.NoError(t, err)
			var want []string
			for _, c := range h.columns {
				if c.choices != "" {
					want = append(want, c.choices)
				}
			}
			require.Len(t, offers, len(want), h.kind)
			for n, offer := range offers {
				parts := listRange.FindStringSubmatch(offer.Formula1)
				require.NotNil(t, parts, offer.Formula1)
				require.Equal(t, listsName.In(lang), parts[1])
				top, err := f.GetCellValue(parts[1], parts[2]+"1")
				require.NoError(t, err)
				require.Equal(t, whole[want[n]].title.In(lang), top)
				last, err := f.GetCellValue(parts[1], parts[3]+parts[4])
				require.NoError(t, err)
				require.Equal(t, whole[want[n]].choices[len(whole[want[n]].choices)-1].In(lang), last)
			}
		}
	}
}

func texts(all []model.Text, lang model.Language) []string {
	var said []string
	for _, one := range all {
		said = append(said, one.In(lang))
	}
	return said
}

func trimmed(column []string) []string {
	return slices.DeleteFunc(column, func(cell string) bool { return cell == "" })
}

// TestSheets holds the look of a sheet: units in the headers, notes on them, a
// head that stays, dates as dates and numbers of projects as text.
func TestSheets(t *testing.T) {
	f := write(t, model.Chinese)
	rows, err := f.GetRows("项目")
	require.NoError(t, err)
	require.Len(t, rows, headerRow)
	require.Equal(t, "*项目编号", rows[headerRow-1][0])
	require.Contains(t, rows[headerRow-1], "总投资（亿元）")
	notes, err := f.GetComments("项目")
	require.NoError(t, err)
	require.Len(t, notes, len(rows[headerRow-1]))
	panes, err := f.GetPanes("项目")
	require.NoError(t, err)
	require.True(t, panes.Freeze)
	require.Equal(t, headerRow, panes.YSplit)
	require.Equal(t, "@", formatOf(t, f, "项目", "A"))
	require.Equal(t, "yyyy-mm-dd", formatOf(t, f, "项目", columnOf(t, rows[headerRow-1], "计划开工")))
	title, err := f.GetCellStyle("项目", "A1")
	require.NoError(t, err)
	style, err := f.GetStyle(title)
	require.NoError(t, err)
	require.True(t, style.Font.Bold)
}

func columnOf(t *testing.T, headers []string, name string) string {
	t.Helper()
	column, err := excelize.ColumnNumberToName(slices.Index(headers, name) + 1)
	require.NoError(t, err)
	return column
}

func formatOf(t *testing.T, f *excelize.File, sheet, column string) string {
	t.Helper()
	id, err := f.GetColStyle(sheet, column)
	require.NoError(t, err)
	style, err := f.GetStyle(id)
	require.NoError(t, err)
	require.NotNil(t, style.CustomNumFmt)
	return *style.CustomNumFmt
}

// TestInstructionsExplainEveryColumn holds that each has a line, in both languages.
func TestInstructionsExplainEveryColumn(t *testing.T) {
	for _, lang := range []model.Language{model.Chinese, model.English} {
		f := write(t, lang)
		rows, err := f.GetRows(instructionsName.In(lang))
		require.NoError(t, err)
		var said strings.Builder
		for _, row := range rows {
			said.WriteString(strings.Join(row, "|") + "\n")
		}
		for _, h := range tables() {
			require.Contains(t, said.String(), h.purpose.In(lang))
			for _, c := range h.columns {
				require.Contains(t, said.String(), c.help.In(lang))
			}
		}
	}
}
