package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// A Verdict is a pack's judgement of a project.
type Verdict struct {
	Pack       Pack
	Colour     string           // Of the worst subject that counts, or one that holds.
	Held       bool             // It is the pack's holding colour, from before.
	Streak     int              // Months running with this colour or a worse one, in the year.
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

// Escalation gives the step that a verdict has reached: of those for its colour
// or a better one, the one for the worst colour and the most months.
func (v Verdict) Escalation() (Escalation, bool) {
	var reached *Escalation
	level := v.Pack.Level(v.Colour)
	for i, e := range v.Pack.Escalation {
		if v.Streak < e.Months || v.Pack.Level(e.Colour) > level {
			continue
		}
		if reached == nil || cmp.Or(
			cmp.Compare(v.Pack.Level(e.Colour), v.Pack.Level(reached.Colour)),
			cmp.Compare(e.Months, reached.Months)) > 0 {
			reached = &v.Pack.Escalation[i]
		}
	}
	if reached == nil {
		return Escalation{}, false
	}
	return *reached, true
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
func (p Pack) judge(s *ProjectState, start startPlan, t time.Time, zone *time.Location) Verdict {
	v := Verdict{Pack: p}
	worst := -1
	for _, r := range p.Rules {
		one := SubjectVerdict{Subject: r.Subject}
		switch r.Subject {
		case OfProgress:
			one.Value = progressValue(r.Judges, s)
		case OfStart:
			one.Value = start.missed(s.Stage, t, zone)
		case OfApprovals:
			one.Colour, one.State = p.worstApproval(r, s)
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
func (p Pack) worstApproval(r Rule, s *ProjectState) (colour, state string) {
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
// It is unknown without a planned start, and from the end of the year after the
// planned one on: nobody waits any more.
func (p startPlan) missed(stage model.Stage, t time.Time, zone *time.Location) Number {
	m, ok := holding(p, t)
	if !ok || m.Planned.IsZero() || !t.Before(yearStart(m.Planned.Year()+2, zone)) {
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
		month := model.PeriodOf(model.Monthly, s.value.Planned.Start(time.UTC))
		for end := s.value.Planned.Year() + 1; month.Year() <= end; month = month.Add(1) {
			at = append(at, passed(month.End(zone)))
		}
	}
	return at
}
