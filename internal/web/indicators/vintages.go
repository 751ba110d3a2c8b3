package indicators

import (
	"context"
	"html/template"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// A vintage is a version of a figure: what it was worth from an instant on.
type vintage struct {
	model.Version
	measure   model.Measure
	until     time.Time // When another took its place; zero for the newest.
	receipt   model.Receipt
	withdrawn bool // Its submission was taken back.
}

// A versioned figure is a period of a measure with its versions, the newest first.
type versioned struct {
	measure  model.Measure
	period   model.Period
	versions []vintage
}

// revised tells a figure that was not always worth the same.
func (v versioned) revised() bool { return len(v.versions) > 1 }

// history reads the versions of every published figure since a year, the
// newest period first.
func (r *read) history(ctx context.Context, receipts Receipts, sinceYear int) ([]versioned, error) {
	book := receiptBook{ctx: ctx, receipts: receipts, asOf: r.view.AsOf(), known: map[string]model.Receipt{}}
	series, err := r.view.Select(ctx,
		model.Matcher{Name: "indicator", Op: model.Equal, Value: r.Code}, model.Matcher{Name: "region", Op: model.Equal, Value: r.Region},
		model.Matcher{Name: "origin", Op: model.Equal, Value: string(model.Published)})
	if err != nil {
		return nil, err
	}
	var all []versioned
	for _, p := range r.mayHave(sinceYear) {
		for _, s := range series {
			versions, err := r.view.History(ctx, s, p)
			if err != nil {
				return nil, err
			}
			if len(versions) > 0 {
				m := model.Measure(s.Label("measure"))
				all = append(all, versioned{m, p, book.vintages(m, versions)})
			}
		}
	}
	return all, nil
}

// mayHave are the periods since a year that may have versions, the newest
// first: also those without a value, for that of a withdrawn figure is gone.
func (r *read) mayHave(sinceYear int) (all []model.Period) {
	if f := r.Frequency(); f == model.Weekly || f == model.Daily {
		all = r.periods()
		slices.Reverse(all)
		return slices.DeleteFunc(all, func(p model.Period) bool { return p.Year() < sinceYear })
	}
	for p := model.PeriodOf(r.Frequency(), r.at.In(r.zone)); p.Year() >= sinceYear; p = p.Add(-1) {
		if !p.End(r.zone).After(r.at) {
			all = append(all, p)
		}
	}
	return all
}

// receiptBook reads receipts once each.
type receiptBook struct {
	ctx      context.Context //nolint:containedctx // Lives for one page.
	receipts Receipts
	asOf     time.Time
	known    map[string]model.Receipt
}

// receipt gives one; of what can't be read only the ID is known.
func (b receiptBook) receipt(id string) model.Receipt {
	r, ok := b.known[id]
	if !ok {
		var err error
		if r, err = b.receipts.Receipt(b.ctx, id); err != nil {
			r = model.Receipt{ID: id}
		}
		b.known[id] = r
	}
	return r
}

// withdrawn tells that a receipt was taken back, as far as is known by the as-of.
func (b receiptBook) withdrawn(r model.Receipt) bool {
	return r.WithdrawnBy != "" && (b.asOf.IsZero() || !b.receipt(r.WithdrawnBy).Recorded.After(b.asOf))
}

func (b receiptBook) vintages(m model.Measure, versions []model.Version) []vintage {
	all := make([]vintage, len(versions))
	for i, v := range versions {
		receipt := b.receipt(v.Receipt)
		all[i] = vintage{Version: v, measure: m, receipt: receipt, withdrawn: b.withdrawn(receipt)}
		if i > 0 {
			all[i].until = versions[i-1].Recorded
		}
	}
	return all
}

// value writes what a version says.
func (r *read) value(v vintage, lang model.Language) string {
	if v.Status == model.Withdrawn {
		return model.Withdrawn.Name().In(lang)
	}
	return valueText(r.Indicator.Indicator, v.measure, progress.Known(v.Value), lang)
}

// remark says what became of a version, and why.
func (v vintage) remark(lang model.Language) string {
	var words []string
	if v.Status == model.Preliminary || v.Status == model.Estimated {
		words = append(words, v.Status.Name().In(lang))
	}
	if v.receipt.Withdraws != "" {
		words = append(words, model.Text{ZH: "撤回 " + v.receipt.Withdraws, EN: "withdraws " + v.receipt.Withdraws}.In(lang))
	}
	if v.receipt.Reason != "" {
		words = append(words, v.receipt.Reason)
	}
	if v.withdrawn {
		words = append(words, model.Text{ZH: "已被 " + v.receipt.WithdrawnBy + " 撤回", EN: "withdrawn by " + v.receipt.WithdrawnBy}.In(lang))
	}
	return strings.Join(words, model.Text{ZH: "；", EN: "; "}.In(lang))
}

// vintageListing is the list of versions.
func (r *read) vintageListing(a page.Asked) page.Listing[vintage] {
	words := func(zh, en string, of func(vintage) string) page.Column[vintage] {
		return page.Column[vintage]{
			Name: model.Text{ZH: zh, EN: en},
			Cell: func(v vintage) sheet.Cell { return sheet.Text(of(v)) },
			Show: func(v vintage) template.HTML { return orUnknown(of(v)) },
		}
	}
	instant := func(zh, en string, of func(vintage) time.Time) page.Column[vintage] {
		return page.Column[vintage]{
			Name: model.Text{ZH: zh, EN: en},
			Cell: func(v vintage) sheet.Cell { return sheet.Instant(inZone(of(v), r.zone)) },
		}
	}
	value := words("数值", "Value", func(v vintage) string { return r.value(v, a.Lang) })
	value.Show = func(v vintage) template.HTML {
		if v.withdrawn {
			return `<s>` + escaped(r.value(v, a.Lang)) + `</s>`
		}
		return escaped(r.value(v, a.Lang))
	}
	receipt := words("回执", "Receipt", func(v vintage) string { return v.Receipt })
	receipt.Show = func(v vintage) template.HTML { return link(a.To("/submissions/"+v.Receipt), v.Receipt) }
	until := instant("至", "Until", func(v vintage) time.Time { return v.until })
	until.Show = func(v vintage) template.HTML {
		if v.until.IsZero() {
			return escaped(model.Text{ZH: "现行", EN: "in force"}.In(a.Lang))
		}
		return escaped(phrase.Minute(inZone(v.until, r.zone)))
	}
	return page.Listing[vintage]{Whole: true, Columns: []page.Column[vintage]{
		words("期间", "Period", func(v vintage) string { return periodName(r.Indicator.Indicator, v.Period) }),
		words("口径", "Measure", func(v vintage) string { return measureName(v.measure).In(a.Lang) }),
		value,
		instant("知悉时间", "Known since", func(v vintage) time.Time { return v.Recorded }),
		until,
		receipt,
		words("报送人", "By", func(v vintage) string { return v.receipt.By }),
		words("文件", "File", func(v vintage) string { return v.receipt.File }),
		words("工作表和单元格", "Sheet and cell", func(v vintage) string { return v.Cell }),
		words("说明", "Note", func(v vintage) string { return v.remark(a.Lang) }),
	}}
}

func inZone(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

func allVersions(figures []versioned) (all []vintage) {
	for _, f := range figures {
		all = append(all, f.versions...)
	}
	return all
}
