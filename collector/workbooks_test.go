package collector_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/collector/format"
)

// A sketch is a workbook under construction.
type sketch struct {
	t *testing.T
	*excelize.File
}

func newSketch(t *testing.T, sheet string) sketch {
	t.Helper()
	s := sketch{t, excelize.NewFile()}
	require.NoError(t, s.SetSheetName("Sheet1", sheet))
	return s
}

func (s sketch) row(sheet, cell string, values ...any) {
	s.t.Helper()
	require.NoError(s.t, s.SetSheetRow(sheet, cell, &values))
}

func (s sketch) format(sheet, cell, code string) {
	s.t.Helper()
	style, err := s.NewStyle(&excelize.Style{CustomNumFmt: &code})
	require.NoError(s.t, err)
	require.NoError(s.t, s.SetCellStyle(sheet, cell, cell, style))
}

func (s sketch) merge(sheet, from, to string) {
	s.t.Helper()
	require.NoError(s.t, s.MergeCell(sheet, from, to))
}

// TestWorkbooks submits workbooks that use what CSV has not, and compares what
// they come to with testdata/xlsx.
func TestWorkbooks(t *testing.T) {
	for name, build := range map[string]func(t *testing.T) []byte{
		"bulletin":       bulletin,
		"dates":          datesBook,
		"dates-1904":     dates1904Book,
		"number-formats": numberFormatsBook,
		"faulty-cells":   faultyCellsBook,
		"merged-headers": mergedHeadersBook,
		"merged-cells":   mergedCellsBook,
		"sheets":         sheetsBook,
		"far-cells":      farCellsBook,
		"shared-region":  sharedRegionBook,
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, filepath.Join("testdata/xlsx", name+".json"), resultOf(t, format.File{Name: name + ".xlsx", Content: build(t)}))
		})
	}
}

func datesBook(t *testing.T) []byte {
	s := newSketch(t, "指标")
	s.row("指标", "A1", "指标", "期间", "口径", "数值（亿元）")
	for i, cell := range []struct {
		serial int
		code   string
	}{
		{44013, "yyyy-mm-dd"}, {43982, `yyyy"年"m"月"`}, {43951, `[$-804]yyyy"年"m"月"d"日";@`}, {43921, "mmm-yy"},
	} {
		ref := fmt.Sprintf("B%d", i+2)
		s.row("指标", fmt.Sprintf("A%d", i+2), "一般公共预算收入", cell.serial, "累计", 12.19-float64(i))
		s.format("指标", ref, cell.code)
	}
	_, err := s.NewSheet("2020年项目")
	require.NoError(t, err)
	s.row("2020年项目", "A1", "项目编号", "名称", "生效日期")
	s.row("2020年项目", "A2", "P01", "甲", 43952)
	style, err := s.NewStyle(&excelize.Style{NumFmt: 14})
	require.NoError(t, err)
	require.NoError(t, s.SetCellStyle("2020年项目", "C2", "C2", style))
	_, err = s.NewSheet("进度")
	require.NoError(t, err)
	s.row("进度", "A1", "项目编号", "数据截至", "本年完成投资（万元）")
	s.row("进度", "A2", "P01", 44037.75, 100)
	s.format("进度", "B2", "yyyy/m/d h:mm")
	return saved(t, s.File)
}

func dates1904Book(t *testing.T) []byte {
	s := newSketch(t, "指标")
	yes := true
	require.NoError(t, s.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	s.row("指标", "A1", "指标", "期间", "口径", "数值（亿元）")
	s.row("指标", "A2", "一般公共预算收入", 44043-1462, "累计", 12.19)
	s.format("指标", "B2", "yyyy-mm-dd")
	return saved(t, s.File)
}

func numberFormatsBook(t *testing.T) []byte {
	s := newSketch(t, "指标")
	s.row("指标", "A1", "2020年7月")
	s.row("指标", "A2", "指标", "口径", "数值", "地区")
	s.row("指标", "A3", "固定资产投资", "累计同比", 0.271, "410502")
	s.format("指标", "C3", "0.0%")
	s.row("指标", "A4", "一般公共预算收入", "累计", 12.190000000000001, "410502")
	s.format("指标", "C4", `#,##0.0"亿元"`)
	s.row("指标", "A5", "一般公共预算收入", "累计同比", 7.9, "410502")
	s.row("指标", "A6", "税收收入", "累计", 84000.00000000001, "410502")
	s.format("指标", "C6", "#,##0.00_ 万元")
	s.row("指标", "A7", "社会消费品零售总额", "累计同比", "－５．６％", 410502)
	s.row("指标", "A8", "一般公共预算支出", "累计", "１２，３４５．６万元", "410502")
	return saved(t, s.File)
}

func faultyCellsBook(t *testing.T) []byte {
	s := newSketch(t, "指标")
	s.row("指标", "A1", "指标", "期间", "口径", "数值（亿元）")
	for i := 2; i <= 6; i++ {
		s.row("指标", fmt.Sprintf("A%d", i), "一般公共预算收入", "2020-07", "累计", 12.19)
	}
	require.NoError(t, s.SetCellFormula("指标", "D2", "C2*2"))
	require.NoError(t, s.SetCellValue("指标", "D2", nil))
	require.NoError(t, s.SetCellFormula("指标", "D2", "1+1"))
	require.NoError(t, s.SetCellValue("指标", "B3", 2020.1))
	s.format("指标", "D4", `0!.0,"亿元"`)
	require.NoError(t, s.SetCellValue("指标", "D5", 43951))
	s.format("指标", "D5", "m月d日")
	require.NoError(t, s.SetCellValue("指标", "D6", "#DIV/0!"))
	s.row("指标", "A7", "一般公共预算收入", "2020-07", "累计", "x")
	_, err := s.NewSheet("2020年项目")
	require.NoError(t, err)
	s.row("2020年项目", "A1", "项目编号", "名称")
	s.row("2020年项目", "A2", 2020410505000123456.0, "甲")
	// excelize writes no cells in error, so one is made of a text.
	return edited(t, saved(t, s.File), "xl/worksheets/sheet1.xml", func(xml string) string {
		for ref, cell := range map[string]string{
			"D6": `<c r="D6" t="e"><f>A1/0</f><v>#DIV/0!</v>`, "D7": `<c r="D7"><f>1+1</f><v></v>`, // As openpyxl leaves it.
		} {
			at := strings.Index(xml, `<c r="`+ref+`"`)
			end := at + strings.Index(xml[at:], "</c>")
			xml = xml[:at] + cell + xml[end:]
		}
		return xml
	})
}

// edited changes a part of a workbook.
func edited(t *testing.T, book []byte, part string, change func(string) string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	require.NoError(t, err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		in, err := f.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(in)
		require.NoError(t, err)
		if f.Name == part {
			content = []byte(change(string(content)))
		}
		out, err := w.Create(f.Name)
		require.NoError(t, err)
		_, err = out.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

func mergedHeadersBook(t *testing.T) []byte {
	s := newSketch(t, "2020年项目")
	s.row("2020年项目", "A1", "安阳市殷都区2020年省市重点项目")
	s.merge("2020年项目", "A1", "F1")
	s.row("2020年项目", "A2", "", "", "", "", "单位：万元")
	s.row("2020年项目", "A3", "序号", "项目编号", "项目名称", "投资", "", "包保领导")
	s.row("2020年项目", "A4", "", "", "", "总投资", "年度目标", "")
	for _, area := range [][2]string{{"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "E3"}, {"F3", "F4"}} {
		s.merge("2020年项目", area[0], area[1])
	}
	s.row("2020年项目", "A5", "一、工业项目")
	s.merge("2020年项目", "A5", "F5")
	s.row("2020年项目", "A6", 1, "P01", "甲", 428000, 100000, "张某")
	s.row("2020年项目", "A7", 2, "P02", "乙", 100000, 20000, "李某")
	s.row("2020年项目", "A8", "合计", "", "", 528000, 120001)
	s.merge("2020年项目", "A8", "C8")

	_, err := s.NewSheet("主要指标")
	require.NoError(t, err)
	s.row("主要指标", "A1", "2020年主要经济指标（单位：亿元、%）")
	s.merge("主要指标", "A1", "E1")
	s.row("主要指标", "A2", "指标", "6月", "", "7月", "")
	s.row("主要指标", "A3", "", "累计", "同比增长", "累计", "同比增长")
	for _, area := range [][2]string{{"A2", "A3"}, {"B2", "C2"}, {"D2", "E2"}} {
		s.merge("主要指标", area[0], area[1])
	}
	s.row("主要指标", "A4", "一般公共预算收入", 10.4, 5.5, 12.19, 7.9)
	return saved(t, s.File)
}

func mergedCellsBook(t *testing.T) []byte {
	s := newSketch(t, "指标")
	s.row("指标", "A1", "指标", "期间", "口径", "数值", "单位")
	s.row("指标", "A2", "一般公共预算收入", "2020-07", "累计", 12.19, "亿元")
	s.row("指标", "A3", "", "", "累计同比", 7.9, "%")
	s.row("指标", "A4", "", "", "当月", 1.8, "亿元")
	s.merge("指标", "A2", "A4")
	s.merge("指标", "B2", "B4")
	_, err := s.NewSheet("进度")
	require.NoError(t, err)
	s.row("进度", "A1", "项目编号", "数据截至", "本年完成投资（亿元）")
	s.row("进度", "A2", "P01", "2020-07-31", 3)
	s.row("进度", "A3", "P02", "", "")
	s.merge("进度", "B2", "B3")
	s.merge("进度", "C2", "C3")
	return saved(t, s.File)
}

func sheetsBook(t *testing.T) []byte {
	s := newSketch(t, "填表说明")
	s.row("填表说明", "A1", "指标", "期间")
	for sheet, rows := range map[string][][]any{
		"2020年区级项目": {{"项目编号", "名称"}, {"P01", "甲"}},
		"名单":        {{"姓名", "电话"}, {"张某", 1}},
		"Sheet5":    {{"indicator", "period", "measure", "value", "unit"}, {"GDP", "2020-Q2", "ytd", 100, "100 million yuan"}},
		"目标":        {{"指标", "年度", "目标值"}, {"税收收入", 2020, "1亿元"}},
	} {
		_, err := s.NewSheet(sheet)
		require.NoError(t, err)
		for i, row := range rows {
			s.row(sheet, fmt.Sprintf("A%d", i+1), row...)
		}
	}
	require.NoError(t, s.SetSheetVisible("目标", false))
	return inSheetOrder(t, s)
}

// inSheetOrder saves a workbook whose sheets were made in no set order.
func inSheetOrder(t *testing.T, s sketch) []byte {
	t.Helper()
	for _, name := range []string{"2020年区级项目", "名单", "Sheet5", "目标"} {
		require.NoError(t, s.MoveSheet(name, "填表说明"))
	}
	return saved(t, s.File)
}

// sharedRegionBook names the region above one of its tables.
func sharedRegionBook(t *testing.T) []byte {
	return workbook(t, map[string][][]any{
		"指标": {{"地区：文峰区"}, {"指标", "期间", "口径", "数值"}, {"税收收入", "2020-07", "累计", "9.5亿元"}},
		"目标": {{"指标", "年度", "目标值"}, {"税收收入", 2020, "16亿元"}},
	}, "指标", "目标")
}

// farCellsBook has a formatted but empty cell in the last row and column there
// is, as selecting a whole sheet to format it leaves behind.
func farCellsBook(t *testing.T) []byte {
	s := newSketch(t, "指标")
	s.row("指标", "A1", "指标", "期间", "口径", "数值")
	s.row("指标", "A2", "一般公共预算收入", "2020-07", "累计", "12.19亿元")
	return edited(t, saved(t, s.File), "xl/worksheets/sheet1.xml", func(xml string) string {
		return strings.Replace(xml, "</sheetData>",
			`<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row></sheetData>`, 1)
	})
}
