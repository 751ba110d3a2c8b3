package format_test

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/collector/format"
	"jindu/internal/model"
)

func decode(t *testing.T, name string, content []byte, limits format.Limits) error {
	t.Helper()
	_, err := format.Default().Decode(t.Context(), format.File{Name: name, Content: content}, limits)
	return err
}

// archive makes a zip file of parts.
func archive(t *testing.T, parts map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		require.NoError(t, err)
		_, err = part.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// small is a workbook of one sheet.
func small(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"指标", "期间", 12.19}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"x", nil, 0.271}))
	require.NoError(t, f.MergeCell("Sheet1", "A2", "B2"))
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func TestDecodeRefuses(t *testing.T) {
	limits := format.DefaultLimits()
	for name, c := range map[string]struct {
		file    string
		content string
		want    string
	}{
		"old workbook":  {"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", ".xlsx"},
		"with password": {"a.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "password"},
		"empty":         {"a.csv", "", "empty"},
		"unknown":       {"a.pdf", "%PDF", "not a format"},
		"no zip":        {"a.xlsx", "hello", "not a sound .xlsx"},
		"other zip":     {"a.xlsx", string(archive(t, map[string][]byte{"a": []byte("b")})), "not a sound .xlsx"},
		"cut workbook":  {"a.xlsx", string(small(t)[:2000]), "not a sound .xlsx"},
		"a quote":       {"a.csv", "a,b\n\"c,d\n", "line"},
	} {
		t.Run(name, func(t *testing.T) {
			err := decode(t, c.file, []byte(c.content), limits)
			var bad *format.Error
			require.ErrorAs(t, err, &bad)
			require.Contains(t, bad.Problem.What.EN, c.want)
			require.NotEmpty(t, bad.Problem.What.ZH)
			require.Equal(t, c.file, bad.Problem.File)
		})
	}
}

func TestDecodeRefusesCellsThatNoSpreadsheetHolds(t *testing.T) {
	fits, long := strings.Repeat("说", 32_767), strings.Repeat("说", 32_768)
	book := func(text string) []byte {
		parts := partsOf(t, small(t))
		parts["xl/worksheets/sheet1.xml"] = []byte(`<worksheet><sheetData><row r="2"><c r="C2" t="inlineStr"><is><t>` +
			text + `</t></is></c></row></sheetData></worksheet>`)
		return archive(t, parts)
	}
	for name, c := range map[string]struct {
		file      string
		fit, long []byte
	}{
		"CSV":      {"a.csv", []byte("a,b,c\n1,2," + fits + "\n"), []byte("a,b,c\n1,2," + long + "\n")},
		"workbook": {"a.xlsx", book(fits), book(long)},
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, decode(t, c.file, c.fit, format.DefaultLimits()))
			err := decode(t, c.file, c.long, format.DefaultLimits())
			var bad *format.Error
			require.ErrorAs(t, err, &bad)
			require.Equal(t, "C2", bad.Problem.Cell)
			require.Contains(t, bad.Problem.What.EN, "more than 32767 letters")
			require.Less(t, len(bad.Problem.Value), 100)
		})
	}
}

func TestDecodeKnowsAWorkbookByItsContent(t *testing.T) {
	book, err := format.Default().Decode(t.Context(), format.File{Name: "指标.csv", Content: small(t)}, format.DefaultLimits())
	require.NoError(t, err)
	require.Equal(t, "12.19", book.Sheets[0].Rows[0].At(3).Text)
	require.Equal(t, "x", book.Sheets[0].Rows[1].At(2).Text)
	require.True(t, book.Sheets[0].Rows[1].At(2).Copy)
}

func TestDecodeHoldsFilesToTheLimits(t *testing.T) {
	zeros := bytes.Repeat([]byte{'0'}, 8<<20)
	bomb := archive(t, map[string][]byte{"xl/worksheets/sheet1.xml": zeros, "xl/media/image1.png": zeros})
	require.Less(t, len(bomb), 64<<10)
	for name, c := range map[string]struct {
		file    string
		content []byte
		limits  format.Limits
	}{
		"a bomb":         {"a.xlsx", bomb, format.Limits{Unzipped: 10 << 20}},
		"styles":         {"a.xlsx", archive(t, map[string][]byte{"xl/styles.xml": append(zeros, '0')}), format.Limits{Unzipped: 10 << 20}},
		"sheets":         {"a.xlsx", small(t), format.Limits{Unzipped: 1 << 20, Sheets: -1}},
		"rows":           {"a.xlsx", small(t), format.Limits{Unzipped: 1 << 20, Sheets: 9, Rows: 1, Columns: 9, Cells: 99}},
		"columns":        {"a.xlsx", small(t), format.Limits{Unzipped: 1 << 20, Sheets: 9, Rows: 9, Columns: 2, Cells: 99}},
		"cells":          {"a.xlsx", small(t), format.Limits{Unzipped: 1 << 20, Sheets: 9, Rows: 9, Columns: 9, Cells: 4}},
		"merged cells":   {"a.xlsx", small(t), format.Limits{Unzipped: 1 << 20, Sheets: 9, Rows: 9, Columns: 9, Cells: 6}},
		"rows of CSV":    {"a.csv", []byte("a\nb\nc"), format.Limits{Rows: 2, Columns: 9, Cells: 9}},
		"columns of CSV": {"a.csv", []byte("a,b,c"), format.Limits{Rows: 9, Columns: 2, Cells: 9}},
		"cells of CSV":   {"a.csv", []byte("a,b,c"), format.Limits{Rows: 9, Columns: 9, Cells: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			require.ErrorIs(t, decode(t, c.file, c.content, c.limits), format.ErrTooLarge)
		})
	}
}

// TestDecodeDoesNotTrustTheSizesAZipStates packs more than it says.
func TestDecodeDoesNotTrustTheSizesAZipStates(t *testing.T) {
	book := archive(t, map[string][]byte{"xl/worksheets/sheet1.xml": bytes.Repeat([]byte{'0'}, 8<<20)})
	size := []byte{0, 0, 0x80, 0} // 8 MiB, in the central directory and before the part.
	require.Positive(t, bytes.Count(book, size))
	book = bytes.ReplaceAll(book, size, []byte{16, 0, 0, 0})
	require.Error(t, decode(t, "a.xlsx", book, format.DefaultLimits()))
}

// TestDecodeReadsTextsOfParts reads a text whose parts are written differently
// and which says how it is read aloud.
func TestDecodeReadsTextsOfParts(t *testing.T) {
	parts := partsOf(t, small(t))
	parts["xl/sharedStrings.xml"] = []byte(`<sst><si>
		<r><rPr><b/></rPr><t>指</t></r> <r><t xml:space="preserve">标 </t></r><rPh sb="0" eb="1"><t>zhi</t></rPh>
	</si><si><t>期_x000D_间</t></si><si><t>x</t></si></sst>`)
	book, err := format.Default().Decode(t.Context(), format.File{Name: "a.xlsx", Content: archive(t, parts)}, format.DefaultLimits())
	require.NoError(t, err)
	require.Equal(t, "指标", book.Sheets[0].Rows[0].At(1).Text)
	require.Equal(t, "期\r间", book.Sheets[0].Rows[0].At(2).Text)
}

// TestDecodeDoesNotHoldWhatIsEmpty reads a row of more cells than memory
// should hold, with nothing in them.
func TestDecodeDoesNotHoldWhatIsEmpty(t *testing.T) {
	parts := partsOf(t, small(t))
	parts["xl/worksheets/sheet1.xml"] = []byte(`<worksheet><sheetData><row r="1">` +
		strings.Repeat(`<c/>`, 100_000) + `<c r="B1"><v>1</v></c></row></sheetData></worksheet>`)
	book, err := format.Default().Decode(t.Context(), format.File{Name: "a.xlsx", Content: archive(t, parts)}, fuzzLimits())
	require.NoError(t, err)
	require.Len(t, book.Sheets[0].Rows[0].Cells, 1)

	parts["xl/worksheets/sheet1.xml"] = []byte(`<worksheet><sheetData><row><c/><c><v>1</v></c></row><row><c/><c/><c><v>2</v></c></row></sheetData></worksheet>`)
	book, err = format.Default().Decode(t.Context(), format.File{Name: "a.xlsx", Content: archive(t, parts)}, fuzzLimits())
	require.NoError(t, err)
	require.Equal(t, "1", book.Sheets[0].Rows[0].At(2).Text)
	require.Equal(t, 2, book.Sheets[0].Rows[1].Number)
	require.Equal(t, "2", book.Sheets[0].Rows[1].At(3).Text)
}

func TestDecodeStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, content := range map[string][]byte{"a.xlsx": small(t), "a.csv": []byte("a")} {
		_, err := format.Default().Decode(ctx, format.File{Name: name, Content: content}, format.DefaultLimits())
		require.ErrorIs(t, err, context.Canceled)
	}
}

func TestCSVNumbersRowsAsSpreadsheetsDo(t *testing.T) {
	text := "a,b\r\n\r\n\"line\r\nline\",c\r\n,,\r\nd,e\r\n"
	book, err := format.Default().Decode(t.Context(), format.File{Name: "指标.csv", Content: []byte(text)}, format.DefaultLimits())
	require.NoError(t, err)
	var numbers []int
	for _, row := range book.Sheets[0].Rows {
		numbers = append(numbers, row.Number)
	}
	require.Equal(t, []int{1, 3, 5}, numbers)
	require.Equal(t, "指标", book.Sheets[0].Name)
}

func fuzzLimits() format.Limits {
	return format.Limits{Unzipped: 1 << 20, Sheets: 20, Rows: 1000, Columns: 100, Cells: 10_000}
}

// check holds what a decoder gives to what the rest of the collector relies on.
func check(t *testing.T, name string, content []byte) {
	book, err := format.Default().Decode(t.Context(), format.File{Name: name, Content: content}, fuzzLimits())
	if err != nil {
		var bad *format.Error
		require.ErrorAs(t, err, &bad)
		require.NotEmpty(t, bad.Problem.In(model.Chinese))
		return
	}
	for _, sheet := range book.Sheets {
		last := 0
		for _, row := range sheet.Rows {
			require.GreaterOrEqual(t, row.Number, last)
			require.LessOrEqual(t, row.Number, 1000)
			last = row.Number
			for _, cell := range row.Cells {
				require.Positive(t, cell.Column)
				require.LessOrEqual(t, cell.Column, 100)
			}
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("指标,期间\n\"a\"\"b\",12.19\n"))
	f.Add([]byte("\xef\xbb\xbfa;b\r\n1;2\r\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add([]byte("\xd6\xb8\xb1\xea\tb\n"))
	f.Fuzz(func(t *testing.T, content []byte) { check(t, "a.csv", content) })
}

func FuzzWorkbook(f *testing.F) {
	book := small(f)
	f.Add(book)
	f.Add(book[:len(book)/2])
	f.Fuzz(func(t *testing.T, content []byte) { check(t, "a.xlsx", content) })
}

// FuzzSheet puts the fuzzed bytes where they get past the archive's checksums.
func FuzzSheet(f *testing.F) {
	for _, row := range []string{
		`<row r="1"><c r="A1" s="1"><v>44013</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="e"><v>#REF!</v></c></row>`,
		`<row><c><v>1e400</v></c><c t="inlineStr"><is><r><t>a</t></r></is></c></row>`,
		`<row r="9"><c r="ZZZ9"><f>1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:C9"/></mergeCells><sheetData>`,
		`<row r="-1"><c r="A-1"><v>.</v></c></row>`,
	} {
		f.Add([]byte(row))
	}
	parts := partsOf(f, small(f))
	f.Fuzz(func(t *testing.T, rows []byte) {
		parts["xl/worksheets/sheet1.xml"] = []byte(`<worksheet><sheetData>` + string(rows) + `</sheetData></worksheet>`)
		check(t, "a.xlsx", archive(t, parts))
	})
}

func partsOf(t testing.TB, book []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	require.NoError(t, err)
	parts := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		require.NoError(t, err)
		var b bytes.Buffer
		_, err = b.ReadFrom(in)
		require.NoError(t, err)
		parts[f.Name] = b.Bytes()
	}
	require.Contains(t, string(parts["xl/workbook.xml"]), "Sheet1")
	return parts
}
