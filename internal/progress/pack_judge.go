package progress

import (
	"slices"
	"time"

	"jindu/internal/model"
)

// A Verdict is a pack's judgement of a project.
type Verdict struct {
	Pack       *Pack
	Colour     string           // Of the worst subject that counts, or one that holds.
	Held       bool             // It is the pack's holding colour, from before.
	Streak     int              // Months of the year running with this colour or a worse one; 0 where they are not counted.
	Escalation *Escalation      // The step that is reached; nil where none is.
	Subjects   []SubjectVerdict // What each rule says now.
	Rank       int              // From 1 within the region; 0 where there is none.
	RankChange Number           // Places climbed since the month before (negative: lost).
}

// A SubjectVerdict is what one rule of a pack says.
type SubjectVerdict struct {
	Subject Subject
	Colour  string
	Value   Number // What was judged, where that is a number.
	State   string // Likewise, where it is a word.
}

// Subject gives what the rule of a subject said.
func (v Verdict) Subject(s Subject) (SubjectVerdict, bool) {
	i := slices.IndexFunc(v.Subjects, func(one SubjectVerdict) bool { return one.Subject == s })
	if i < 0 {
		return SubjectVerdict{}, false
	}
	return v.Subjects[i], true
}

// Verdict gives the judgement of a pack by its name.
func (s ProjectState) Verdict(pack string) (Verdict, bool) {
	i := slices.IndexFunc(s.Verdicts, func(v Verdict) bool { return v.Pack.Name == pack })
	if i < 0 {
		return Verdict{}, false
	}
	return s.Verdicts[i], true
}

// judge gives what each rule says of a project at t, and the worst colour of
// those that count. The colour is empty where no rule has anything to say.
func (f *Portfolio) judge(p *Pack, of *project, s *ProjectState, t time.Time) Verdict {
	v := Verdict{Pack: p}
	worst := -1
	for _, r := range p.Rules {
		one := SubjectVerdict{Subject: r.Subject}
		switch r.Subject {
		case OfProgress:
			one.Value = progressValue(r.Judges, s)
		case OfStart:
			one.Value = of.start.missed(s.Stage, t, f.rules.Zone)
		case OfApprovals:
			one.Colour, one.State = p.worstApproval(r, s)
		case OfFunds:
			one.Value = f.fundsUsed(of, s, r.Months, t)
		default: // Of regions.
		}
		if r.Judges != InStates {
			one.Colour = r.Colour(one.Value)
		}
		if one.Colour == "" {
			continue
		}
		v.Subjects = append(v.Subjects, one)
		if level := p.Level(one.Colour); p.counts(r.Subject) && level > worst {
			worst, v.Colour = level, one.Colour
		}
	}
	return v
}

// progressValue is what a rule of progress judges: the gap in percentage
// points, or what is done over what should be done, in per cent.
func progressValue(j Judging, s *ProjectState) Number {
	value := s.Gap
	if j == InRatio {
		value = s.Completion.over(s.Pace)
	}
	value.Value *= 100
	return value
}

// worstApproval is the worst colour of a project's procedures, and the state
// that has it.
func (p *Pack) worstApproval(r Rule, s *ProjectState) (colour, state string) {
	worst := -1
	for _, one := range approvalStates(s) {
		c := r.ColourOf(one)
		if level := p.Level(c); c != "" && level > worst {
			worst, colour, state = level, c, one
		}
	}
	return colour, state
}

// startPlan is a project's milestone of starting through its revisions.
type startPlan []dated[model.Milestone]

// foldStart finds the start among a project's milestones.
func foldStart(objects []model.Object) (startPlan, error) {
	for _, o := range objects {
		states, err := fold[model.Milestone](o)
		if err != nil {
			return nil, err
		}
		if len(states) > 0 && states[0].value.Milestone == model.MilestoneStart {
			return states, nil
		}
	}
	return nil, nil
}

// missed is the number of months, the planned one among them, at whose end the
// project had not started though it should have; 0 where it has started since.
// It is unknown without a planned start, before the year of it, and from the end
// of the year after that on: nobody waits any more.
func (p startPlan) missed(stage model.Stage, t time.Time, zone *time.Location) Number {
	m, ok := holding(p, t)
	if !ok || m.Planned.IsZero() {
		return Number{}
	}
	if year := t.In(zone).Year() - m.Planned.Year(); year < 0 || year > 1 {
		return Number{}
	}
	if (!m.Actual.IsZero() && !m.Actual.Start(zone).After(t)) || begun(stage) {
		return Known(0)
	}
	month := model.PeriodOf(model.Monthly, m.Planned.Start(time.UTC))
	now := model.PeriodOf(model.Monthly, t.In(zone))
	return Known(float64(max(0, monthsBetween(month, now))))
}

// begun tells a stage at which the works have begun.
func begun(stage model.Stage) bool {
	return slices.Index(model.Stages(), stage) >= slices.Index(model.Stages(), model.Started)
}

// monthsBetween is how many months one month is after another.
func monthsBetween(from, to model.Period) int {
	return 12*(to.Year()-from.Year()) + to.Ordinal() - from.Ordinal()
}

// changes are the instants at which missed may change.
func (p startPlan) changes(zone *time.Location) []time.Time {
	at := starts(p)
	for _, s := range p {
		if !s.value.Actual.IsZero() {
			at = append(at, s.value.Actual.Start(zone))
		}
		if s.value.Planned.IsZero() {
			continue
		}
		for m := range 25 { // The first seconds of the months of two years, and the end of these.
			at = append(at, model.NewMonth(s.value.Planned.Year(), time.January).Add(m).Start(zone))
		}
	}
	return at
}
