package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

const folder = "../../../examples/yindu-2020"

// The committed workbook holds what the CSV files say. Cells are compared, not
// bytes: another excelize may write the same cells otherwise.
func TestWorkbookIsUpToDate(t *testing.T) {
	committed, err := excelize.OpenFile(filepath.Join(folder, workbookName))
	require.NoError(t, err)
	defer func() { require.NoError(t, committed.Close()) }()
	made := open(t, built(t, os.DirFS(folder)))

	require.Equal(t, made.GetSheetList(), committed.GetSheetList())
	for _, sheet := range made.GetSheetList() {
		want, err := made.GetRows(sheet)
		require.NoError(t, err)
		got, err := committed.GetRows(sheet)
		require.NoError(t, err)
		require.Equal(t, want, got, "sheet %s: run go run ./internal/tools/example", sheet)
	}
}

func TestSameBytesEachTime(t *testing.T) {
	first := built(t, os.DirFS(folder))
	second := built(t, os.DirFS(folder))
	require.True(t, bytes.Equal(first, second), "the workbook must not depend on when it is written")
}

// Every figure of a CSV file is in the sheet with the same digits.
func TestFiguresKeepTheirDigits(t *testing.T) {
	f := open(t, built(t, os.DirFS(folder)))
	for _, l := range layouts() {
		s, err := readSource(os.DirFS(folder), l.name)
		require.NoError(t, err)
		for at, column := range columnsOf(l, s) {
			if !figures[s.head[column]] {
				continue
			}
			for i, row := range s.rows {
				ref, err := excelize.CoordinatesToCellName(at+1, headRow+1+i)
				require.NoError(t, err)
				got, err := f.GetCellValue(l.name, ref, excelize.Options{RawCellValue: true})
				require.NoError(t, err)
				want := row[column]
				if strings.Contains(want, ".") {
					want = strings.TrimRight(strings.TrimRight(want, "0"), ".")
				}
				require.Equal(t, want, got, "%s!%s", l.name, ref)
			}
		}
	}
}

func TestInvented(t *testing.T) {
	s := source{name: "项目", head: []string{"项目编号", "名称", "地区", "总投资", "备注"}}
	for _, c := range []struct {
		remark string
		want   []bool // By column.
	}{
		{"虚构", []bool{true, true, false, true, false}},
		{"虚构（年中下调）", []bool{true, true, false, true, false}},
		{"公开：安阳政务信息第143期", []bool{true, false, false, false, false}},
		{"公开：名称；其余虚构", []bool{true, false, false, true, false}},
		{"公开：名称、总投资；其余虚构（分项虚构）", []bool{true, false, false, false, false}},
	} {
		row := []string{"YD2020-001", "某项目", "殷都区", "1.00", c.remark}
		for column, want := range c.want {
			got, err := s.invented(row, column)
			require.NoError(t, err)
			require.Equal(t, want, got, "%s: %s", c.remark, s.head[column])
		}
	}
	_, err := s.invented([]string{"YD2020-001", "某项目", "殷都区", "1.00", "待定"}, 1)
	require.EqualError(t, err, `项目.csv: remark "待定": want it to begin with 公开： or 虚构`)
}

func TestBuildRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, from, to, want string }{
		"no remark":      {"指标", "%,,虚构", "%,,", `remark ""`},
		"another unit":   {"进度", "0.90,0.90,亿元", "0.90,0.90,万元", "the header says 亿元"},
		"not a number":   {"目标", "19.10", "约19", "目标值"},
		"not a date":     {"进度", "2019-10-31", "十月底", "数据截至"},
		"a missing file": {"项目", "", "", "项目.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for _, l := range layouts() {
				text, err := os.ReadFile(filepath.Join(folder, l.name+".csv"))
				require.NoError(t, err)
				if l.name == c.file {
					if c.from == "" {
						continue
					}
					changed := strings.Replace(string(text), c.from, c.to, 1)
					require.NotEqual(t, string(text), changed)
					text = []byte(changed)
				}
				files[l.name+".csv"] = &fstest.MapFile{Data: text}
			}
			require.ErrorContains(t, build(files, &bytes.Buffer{}), c.want)
		})
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	for _, l := range layouts() {
		text, err := os.ReadFile(filepath.Join(folder, l.name+".csv"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, l.name+".csv"), text, 0o600))
	}
	var stderr bytes.Buffer
	require.Equal(t, 0, run([]string{"-dir", dir}, &stderr), stderr.String())
	require.FileExists(t, filepath.Join(dir, workbookName))

	require.Equal(t, 1, run([]string{"-dir", t.TempDir()}, &stderr))
	require.Contains(t, stderr.String(), "open 指标.csv")
	require.Equal(t, 2, run([]string{"-nonsense"}, &stderr))
}

func built(t *testing.T, files fs.FS) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, build(files, &b))
	return b.Bytes()
}

func open(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	return f
}
