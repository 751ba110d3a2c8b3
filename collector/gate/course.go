package gate

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// target takes a target in, with what else the row says of its course. One that
// is valued but has no value takes back what earlier statements said of it.
func (l *line) target(region string, from time.Time, t model.Target, course map[string]any, valued bool) {
	var body any = t
	if valued && t.Value == nil {
		body = struct {
			model.Target
			Value *decimal.Decimal `json:"value"` // Written as null, in place of the one that is left out.
		}{Target: t}
	}
	raw, err := json.Marshal(body)
	if err == nil && len(course) > 0 {
		raw, err = amended(raw, course)
	}
	l.record(model.Record{Kind: model.KindTarget, Region: region, ID: t.ID(), ValidFrom: from, Body: raw}, err)
}

// amended adds fields to a body, among them nulls, which a struct leaves out.
func amended(raw []byte, course map[string]any) ([]byte, error) {
	body := map[string]any{}
	if err := json.Unmarshal(raw, &body); err != nil {
		return nil, fmt.Errorf("body of a target: %w", err)
	}
	maps.Copy(body, course)
	return json.Marshal(body)
}

// course reads 方向 and 进度曲线 of an indicator's target.
func (l *line) course(measure model.Measure) (map[string]any, bool) {
	f := l.form(model.KindTarget, nil)
	f.bound()
	f.curve()
	if cell, _ := l.cell("curve"); f.body["curve"] != nil && measure.Growth() {
		f.wrong(cell, words("增速目标没有序时进度，不应填进度曲线", "a target of growth has no pace; leave the curve out"))
	}
	return f.body, f.sound
}

// annualCurve reads 进度曲线 of a project's annual target, whose year must be
// known.
func (l *line) annualCurve(year int, okYear bool) (map[string]any, bool) {
	f := l.form(model.KindTarget, nil)
	f.curve()
	if cell, _ := l.cell("curve"); len(f.body) > 0 && okYear && year == 0 {
		f.wrong(cell, words("不知道是哪一年的进度曲线：请填写“年度”，或在标题中写明，如“2020年”",
			"the curve's year is not known: fill in 年度 (year), or name it in the title, such as 2020年"))
	}
	return f.body, f.sound
}

func (f *form) bound() {
	text, cell, ok := f.stated("bound")
	if !ok {
		return
	}
	bound, ok := model.ParseBound(text)
	if !ok {
		f.wrong(cell, words("应为 不低于 或 不超过", "want 不低于 (at least) or 不超过 (at most)"))
		return
	}
	f.put("bound", bound)
}

func (f *form) curve() {
	text, cell, ok := f.stated("curve")
	if !ok {
		return
	}
	curve, err := model.ParseCurve(text)
	if err != nil {
		f.wrong(cell, both("不是进度曲线，应为 %[1]s", "not a curve; want %[2]s", model.CurveForms.ZH, model.CurveForms.EN))
		return
	}
	f.put("curve", curve)
}
