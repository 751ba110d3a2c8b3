package gate

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"jindu/collector/table"
	"jindu/internal/model"
)

// tomorrow is how far after the clock a period may end: offices' clocks and
// zones differ.
const tomorrow = 24 * time.Hour

// ambiguous is what a spreadsheet makes of 2020.10 typed into it.
var ambiguous = regexp.MustCompile(`^\d{4}\.1$`)

// serial is how a workbook keeps a date of our times in a cell that has lost
// the format of one.
var serial = regexp.MustCompile(`^[2-7]\d{4}$`)

// parse reads a period out of a cell.
func (l *line) parse(text string, cell table.Cell) (model.Period, bool) {
	return l.parseAs(text, cell, nil)
}

// parseAs reads a period out of a cell; wanted is what to say where it is
// written like none, the forms of all periods where nil.
func (l *line) parseAs(text string, cell table.Cell, wanted *model.Text) (model.Period, bool) {
	k := periodText{text, l.t.Title.Year, cell.Number}
	if p, known := l.c.periods[k]; known {
		return p, true
	}
	if cell.Number && ambiguous.MatchString(text) {
		l.fail(cell, both("可能是1月，也可能是丢了零的10月；请写为 %[1]s-01 或 %[1]s-10",
			"may be January, or October that lost its zero; write %[1]s-01 or %[1]s-10", text[:len("2020")]))
		return model.Period{}, false
	}
	p, err := model.ParsePeriod(text, l.t.Title.Year)
	var bad *model.PeriodError
	if errors.As(err, &bad) {
		reason := bad.Reason
		if bad.Unread && wanted != nil {
			reason = *wanted
		}
		l.fail(cell, reason)
	}
	if err == nil {
		l.c.periods.keep(k, p)
	}
	return p, err == nil
}

// fit brings a period to the one that an indicator's figure is kept at, or
// says why there is none.
func (c *checker) fit(p model.Period, i model.Indicator, m model.Measure, fromTitle bool) (model.Period, *model.Text) {
	p = wholeOfDay(p, i.Frequency())
	cumulative := m == model.YearToDate || m == model.YTDGrowth
	if p.Freq() != i.Frequency() && cumulative {
		p = sinceJanuary(p, i.Frequency())
	}
	if p.Freq() != i.Frequency() {
		name := i.Frequency().Name()
		return p, &model.Text{
			ZH: "频率不符：“" + i.Name + "”按" + name.ZH + "发布，应为如 " + sample(i),
			EN: "another frequency: " + i.NameEN + " is published by the " + name.EN + ", such as " + sample(i),
		}
	}
	p, wrong := c.span(p, i, m, fromTitle || cumulative || m == model.Rank)
	if wrong != nil {
		return p, wrong
	}
	if !i.Published(p) {
		return p, ptr(words("“"+i.Name+"”1月不单独发布，1—2月合并发布", i.NameEN+" has no January figure: January and February are published together"))
	}
	if p.End(c.Zone).After(c.Now.Add(tomorrow)) {
		return p, c.future()
	}
	return p, nil
}

func (c *checker) future() *model.Text {
	day := c.Now.In(c.Zone).Format(time.DateOnly)
	return ptr(both("在记录时间 %s 尚未结束", "not over yet when it is recorded, on %s", day))
}

// span settles a period that closes several of its frequency.
func (c *checker) span(p model.Period, i model.Indicator, m model.Measure, sinceStart bool) (model.Period, *model.Text) {
	merged := i.JanFeb && p.Freq() == model.Monthly && p.Ordinal() == 2
	single := m == model.MonthValue || m == model.MonthGrowth
	switch {
	case p.Span() == 1 && merged && single:
		return p, ptr(words("“"+i.Name+"”1—2月合并发布，2月没有当月数；请写“1—2月”",
			i.NameEN+" is published for January and February together; write 1—2月"))
	case p.Span() == 1:
		return p, nil
	case merged && single && p.Span() == 2:
		return p, nil
	case sinceStart && p.YearToDate():
		return p.Add(0), nil
	case single && i.JanFeb:
		return p, ptr(words("当月数不能写成几个月，只有1—2月可以合并", "a month's figure is of one month; only January and February may be merged"))
	case single:
		return p, ptr(words("当月数应写一个月，如“7月”；1—7月是累计数", "a month's figure is of one month, such as 2020-07; 1—7月 is a year to date"))
	case sinceStart:
		return p, ptr(words("累计数应从1月起，如“1—7月”", "a year to date begins with January, such as 1—7月"))
	}
	return p, ptr(words("应为一个期间，如“7月”", "want one period, such as 2020-07"))
}

// wholeOfDay reads the first or the last day of a period, which is how
// spreadsheets keep a month, as that period.
func wholeOfDay(p model.Period, f model.Frequency) model.Period {
	if p.Freq() != model.Daily || f == model.Daily {
		return p
	}
	for _, whole := range []model.Frequency{f, model.Monthly} {
		day := p.Start(time.UTC)
		q := model.PeriodOf(whole, day)
		if q.Start(time.UTC).Equal(day) || q.End(time.UTC).Equal(p.End(time.UTC)) {
			return q
		}
	}
	return p
}

// sinceJanuary reads a period from the year's start on, such as 上半年 or
// 1—6月, as the year to date of the period of another frequency that ends with
// it.
func sinceJanuary(p model.Period, f model.Frequency) model.Period {
	whole := p.YearToDate() || (p.Ordinal() == 1 && p.Span() == 1)
	if p.Freq() == model.Daily || p.Freq() == model.Weekly || !whole {
		return p
	}
	end := p.End(time.UTC)
	if q := model.PeriodOf(f, end); q.End(time.UTC).Equal(end) {
		return q
	}
	return p
}

// sample is a period of the indicator's frequency, for messages.
func sample(i model.Indicator) string {
	return model.PeriodOf(i.Frequency(), time.Date(2020, 7, 25, 0, 0, 0, 0, time.UTC)).String()
}

func ptr(t model.Text) *model.Text { return &t }

// day reads a date; a month counts to its last day where that is asked for.
func (l *line) day(text string, cell table.Cell, monthEnd bool) (model.Period, bool) {
	wanted := words("应为日期，如 2020-07-25", "want a date such as 2020-07-25")
	if cell.Number && serial.MatchString(text) {
		wanted = words("应为日期，这里是一个数字；如果本来是日期，请把单元格设为日期格式",
			"want a date, and this is a number; if it is one, give the cell the format of a date")
	}
	p, ok := l.parseAs(text, cell, &wanted)
	if !ok {
		return p, false
	}
	if p.Freq() == model.Monthly && monthEnd {
		return model.NewDay(p.End(time.UTC)), true
	}
	if p.Freq() != model.Daily {
		l.fail(cell, wanted)
		return p, false
	}
	return p, true
}

// yearOf reads the year of a row, or the one the title names.
func (l *line) yearOf() (int, bool) {
	text, cell, ok := l.text("year")
	if !ok || text == "" {
		return l.t.Title.Year, ok
	}
	p, err := model.ParsePeriod(strings.TrimSuffix(text, ".0"), 0)
	if err != nil || p.Freq() != model.Annual {
		l.fail(cell, words("应为年份，如 2020", "want a year such as 2020"))
		return 0, false
	}
	return p.Year(), true
}
