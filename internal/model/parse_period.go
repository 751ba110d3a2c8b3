package model

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// PeriodError says that a text is not a period.
type PeriodError struct {
	Value  string // What was written.
	Reason Text   // What is wrong with it.
	Unread bool   // It is written like no period at all.
}

// Error gives the English reason.
func (e *PeriodError) Error() string {
	return fmt.Sprintf("period %q: %s", e.Value, e.Reason.EN)
}

// PeriodForms names the forms ParsePeriod reads, for messages.
var PeriodForms = Text{
	ZH: "期间，如 2020-07、2020年7月、2020年1-7月、2020-Q2、2020H1、2020-W30、2020-07-25",
	EN: "a period such as 2020-07, 2020年7月, 2020年1-7月, 2020-Q2, 2020H1, 2020-W30 or 2020-07-25",
}

// A periodForm is one way people write a period. Its build gets the groups as
// numbers; a group that did not take part is 0. Where the form names no year,
// the first group is the year of the sheet.
type periodForm struct {
	pattern *regexp.Regexp
	build   func(n []int) (Period, bool)
}

const (
	yearMark = `(\d{4})年?[-./]?` // 2020, 2020年, 2020-
	anyYear  = `(?:(\d{4})年?)?`  // The year may be left to the sheet.
	monthEnd = `月份?(?:底|末)?`     // 月, 月份, 月底
	sheetDay = `(\d{1,2})月(\d{1,2})[日号]`
)

var periodForms = []periodForm{
	{form(`(\d{4})年?(?:全年|年度|度)?`), year},
	{form(yearMark + `[HSh]([12])`), half},
	{form(anyYear + `上半年`), firstHalf},
	{form(anyYear + `下半年`), secondHalf},
	{form(yearMark + `[Qq]([1-4])`), quarter},
	{form(anyYear + `第?([1-4])季度?`), quarter},
	{form(anyYear + `前([1-4])季度?`), firstQuarters},
	{form(anyYear + `[1一]-([1-4])季度?`), firstQuarters},
	{form(anyYear + `前(\d{1,2})个?月份?`), firstMonths},
	{form(yearMark + `W(\d{1,2})`), week},
	{form(anyYear + `第(\d{1,2})周`), week},
	{form(`(\d{4})[-./](\d{1,2})`), month},
	{form(`(\d{4})(\d{2})`), month},
	{form(anyYear + `(\d{1,2})` + monthEnd), month},
	{form(anyYear + `(\d{1,2})月?(?:份)?-(\d{1,2})` + monthEnd), months},
	{form(`(\d{4})[-./](\d{1,2})-(\d{1,2})` + monthEnd), months},
	{form(`(\d{4})[./](\d{1,2})-(\d{1,2})`), months}, // 2020-1-7 is a day.
	{form(`(\d{4})-(\d{1,2})/(\d{4})-(\d{1,2})`), monthRange},
	{form(`(\d{4})(?:-(\d{1,2})-|\.(\d{1,2})\.|/(\d{1,2})/)(\d{1,2})`), separatedDay},
	{form(`(\d{4})(\d{2})(\d{2})`), day},
	{form(anyYear + sheetDay + `?`), day},
	{form(anyYear + `(\d{1,2})月上半月`), middleOfMonth},
}

func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`^` + pattern + `$`) }

// foldPeriod brings the many dashes, digits and numerals that people use to
// one, and drops what only introduces a date.
var foldPeriod = strings.NewReplacer(
	"—", "-", "–", "-", "－", "-", "―", "-", "~", "-", "～", "-", "〜", "-", "至", "-", "到", "-",
	"第一季", "第1季", "第二季", "第2季", "第三季", "第3季", "第四季", "第4季",
	"一个季", "1季", "二个季", "2季", "三个季", "3季", "四个季", "4季", "个季", "季",
	"一季", "1季", "二季", "2季", "三季", "3季", "四季", "4季",
	"十二月", "12月", "十一月", "11月", "十月", "10月", "一月", "1月", "二月", "2月", "三月", "3月", "四月", "4月",
	"五月", "5月", "六月", "6月", "七月", "7月", "八月", "8月", "九月", "9月",
	"截至目前", "", "截至", "", "截止到", "", "截止至", "", "截止", "", "数据", "", " ", "", "\u00a0", "", "\u3000", "", "：", "", ":", "",
)

// longDash and dayClock are what is left to fold once foldPeriod has: the dash that
// Chinese writes double (1——7月), and the end or midnight of a day, which
// spreadsheets add to dates.
var (
	longDash = regexp.MustCompile(`-{2,}`)
	dayClock = regexp.MustCompile(`(?:24时|[ T]0?0:00(?::00(?:\.0+)?)?)$`)
)

func fold(text string) string {
	if isDigital(text) && !strings.Contains(text, "--") {
		return text // There is nothing to fold.
	}
	text = dayClock.ReplaceAllString(width.Narrow.String(strings.TrimSpace(text)), "")
	return longDash.ReplaceAllString(foldPeriod.Replace(text), "-")
}

// isDigital tells a text of digits and what parts them: 2020-07, or a figure.
func isDigital(text string) bool {
	return text != "" && strings.Trim(text, "0123456789./-") == ""
}

// namesYear tells whether a text begins with four digits, as each form does
// that has neither a letter nor a Chinese character.
func namesYear(text string) bool {
	return len(text) >= len("2020") && strings.Trim(text[:len("2020")], "0123456789") == ""
}

// ParsePeriod reads a period in the forms people write. Where the text names
// no year (1—7月), sheetYear gives it; 0 means that none is known.
//
// A range of months from January gives the year-to-date of its last month
// (see Period.YearToDate); other ranges of months give their span. 截至 and a
// day give that day. A month with 底 or 末 is the month.
//
// The error is a *PeriodError.
func ParsePeriod(text string, sheetYear int) (Period, error) {
	folded := fold(text)
	if isDigital(folded) && !namesYear(folded) {
		return Period{}, unread(text)
	}
	for _, f := range periodForms {
		groups := f.pattern.FindStringSubmatch(folded)
		if groups == nil {
			continue
		}
		return buildPeriod(f, groups[1:], text, sheetYear)
	}
	return Period{}, unread(text)
}

func unread(text string) error {
	return &PeriodError{Value: text, Reason: Text{ZH: "无法识别，应为" + PeriodForms.ZH, EN: "want " + PeriodForms.EN}, Unread: true}
}

func buildPeriod(f periodForm, groups []string, text string, sheetYear int) (Period, error) {
	numbers := make([]int, len(groups))
	for i, g := range groups {
		numbers[i], _ = strconv.Atoi(g) // The pattern lets only digits through.
	}
	if groups[0] == "" {
		if sheetYear == 0 {
			return Period{}, &PeriodError{Value: text, Reason: Text{
				ZH: "没有年份，表中也没有写明年份；请写上年份，如 2020年7月、2020-07-25",
				EN: "it names no year, and neither does the sheet; write the year, such as 2020-07 or 2020-07-25",
			}}
		}
		numbers[0] = sheetYear
	}
	if numbers[0] < minYear || numbers[0] > maxYear {
		return Period{}, &PeriodError{Value: text, Reason: Text{
			ZH: fmt.Sprintf("年份应在%d至%d之间", minYear, maxYear),
			EN: fmt.Sprintf("want a year from %d to %d", minYear, maxYear),
		}}
	}
	p, ok := f.build(numbers)
	if !ok {
		return Period{}, &PeriodError{Value: text, Reason: Text{ZH: "日历上没有这个期间", EN: "the calendar has no such period"}}
	}
	return p, nil
}

func year(n []int) (Period, bool)       { return NewYear(n[0]), true }
func half(n []int) (Period, bool)       { return NewHalf(n[0], n[1]), true }
func firstHalf(n []int) (Period, bool)  { return NewHalf(n[0], 1), true }
func secondHalf(n []int) (Period, bool) { return NewHalf(n[0], 2), true }
func quarter(n []int) (Period, bool)    { return NewQuarter(n[0], n[1]), true }

func week(n []int) (Period, bool) {
	p := NewWeek(n[0], n[1])
	return p, n[1] >= 1 && p.Year() == n[0]
}

func month(n []int) (Period, bool) {
	return NewMonth(n[0], time.Month(n[1])), n[1] >= 1 && n[1] <= 12
}

func months(n []int) (Period, bool) {
	last, ok := month([]int{n[0], n[2]})
	return last.WithSpan(n[2] - n[1] + 1), ok && n[1] >= 1 && n[1] <= n[2]
}

// firstQuarters and firstMonths run from the start of the year: 前三季度, 前7个月.
func firstQuarters(n []int) (Period, bool) { return NewQuarter(n[0], n[1]).WithSpan(n[1]), true }
func firstMonths(n []int) (Period, bool)   { return months([]int{n[0], 1, n[1]}) }

func monthRange(n []int) (Period, bool) {
	if n[0] != n[2] {
		return Period{}, false
	}
	return months([]int{n[0], n[1], n[3]})
}

func day(n []int) (Period, bool) {
	date := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	return NewDay(date), n[1] >= 1 && n[1] <= 12 && date.Day() == n[2] && n[2] >= 1
}

// separatedDay gets the month from whichever separator was used on both sides;
// 2020.1-7 is no day.
func separatedDay(n []int) (Period, bool) { return day([]int{n[0], n[1] + n[2] + n[3], n[4]}) }

// middleOfMonth is the cut-off of 上半月: the 15th.
func middleOfMonth(n []int) (Period, bool) { return day([]int{n[0], n[1], 15}) }
