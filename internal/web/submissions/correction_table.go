package submissions

import (
	"bytes"
	"encoding/csv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
)

// A correction is a new value of a figure, and why.
type correction struct {
	value      decimal.Decimal // In the unit that readers expect.
	status     model.Status
	reason, by string
	current    model.Version
	at         time.Time
	lang       model.Language
}

// upload is the table of one row that corrects the figure. It says in itself
// what it corrects and why, so that no two are alike: a figure may be corrected
// back and forth.
func (f *figure) upload(k correction) Upload {
	table, cells := f.row(k)
	var head, row []string
	for _, cell := range cells {
		head, row = append(head, cell.name.In(k.lang)), append(row, cell.value)
	}
	var content bytes.Buffer
	content.WriteString("\ufeff") // By which a spreadsheet knows UTF-8.
	w := csv.NewWriter(&content)
	_ = w.WriteAll([][]string{head, row}) // A buffer takes everything.
	name := model.Text{ZH: "更正", EN: "correction"}.In(k.lang) + " " + f.name.In(k.lang) + " " +
		strings.ReplaceAll(k.current.Period.String(), "/", "_") + ".csv"
	return Upload{
		Files: []File{{Name: name, Content: content.Bytes()}}, Table: table, Region: f.region,
		By: k.by, Source: "http", Reason: k.reason,
	}
}

type cell struct {
	name  model.Text
	value string
}

// row is the row, and which table it is of.
func (f *figure) row(k correction) (table string, row []cell) {
	value := cell{model.Text{ZH: "数值", EN: "value"}, k.value.String()}
	unit := cell{model.Text{ZH: "单位", EN: "unit"}, f.Unit.Name}
	region := cell{model.Text{ZH: "地区", EN: "region"}, f.region}
	remark := cell{model.Text{ZH: "备注", EN: "remark"}, k.remark(f)}
	if f.indicator == "" {
		value.name = model.Text{ZH: "本年完成投资", EN: "completed"}
		return "进度", []cell{
			{model.Text{ZH: "项目编号", EN: "project"}, f.project},
			region,
			{model.Text{ZH: "数据截至", EN: "cutoff"}, f.period.String()},
			value, unit, remark,
		}
	}
	return "指标", []cell{
		{model.Text{ZH: "指标", EN: "indicator"}, f.indicator},
		region,
		{model.Text{ZH: "期间", EN: "period"}, k.current.Period.String()},
		{model.Text{ZH: "口径", EN: "measure"}, string(f.measure)},
		value, unit,
		{model.Text{ZH: "状态", EN: "status"}, k.status.Name().In(k.lang)},
		remark,
	}
}

// remark says what was corrected, why, by whom and when.
func (k correction) remark(f *figure) string {
	was := withUnit(k.current.Value, f.Unit, k.lang)
	return model.Text{
		ZH: "更正：" + k.reason + "（原为 " + was + "，" + k.current.Receipt + "；" + k.by + " " + phrase.Minute(k.at) + "）",
		EN: "correction: " + k.reason + " (was " + was + ", " + k.current.Receipt + "; " + k.by + " " + phrase.Minute(k.at) + ")",
	}.In(k.lang)
}
