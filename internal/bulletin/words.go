package bulletin

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// The powers of ten that money is counted in.
const (
	yi      = 8 // 亿元.
	billion = 9
	million = 6
)

// money writes yuan with its unit: 48.3亿元, 4.83 billion yuan. Both come of the
// same figure in 亿元 with two decimals.
func money(yuan progress.Number, lang model.Language) string {
	short := phrase.ShortMoney(yuan)
	if short == "" || lang == model.Chinese {
		return withUnit(short, "亿元")
	}
	amount := decimal.RequireFromString(short).Shift(yi)
	if amount.Abs().LessThan(decimal.New(1, billion)) {
		return amount.Shift(-million).String() + " million yuan"
	}
	return amount.Shift(-billion).String() + " billion yuan"
}

// part writes yuan as money does, with as many decimals as the whole that it is
// of: 其中 297.30亿元 of 359.45亿元.
func part(yuan, whole progress.Number, lang model.Language) string {
	short := phrase.ShortMoney(yuan)
	if short == "" || lang == model.English {
		return money(yuan, lang)
	}
	_, decimals, _ := strings.Cut(phrase.ShortMoney(whole), ".")
	return decimal.RequireFromString(short).StringFixed(max(int32(len(decimals)), -decimal.RequireFromString(short).Exponent())) + "亿元"
}

func withUnit(number, unit string) string {
	if number == "" {
		return ""
	}
	return number + unit
}

// growth says which way something went and how far: 增长7.9%.
func growth(ratio progress.Number, lang model.Language) string {
	return direction(phrase.Percent(ratio), lang,
		model.Text{ZH: "增长%s", EN: "up %s"}, model.Text{ZH: "下降%s", EN: "down %s"}, model.Text{ZH: "持平", EN: "unchanged"})
}

// against says how far ahead of the pace or behind it something is:
// 高于序时进度15.3个百分点.
func against(gap progress.Number, lang model.Language) string {
	return direction(unsigned(gap), lang,
		model.Text{ZH: "高于序时进度%s个百分点", EN: "%s percentage points ahead of the pace"},
		model.Text{ZH: "低于序时进度%s个百分点", EN: "%s percentage points behind the pace"},
		model.Text{ZH: "与序时进度持平", EN: "level with the pace"})
}

// above says how far from its target an indicator is, of a limit how far on its
// good side.
func above(i Indicator, lang model.Language) string {
	up, down := model.Text{ZH: "高于目标%s个百分点", EN: "%s percentage points above the target"},
		model.Text{ZH: "低于目标%s个百分点", EN: "%s percentage points below the target"}
	if i.Limit {
		up, down = down, up
	}
	return direction(unsigned(i.Gap), lang, up, down, model.Text{ZH: "与目标持平", EN: "level with the target"})
}

// unsigned writes a difference in points, with a minus where it is negative.
func unsigned(gap progress.Number) string { return strings.TrimPrefix(phrase.Points(gap), "+") }

// direction chooses the words by how a number is written, so that what rounds
// to nothing is said to be nothing.
func direction(number string, lang model.Language, up, down, level model.Text) string {
	switch {
	case number == "":
		return ""
	case strings.Trim(number, "-0.%") == "":
		return level.In(lang)
	case strings.HasPrefix(number, "-"):
		return fmt.Sprintf(down.In(lang), number[1:])
	}
	return fmt.Sprintf(up.In(lang), number)
}

// over rounds a count down to one figure, or two from a hundred on, as offices
// do where the number itself is no matter: 12 is 10余, 2315 is 2300余.
func over(n progress.Number, lang model.Language) string {
	if !n.Known {
		return ""
	}
	exact := decimal.NewFromFloat(n.Value).Truncate(0)
	digits := int32(len(exact.Abs().String()))
	keep := int32(1)
	if digits > 2 {
		keep = 2
	}
	round := exact.Shift(keep - digits).Truncate(0).Shift(digits - keep)
	if digits == 1 || round.Equal(decimal.NewFromFloat(n.Value)) {
		return decimal.NewFromFloat(n.Value).Truncate(0).String()
	}
	if lang == model.English {
		return "more than " + round.String()
	}
	return round.String() + "余"
}

// times writes a small count as sentences say it: 两.
func times(n progress.Number, lang model.Language) string {
	text := phrase.Rounded(n, 0)
	zh := map[string]string{
		"1": "一", "2": "两", "3": "三", "4": "四", "5": "五", "6": "六", "7": "七", "8": "八", "9": "九", "10": "十",
	}
	en := map[string]string{"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six"}
	words := zh
	if lang == model.English {
		words = en
	}
	if word, ok := words[text]; ok {
		return word
	}
	return text
}

// list puts names in a row: A、B、C.
func list(names []string, lang model.Language) string {
	if lang == model.Chinese {
		return strings.Join(names, "、")
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// plain makes a text of a table one that stands for itself in Markdown.
func plain(text string) string { return escaper.Replace(strings.Join(strings.Fields(text), " ")) }

var escaper = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`, "#", `\#`,
)

func plainAll(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = plain(text)
	}
	return all
}

// daysAfter is how many calendar days lie between the days of two instants.
func daysAfter(due, t time.Time) int {
	from, to := model.NewDay(due), model.NewDay(t)
	return int(to.End(time.UTC).Sub(from.End(time.UTC)).Hours() / 24)
}

func count(n int) progress.Number { return progress.Known(float64(n)) }

// ending puts a word behind a name that does not end with it: 项目 names itself.
func ending(word, name string) string {
	if name == "" || strings.HasSuffix(name, word) {
		return name
	}
	return name + word
}

// plural counts things in English: 1 project, 2 projects. It is empty where that
// is not known.
func plural(what string, n progress.Number) string {
	number := phrase.Rounded(n, 0)
	switch number {
	case "":
		return ""
	case "1":
		return "1 " + what
	}
	return number + " " + what + "s"
}
