package progress

import (
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// A Sum is what the projects of some regions come to. Money is in yuan and
// exact, so that the sums of districts add up to their city's. What no project
// says is not valid.
type Sum struct {
	Projects    int
	Reported    int       // In the year.
	First, Last time.Time // Cut-offs of the latest reports; zero where there is none.
	Total       decimal.NullDecimal
	Target      decimal.NullDecimal // Of the year.
	Completed   decimal.NullDecimal // In the year.
	Colours     map[string]int      // Projects by what the main pack says of them.
	Late        int                 // Reports of projects and indicators that are late.
	Noted       int                 // What is acknowledged (督办) and not closed.
	Overdue     int                 // Of it, what was due before.

	due     decimal.Decimal // Of the targets, by each project's own cut-off.
	unpaced int             // Reported, and its pace is not known.
}

// SumOf is what some projects come to, their colours being those of a pack.
func SumOf(projects []*ProjectState, pack *Pack) Sum {
	var s Sum
	for _, p := range projects {
		s.addProject(p, pack.Name)
	}
	return s
}

// Completion is what is completed of all targets; unknown where there is no
// target, no report, or a project that reported has no pace.
func (s Sum) Completion() Number { return s.ofTarget(s.Completed.Decimal) }

// Pace is that of the whole task, each project's by its own cut-off; unknown as
// Completion is.
func (s Sum) Pace() Number { return s.ofTarget(s.due) }

// Gap is Completion less Pace.
func (s Sum) Gap() Number { return Gap(s.Completion(), s.Pace()) }

func (s Sum) ofTarget(amount decimal.Decimal) Number {
	if !s.Target.Decimal.IsPositive() || s.Reported == 0 || s.unpaced > 0 {
		return Number{}
	}
	return Known(amount.Div(s.Target.Decimal).InexactFloat64())
}

// addProject takes a project in, whose colour is that of a pack.
func (s *Sum) addProject(p *ProjectState, pack string) {
	s.Projects++
	s.Total = plus(s.Total, exact(p.Total))
	s.Target = plus(s.Target, exact(p.Target))
	if p.Completed.Known {
		s.Reported++
		s.Completed = plus(s.Completed, exact(p.Completed))
		s.due = s.due.Add(exact(p.Target).Decimal.Mul(decimal.NewFromFloat(p.Pace.Value)))
		if !p.Pace.Known {
			s.unpaced++
		}
		s.span(p.Cutoff, p.Cutoff)
	}
	if p.Report != nil && p.Report.Late {
		s.Late++
	}
	if v, ok := p.Verdict(pack); ok {
		s.count(v.Colour, 1)
	}
}

// add takes another sum in.
func (s *Sum) add(o *Sum) {
	s.Projects += o.Projects
	s.Reported += o.Reported
	s.Late += o.Late
	s.Noted += o.Noted
	s.Overdue += o.Overdue
	s.unpaced += o.unpaced
	s.due = s.due.Add(o.due)
	s.Total, s.Target, s.Completed = plus(s.Total, o.Total), plus(s.Target, o.Target), plus(s.Completed, o.Completed)
	s.span(o.First, o.Last)
	for colour, n := range o.Colours {
		s.count(colour, n)
	}
}

func (s *Sum) span(first, last time.Time) {
	s.First = earlier(s.First, first)
	if last.After(s.Last) {
		s.Last = last
	}
}

func (s *Sum) count(colour string, n int) {
	if s.Colours == nil {
		s.Colours = map[string]int{}
	}
	s.Colours[colour] += n
}

func exact(n Number) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: decimal.NewFromFloat(n.Value), Valid: n.Known}
}

func plus(a, b decimal.NullDecimal) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: a.Decimal.Add(b.Decimal), Valid: a.Valid || b.Valid}
}

// Shown tells that a reader has something to see of the indicator: a figure, or
// that its report is late.
func (s IndicatorState) Shown() bool {
	return len(s.Figures) > 0 || (s.Report != nil && s.Report.Late)
}

// Headline is the target that is named beside the indicator: the first whose
// gap is known in points.
func (s IndicatorState) Headline() (TargetState, bool) {
	for _, t := range s.Targets {
		if t.Gap.Known && (t.Pace.Known || t.Measure.Base(s.Indicator.Base()) == model.Ratio) {
			return t, true
		}
	}
	return TargetState{}, false
}
