package collector_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/collector"
	"jindu/collector/gate"
	"jindu/collector/table"
	"jindu/collector/template"
	"jindu/internal/model"
)

// TestTheBlankWorkbookHoldsNothing holds that it is refused as such.
func TestTheBlankWorkbookHoldsNothing(t *testing.T) {
	s := newSetup(t)
	_, err := s.submit(t, "空白.xlsx", blank(t, model.Chinese))
	var refused *collector.RefusedError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, []string{"表中没有数据"}, inChinese(refused.Problems))
	require.Empty(t, refused.Warnings)
}

func blank(t *testing.T, lang model.Language) []byte {
	t.Helper()
	var book bytes.Buffer
	require.NoError(t, template.Write(&book, template.Options{Catalog: model.DefaultCatalog(), Lang: lang}))
	return book.Bytes()
}

func on(month time.Month, day int) time.Time {
	return time.Date(2020, month, day, 0, 0, 0, 0, time.UTC)
}

// filled is a row of each table, by the keys of its columns.
func filled() map[string]map[string]any {
	return map[string]map[string]any{
		"indicators": {"indicator": "固定资产投资", "region": "殷都区", "period": "2020-07", "measure": "累计同比", "value": 9.1, "unit": "%", "status": "初步", "remark": "x"},
		"targets":    {"indicator": "一般公共预算收入", "region": "殷都区", "year": 2020, "measure": "累计", "target": 22, "unit": "亿元", "issuer": "市下达", "bound": "不低于", "curve": "线性", "valid_from": on(1, 1)},
		"projects": {"project": "P01", "name": "甲", "region": "殷都区", "category": "工业", "nature": "新开工", "stage": "在建", "total_investment": 10, "year": 2020,
			"annual_target": 2, "curve": "按季 20/45/70/100", "planned_start": on(3, 15), "planned_finish": on(12, 31), "owner": "甲公司", "owner_unit": "发改委", "lead": "张某", "task_force": "一专班", "valid_from": on(1, 1)},
		"progress":   {"project": "P01", "name": "甲", "region": "殷都区", "cutoff": on(7, 31), "completed": 1.2, "completed_since_start": 1.5, "state": "主体", "problems": "无", "next": "封顶"},
		"milestones": {"project": "P01", "name": "甲", "region": "殷都区", "milestone": "开工", "planned": on(3, 15), "actual": on(3, 20)},
		"activities": {"project": "P01", "project_name": "甲", "region": "殷都区", "activity": "A", "name": "平整", "duration": 30, "calendar": "日历天", "predecessors": "-", "actual_start": on(3, 20), "actual_finish": on(4, 20), "valid_from": on(3, 1)},
		"procedures": {"project": "P01", "name": "甲", "region": "殷都区", "procedure": "施工许可", "authority": "住建局", "accepted": on(3, 2), "completed": on(5, 20), "limit": 20,
			"stops": "2020-04-01至2020-04-10 听证", "deferred": "是", "supply_by": on(4, 30), "supplied": on(4, 20)},
		"obstacles":   {"project": "P01", "name": "甲", "region": "殷都区", "obstacle": "1", "kind": "土地", "what": "征地", "raised": on(6, 1), "owner": "自然资源局", "due": on(8, 31), "closed": on(8, 20)},
		"duties":      {"project": "P01", "name": "甲", "region": "殷都区", "lead": "张某", "owner_unit": "发改委", "task_force": "一专班", "valid_from": on(8, 1)},
		"visits":      {"project": "P01", "name": "甲", "region": "殷都区", "date": on(8, 15), "judge": "王某", "mark": 92.5, "decision": "加快"},
		"reserve":     {"library": "省重点项目库", "project": "P01", "name": "甲", "region": "殷都区", "industry": "制造业", "declared": on(3, 1), "admitted": on(4, 1), "investment": 10},
		"programmes":  {"program": "省市重点", "year": 2020, "project": "P01", "name": "甲", "region": "殷都区", "industry": "制造业", "selected": on(2, 1), "planned_investment": 2, "investment": 10},
		"attraction":  {"attraction": "Z1", "name": "甲", "project": "P01", "region": "殷都区", "type": "内资", "industry": "制造业", "investment": 10, "signed": on(1, 1), "landed": on(2, 1), "started": on(3, 20), "task_force": "一专班", "period": "2020-07", "funds": 4500},
		"ceremonies":  {"ceremony": "一季度", "date": on(3, 20), "project": "P01", "name": "甲", "region": "殷都区", "industry": "制造业", "investment": 10},
		"grants":      {"source": "专项债券", "project": "P01", "name": "甲", "region": "殷都区", "amount": 8000, "granted": on(5, 1), "started": on(3, 20)},
		"enterprises": {"enterprise": "甲钢铁", "region": "殷都区", "industry": "钢铁", "lead": "张某", "date": on(9, 7), "item": "日产量", "value": 1.2, "unit": "万吨"},
		"standings":   {"subject": "固定资产投资增速", "region": "殷都区", "period": "2020-07", "rank": 3, "of": 9},
		"totals":      {"system": "储备库", "region": "殷都区", "name": "省重点项目库", "step": "入库", "industry": "制造业", "cutoff": on(7, 31), "items": 1, "amount": 10},
	}
}

// english says the choices of filled in English, as its workbook offers them.
var english = map[any]any{
	"殷都区": "Yindu", "累计同比": "ytd_yoy", "累计": "ytd", "初步": "preliminary", "亿元": "100 million yuan", "万吨": "10,000 tonnes",
	"市下达": "city", "不低于": "at least", "线性": "linear", "按季 20/45/70/100": "quarters 20/45/70/100", "在建": "building", "开工": "start",
	"日历天": "calendar days", "是": "yes", "土地": "land", "储备库": "reserve", "入库": "admitted",
	"2020-04-01至2020-04-10 听证": "2020-04-01 to 2020-04-10 hearing",
}

// TestTheFilledWorkbookIsTaken fills a row into every sheet of the blank
// workbook: all of it is taken, nothing is odd, and both languages say the same.
func TestTheFilledWorkbookIsTaken(t *testing.T) {
	var figures, records []int
	for _, lang := range []model.Language{model.Chinese, model.English} {
		s := newSetup(t)
		out, err := s.submit(t, "表.xlsx", fill(t, blank(t, lang), lang))
		var refused *collector.RefusedError
		if err != nil {
			require.ErrorAs(t, err, &refused)
			require.Empty(t, inChinese(refused.Problems))
		}
		require.Empty(t, lines(out.Warnings))
		figures, records = append(figures, out.Receipt.Figures), append(records, out.Receipt.Records)
	}
	require.Equal(t, []int{9, 9}, figures)
	require.Equal(t, records[0], records[1])
	require.Equal(t, 18, records[0])
}

func fill(t *testing.T, content []byte, lang model.Language) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	require.NoError(t, err)
	for _, spec := range gate.Tables() {
		row := filled()[spec.Kind]
		require.NotEmpty(t, row, spec.Kind)
		sheet := sheetOf(t, f, spec.Name.In(lang))
		headers, err := f.GetRows(sheet)
		require.NoError(t, err)
		filled := 0
		for i, header := range headers[2] {
			key := keyOf(t, spec, header)
			value, ok := row[key]
			if !ok {
				continue
			}
			if said, ok := english[value]; ok && lang == model.English {
				value = said
			}
			require.NoError(t, f.SetCellValue(sheet, table.Ref(i+1, 4), value))
			if _, date := value.(time.Time); date { // SetCellValue gives dates a format of its own.
				style, err := f.GetColStyle(sheet, table.ColumnName(i+1))
				require.NoError(t, err)
				require.NoError(t, f.SetCellStyle(sheet, table.Ref(i+1, 4), table.Ref(i+1, 4), style))
			}
			filled++
		}
		require.Equal(t, len(row), filled, spec.Kind)
	}
	var book bytes.Buffer
	require.NoError(t, f.Write(&book))
	return book.Bytes()
}

func sheetOf(t *testing.T, f *excelize.File, name string) string {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		if strings.EqualFold(sheet, name) {
			return sheet
		}
	}
	require.Fail(t, "no sheet", name)
	return ""
}

// keyOf finds the column of a header such as *总投资（亿元）.
func keyOf(t *testing.T, spec table.Spec, header string) string {
	t.Helper()
	name := strings.TrimPrefix(header, "*")
	for _, bracket := range []string{"（", " ("} {
		name, _, _ = strings.Cut(name, bracket)
	}
	for _, c := range spec.Columns {
		if name == c.Name.ZH || name == strings.ReplaceAll(c.Name.EN, "_", " ") {
			return c.Key
		}
	}
	require.Fail(t, "no column", header)
	return ""
}
