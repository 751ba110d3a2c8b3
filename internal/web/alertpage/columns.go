package alertpage

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

// severityNames say how grave an alert is, beside a shape and a colour.
var severityNames = map[string]struct {
	shape string
	name  model.Text
}{
	"critical": {"◆", model.Text{ZH: "严重", EN: "critical"}},
	"warning":  {"▲", model.Text{ZH: "警告", EN: "warning"}},
	"info":     {"●", model.Text{ZH: "提示", EN: "info"}},
}

func severityName(severity string, lang model.Language) string {
	if known, ok := severityNames[severity]; ok {
		return known.name.In(lang)
	}
	return severity
}

// severityMark tells it by shape, colour and word.
func severityMark(severity string, lang model.Language) template.HTML {
	return `<span class="mark ` + escaped(severity) + `"><span aria-hidden="true">` + escaped(severityNames[severity].shape) +
		`</span> ` + escaped(severityName(severity, lang)) + `</span>`
}

// listing is the list of alerts.
func (s *shown) listing() page.Listing[row] {
	lang := s.asked.Lang
	words := func(key, zh, en string, of func(row) string) page.Column[row] {
		return page.Column[row]{Key: key, Name: model.Text{ZH: zh, EN: en}, Cell: func(r row) sheet.Cell { return sheet.Text(of(r)) }}
	}
	severity := words("", "级别", "Severity", func(r row) string { return severityName(r.Severity, lang) })
	severity.Show = func(r row) template.HTML { return severityMark(r.Severity, lang) }
	subject := words("subject", "项目或指标", "Project or indicator", s.subject)
	subject.Show = s.subjectLink
	what := words("alert", "告警", "Alert", func(r row) string { return r.Summary.In(lang) })
	what.Show = s.whatHTML
	acknowledged := words("acknowledged", "督办", "Acknowledged", func(r row) string { return s.saidText(r) })
	acknowledged.Show = s.saidHTML
	return page.Listing[row]{Columns: []page.Column[row]{
		severity,
		words("region", "地区", "Region", func(r row) string { return r.place }),
		subject,
		what,
		{
			Key: "since", Name: model.Text{ZH: "自", EN: "Since"},
			Cell: func(r row) sheet.Cell { return sheet.Instant(inZone(r.Since, s.Zone)) },
		},
		acknowledged,
	}}
}

// exported has what the page shows below the summary too.
func (s *shown) exported() page.Listing[row] {
	lang := s.asked.Lang
	more := func(zh, en string, of func(row) string) page.Column[row] {
		return page.Column[row]{Name: model.Text{ZH: zh, EN: en}, Cell: func(r row) sheet.Cell { return sheet.Text(of(r)) }}
	}
	return page.Listing[row]{Columns: append(s.listing().Columns,
		more("规则", "Rule", func(r row) string { return r.Name }),
		more("说明", "Description", func(r row) string { return r.Description.In(lang) }),
		more("责任", "Who answers", func(r row) string { return r.Who.In(lang) }),
		more("怎么办", "What to do", func(r row) string { return s.Action(r.Name).In(lang) }),
		more("数据截至", "Data as of", func(r row) string { return r.Cutoff }),
		more("已通知", "Told", s.toldText),
	)}
}

// subject is what an alert is about: a project, an indicator, or its region.
func (s *shown) subject(r row) string {
	if name := r.Subject.In(s.asked.Lang); name != "" && r.Project+r.Indicator != "" {
		return name
	}
	return r.Project + r.Indicator
}

func (s *shown) subjectLink(r row) template.HTML {
	return s.linkTo(r.Region, r.Project, r.Indicator, s.subject(r))
}

// linkTo leads to the page of a project or an indicator.
func (s *shown) linkTo(region, project, indicator, name string) template.HTML {
	switch {
	case project != "":
		return narrow(link(s.asked.To("/projects/"+url.PathEscape(project), "region", region, "only", ""), name))
	case indicator != "":
		return narrow(link(s.asked.To("/indicators/"+indicator, "region", region, "only", ""), name))
	}
	return unknown
}

// whatHTML is the summary, and behind it what else there is to say.
func (s *shown) whatHTML(r row) template.HTML {
	lang := s.asked.Lang
	summary := r.Summary.In(lang)
	if summary == "" {
		summary = r.Name
	}
	all := `<details><summary>` + escaped(summary) + `</summary><dl>`
	for _, line := range []struct {
		name model.Text
		text string
	}{
		{model.Text{ZH: "说明", EN: "Description"}, r.Description.In(lang)},
		{model.Text{ZH: "怎么办", EN: "What to do"}, s.Action(r.Name).In(lang)},
		{model.Text{ZH: "责任", EN: "Who answers"}, r.Who.In(lang)},
		{model.Text{ZH: "数据截至", EN: "Data as of"}, r.Cutoff},
		{model.Text{ZH: "已通知", EN: "Told"}, s.toldText(r)},
		{model.Text{ZH: "规则", EN: "Rule"}, r.Name},
	} {
		if line.text != "" {
			all += `<dt>` + escaped(line.name.In(lang)) + `</dt><dd>` + escaped(line.text) + `</dd>`
		}
	}
	return all + `</dl></details>`
}

// toldText is who was told of an alert, and when last.
func (s *shown) toldText(r row) string {
	words := make([]string, len(r.Told))
	for i, t := range r.Told {
		words[i] = t.Receiver + " " + phrase.Minute(t.At.In(s.Zone))
	}
	return strings.Join(words, model.Text{ZH: "、", EN: ", "}.In(s.asked.Lang))
}

// saidText is what was said of an alert last.
func (s *shown) saidText(r row) string {
	if r.said == nil {
		return ""
	}
	k, by := r.said, r.said.By
	if k.State == model.AckClosed {
		day := phrase.Day(inZone(k.Said, s.Zone))
		return model.Text{ZH: by + " 已于 " + day + " 销号，告警仍在", EN: "closed by " + by + " on " + day + ", and still an alert"}.In(s.asked.Lang)
	}
	text := model.Text{ZH: by, EN: by}
	if !k.Acknowledgement.Due.IsZero() {
		due := k.Acknowledgement.Due.String()
		text = model.Text{ZH: by + "，限 " + due, EN: by + ", due " + due}
	}
	if k.Overdue {
		text.ZH, text.EN = text.ZH+"，已逾期", text.EN+", overdue"
	}
	if k.Note != "" {
		text.ZH, text.EN = text.ZH+"："+k.Note, text.EN+": "+k.Note
	}
	return text.In(s.asked.Lang)
}

// saidHTML is what was said, and the ways to say more.
func (s *shown) saidHTML(r row) template.HTML {
	var shown template.HTML
	if text := s.saidText(r); text != "" {
		class := template.HTML("")
		if r.said.Overdue {
			class = ` class="red"`
		}
		shown = `<span` + class + `>` + escaped(text) + `</span> `
	} else if !s.offered() {
		return unknown
	}
	if s.offered() && r.Region != "" {
		about := Statement{Region: r.Region, Alert: r.Name, Project: r.Project, Indicator: r.Indicator}
		shown += s.opener(about, model.Acknowledged)
		if r.acknowledged() {
			about.Alert = r.said.Alert // What was said may be of the subject whatever alerts.
			shown += ` ` + s.opener(about, model.AckClosed)
		}
	}
	return narrow(shown)
}

// sheets are what is shown, to keep: all alerts, and the register.
func (s *shown) sheets() []sheet.Sheet {
	name := func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(s.asked.Lang) }
	return []sheet.Sheet{
		s.exported().Sheet(name("告警", "Alerts"), slices.Clone(s.rows), s.asked),
		s.registerListing().Sheet(name("督办台账", "Register"), s.register, s.asked),
	}
}

// unknown stands where nothing is known.
const unknown template.HTML = `<span class="soft">–</span>`

func escaped(text string) template.HTML {
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // It is escaped.
}

func link(to, text string) template.HTML {
	return `<a href="` + escaped(to) + `">` + escaped(text) + `</a>`
}

func narrow(content template.HTML) template.HTML {
	if content == "" {
		return ""
	}
	return `<span class="narrow">` + content + `</span>`
}
