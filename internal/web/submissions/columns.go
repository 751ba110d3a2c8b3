package submissions

import (
	"html/template"

	"jindu/internal/model"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

type column = page.Column[model.Receipt]

// listing is the list of receipts: on the page what is long stands together,
// in a table to keep each has a column of its own.
func (p *pages) listing(a page.Asked, whole bool) page.Listing[model.Receipt] {
	link := func(id string) template.HTML { return anchor(a.To(Path+"/"+id), id) }
	columns := []column{
		{
			Name: model.Text{ZH: "回执", EN: "Receipt"}, Cell: func(r model.Receipt) sheet.Cell { return sheet.Text(r.ID) },
			Show: func(r model.Receipt) template.HTML { return link(r.ID) },
		},
		{Name: model.Text{ZH: "入库时间", EN: "Taken"}, Cell: func(r model.Receipt) sheet.Cell { return sheet.Instant(r.Committed.In(p.kit.Zone)) }},
		text("报送人", "Sent by", func(r model.Receipt) string { return r.By }),
		{
			Name: model.Text{ZH: "文件与理由", EN: "File and reason"}, Cell: func(r model.Receipt) sheet.Cell { return sheet.Text(r.File) },
			Show: fileAndReason,
		},
		text("来源", "Came by", func(r model.Receipt) string { return sourceName(r.Source).In(a.Lang) }),
		number("数据", "Figures", func(r model.Receipt) int { return r.Figures }),
		number("修订", "Revised", func(r model.Receipt) int { return r.Revised }),
		number("记录", "Records", func(r model.Receipt) int { return r.Records }),
		number("提醒", "Warnings", func(r model.Receipt) int { return len(r.Warnings) }),
		{
			Name: model.Text{ZH: "撤回", EN: "Withdrawal"}, Cell: func(r model.Receipt) sheet.Cell { return sheet.Text(withdrawal(r, a.Lang)) },
			Show: func(r model.Receipt) template.HTML {
				other := r.WithdrawnBy + r.Withdraws
				if other == "" {
					return ""
				}
				return escaped(withdrawalWord(r, a.Lang)) + " " + link(other)
			},
		},
	}
	if !whole {
		return page.Listing[model.Receipt]{Columns: columns}
	}
	columns[3] = text("文件", "File", func(r model.Receipt) string { return r.File })
	return page.Listing[model.Receipt]{Columns: append(columns,
		text("理由", "Reason", func(r model.Receipt) string { return r.Reason }),
		text("上报账本", "Delivered by ledger", func(r model.Receipt) string { return provenance(r).Ledger }),
		text("原回执", "Its receipt there", func(r model.Receipt) string { return provenance(r).Receipt }),
		text("SHA-256", "SHA-256", func(r model.Receipt) string { return r.Hash }),
	)}
}

func text(zh, en string, of func(model.Receipt) string) column {
	return column{Name: model.Text{ZH: zh, EN: en}, Cell: func(r model.Receipt) sheet.Cell { return sheet.Text(of(r)) }}
}

func number(zh, en string, of func(model.Receipt) int) column {
	return column{Name: model.Text{ZH: zh, EN: en}, Cell: func(r model.Receipt) sheet.Cell { return sheet.Count(of(r)) }}
}

func escaped(text string) template.HTML {
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // It is escaped.
}

func anchor(link, name string) template.HTML {
	return `<a href="` + escaped(link) + `">` + escaped(name) + `</a>`
}

func fileAndReason(r model.Receipt) template.HTML {
	html := `<span class="file">` + escaped(r.File) + `</span>`
	if r.Reason != "" {
		html += ` <span class="why soft">` + escaped(r.Reason) + `</span>`
	}
	return html
}

func withdrawal(r model.Receipt, lang model.Language) string {
	if other := r.WithdrawnBy + r.Withdraws; other != "" {
		return withdrawalWord(r, lang) + " " + other
	}
	return ""
}

func withdrawalWord(r model.Receipt, lang model.Language) string {
	if r.Withdraws != "" {
		return model.Text{ZH: "撤回", EN: "takes back"}.In(lang)
	}
	return model.Text{ZH: "已撤回，见", EN: "withdrawn by"}.In(lang)
}

// origin is where a receipt was given first.
type origin struct{ Ledger, Receipt string }

func provenance(r model.Receipt) (o origin) {
	if r.Provenance != nil {
		o = origin{r.Provenance.Ledger, model.ReceiptID(r.Provenance.Number)}
	}
	return o
}

var sources = map[string]model.Text{
	"file": {ZH: "命令行", EN: "command"}, "folder": {ZH: "文件夹", EN: "folder"}, "http": {ZH: "网络", EN: "over HTTP"},
	"district": {ZH: "下级上报", EN: "a jindu below"}, "upstream": {ZH: "上级下发", EN: "the jindu above"},
}

// sourceName says how something came.
func sourceName(source string) model.Text {
	if name, ok := sources[source]; ok {
		return name
	}
	return model.Text{ZH: source, EN: source}
}
