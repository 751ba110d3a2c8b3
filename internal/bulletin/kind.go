package bulletin

import (
	"fmt"
	"slices"
	"time"

	"jindu/internal/model"
)

// Kind is what is written for whom.
type Kind string

// The kinds.
const (
	Tongbao Kind = "tongbao" // 通报: every project ranked, for those who are ranked.
	Xinxi   Kind = "xinxi"   // 信息: prose, for the level above.
	Weekly  Kind = "weekly"  // 周督导: what changed in a week and what is due in the next.
)

// Kinds are all of them.
func Kinds() []Kind { return []Kind{Tongbao, Xinxi, Weekly} }

var kindNames = map[Kind]model.Text{
	Tongbao: {ZH: "通报", EN: "bulletin"},
	Xinxi:   {ZH: "信息", EN: "briefing"},
	Weekly:  {ZH: "周督导", EN: "weekly digest"},
}

// Name gives the kind's name.
func (k Kind) Name() model.Text { return kindNames[k] }

// ParseKind reads a kind; empty is the first.
func ParseKind(text string) (Kind, error) {
	if text == "" {
		return Tongbao, nil
	}
	for k, names := range kindNames {
		if text == string(k) || text == names.ZH {
			return k, nil
		}
	}
	return "", model.Faultf("kind %q：应为 tongbao、xinxi 或 weekly", "kind %q: want tongbao, xinxi or weekly", text)
}

// PeriodFor is the period that a bulletin of a kind is about where one was
// named: of a weekly one the week that a day lies in, or with which a longer
// period ends; the others are about months and longer periods.
func (k Kind) PeriodFor(named model.Period) (model.Period, error) {
	short := []model.Frequency{model.Weekly, model.Daily}
	switch {
	case k != Weekly && slices.Contains(short, named.Freq()):
		return named, fault("period %s：通报和信息按月（或季、半年、年）编发，如 2020-07",
			"period %s: tongbao and xinxi are about a month, such as 2020-07, a quarter, a half or a year", named)
	case k != Weekly || named.Freq() == model.Weekly:
		return named.WithSpan(1), nil
	}
	return model.PeriodOf(model.Weekly, named.End(time.UTC)), nil
}

func fault(zh, en string, values ...any) error { return model.Faultf(zh, en, values...) }

// span says which months of its year a period closes: 1—7月.
func span(p model.Period, lang model.Language) string {
	end := p.End(time.UTC)
	first, last := time.January, end.Month()
	switch {
	case p.Freq() == model.Weekly:
		return week(p, lang)
	case p.Freq() == model.Daily:
		return longDay(end, lang)
	case lang == model.English && last == first:
		return fmt.Sprintf("January %d", end.Year())
	case lang == model.English:
		return fmt.Sprintf("January to %s %d", last, end.Year())
	case last == first:
		return "1月"
	}
	return fmt.Sprintf("1—%d月", last)
}

// week names a week by its number and its days.
func week(p model.Period, lang model.Language) string {
	from, to := p.Start(time.UTC), p.End(time.UTC)
	if lang == model.English {
		return fmt.Sprintf("week %d of %d, %s to %s", p.Ordinal(), p.Year(), from.Format("2 January"), to.Format("2 January 2006"))
	}
	return fmt.Sprintf("%d年第%d周，%d月%d日—%d月%d日",
		p.Year(), p.Ordinal(), from.Month(), from.Day(), to.Month(), to.Day())
}

// longDay writes a day as sentences do: 2020年7月1日.
func longDay(t time.Time, lang model.Language) string {
	switch {
	case t.IsZero():
		return ""
	case lang == model.English:
		return t.Format("2 January 2006")
	}
	return t.Format("2006年1月2日")
}
