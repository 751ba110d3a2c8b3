package bulletin

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// indicators are those of the region itself that are of the economy: what has a
// growth or a target, in the catalog's order.
func (m *maker) indicators(c *Content) {
	for _, of := range m.Now.Catalog.Indicators {
		for _, s := range m.Now.Indicators {
			if s.Region != m.Region.Code || s.Indicator.Code != of.Code || of.Code == model.ApprovalWorkdays {
				continue
			}
			if one, ok := m.indicator(s); ok {
				c.Indicators = append(c.Indicators, one)
			}
		}
	}
	var newest time.Time
	for _, one := range c.Indicators {
		if one.end.After(newest) {
			newest, c.Newest = one.end, one.Span
		}
	}
	for i := range c.Indicators {
		c.Indicators[i].Old = c.Indicators[i].end.Before(newest)
	}
}

func (m *maker) indicator(s progress.IndicatorState) (one Indicator, ok bool) {
	level, growth := figure(s, model.YearToDate), figure(s, model.YTDGrowth)
	newest := level
	if newest == nil || growth != nil && growth.End.After(newest.End) {
		newest = growth
	}
	if newest == nil {
		return one, false
	}
	one = Indicator{
		Name:      plain(model.Text{ZH: s.Indicator.Name, EN: s.Indicator.NameEN}.In(m.Lang)),
		Span:      span(newest.Period, m.Lang),
		end:       newest.End,
		Unit:      s.Indicator.Unit(),
		levelBase: s.Indicator.Base(),
	}
	if level != nil && level.End.Equal(newest.End) {
		one.Level = progress.Known(level.Value)
	}
	if growth != nil && growth.End.Equal(newest.End) {
		one.Growth = progress.Known(growth.Value)
	}
	m.target(s, &one)
	return one, true
}

// figure is the visible published figure of a measure.
func figure(s progress.IndicatorState, measure model.Measure) *progress.Figure {
	for i, f := range s.Figures {
		if f.Measure == measure && f.Origin == model.Published {
			return &s.Figures[i]
		}
	}
	return nil
}

// target names the target beside the indicator: that which is named on pages.
func (m *maker) target(s progress.IndicatorState, one *Indicator) {
	t, ok := s.Headline()
	if !ok {
		return
	}
	one.Issuer = t.Issuer.Name().In(m.Lang)
	one.Done, one.Pace, one.Gap = t.Completion, t.Pace, t.Gap
	one.Task, one.Limit = t.Pace.Known, t.Bound == model.AtMost
	switch goal := progress.Known(t.Goal); {
	case t.Measure.Base(s.Indicator.Base()) == model.Ratio:
		one.Goal = phrase.Rounded(progress.Known(t.Goal*100), 1) + "%"
	case s.Indicator.Base() == model.Yuan:
		one.Goal = money(goal, m.Lang)
	default:
		one.Goal = phrase.Amount(goal, s.Indicator.Unit()) + unitName(s.Indicator.Unit(), m.Lang)
	}
}

func unitName(u model.Unit, lang model.Language) string {
	name := phrase.Unit(u, lang)
	if lang == model.English && name != "" {
		return " " + name
	}
	return name
}

// levelText writes the level with its unit.
func (i Indicator) levelText(lang model.Language) string {
	if i.levelBase == model.Yuan && i.Unit.Name == "亿元" {
		return money(i.Level, lang)
	}
	return withUnit(phrase.Amount(i.Level, i.Unit), unitName(i.Unit, lang))
}

// standings are the region's places in contests.
func (m *maker) standings(c *Content) {
	for _, r := range m.regions {
		if r.Region != m.Region.Code {
			continue
		}
		for _, s := range r.Standings {
			c.Standings = append(c.Standings, Standing{Subject: plain(s.Subject), Rank: int(s.Rank), Of: s.Regions, Months: s.Streak})
		}
	}
}
