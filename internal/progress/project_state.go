package progress

import (
	"time"

	"jindu/internal/model"
)

// A ProjectState is what holds of a project at some instant. Money is in yuan.
type ProjectState struct {
	Region, ID string
	Known      bool // Its particulars hold already.
	model.Project
	Note       model.Note
	Year       int       // Of Target and Completed; 0 where there is neither.
	Total      Number    // Total investment.
	Target     Number    // Of the year.
	Completed  Number    // In the year; unknown where the year has no report.
	SinceStart Number    // Completed since the start.
	Cutoff     time.Time // Of the year's latest report; zero where there is none.
	Completion Number
	Pace       Number // At the cut-off, by the curve of the target; unknown where its working days are.
	Gap        Number
	SPI        Number       // EV/PV.
	Value      *EarnedValue // Nil without a report, or a target above 0 whose plan is known.
	Verdicts   []Verdict    // One for each pack of colours that has something to say.
	Scores     []Score      // One for each pack of points, likewise.
	Report     *Report      // Nil where no report is awaited.
	Latest     *Report      // Of the newest month of which one had come; nil where none had.
	Missing    []model.Period

	Milestones []MilestoneState
	Approvals  *ApprovalState
	Obstacles  []ObstacleState
	Schedule   *ScheduleState
	Life       *LifeState
	Programs   []string // Libraries, and programmes of t's year, that it is in; sorted.
	Visits     *VisitState
}

// state gives what holds of one project, apart from its ranks, and false where
// nothing does yet.
func (f *Portfolio) state(p *project, t time.Time) (ProjectState, bool) {
	s, there := f.judgedState(p, t)
	s.Note, _ = holding(p.notes, t)
	for _, part := range p.parts {
		part.at(t, &s)
	}
	return s, there
}

// judgedState is as state, with what packs look at alone.
func (f *Portfolio) judgedState(p *project, t time.Time) (ProjectState, bool) {
	s := f.progressOf(p, t)
	if s.Known && s.TotalInvestment != nil {
		s.Total = Known(s.TotalInvestment.InexactFloat64())
	}
	p.reports(f.rules, t, &s)
	for _, parts := range [][]part{p.judged, p.scored} {
		for _, part := range parts {
			part.at(t, &s)
		}
	}
	s.Verdicts, s.Scores = f.colours(p, t), f.scores(&s)
	if !s.Target.Known && !s.Completed.Known {
		s.Year = 0
	}
	return s, s.Known || s.Target.Known || s.Completed.Known || s.SinceStart.Known
}

// progressOf gives a project's particulars and its progress alone.
func (f *Portfolio) progressOf(p *project, t time.Time) ProjectState {
	zone := f.rules.Zone
	s := ProjectState{Region: p.region, ID: p.id, Year: t.In(zone).Year()}
	s.Project, s.Known = holding(p.particular, t)
	plan := p.defaults[s.Year]
	for _, target := range p.targets {
		if holds, value, ok := target.at(t, zone); ok {
			s.Target, plan = Known(value), holds.plan
		}
	}
	f.measure(p, plan, t, &s)
	return s
}

// measure takes progress at the cut-off of the latest report of the year.
func (f *Portfolio) measure(p *project, plan Plan, t time.Time, s *ProjectState) {
	zone := f.rules.Zone
	if at := inForce(p.total, t, zone); at >= 0 {
		s.SinceStart = Known(p.total[at].Value)
	}
	points := p.completed[s.Year]
	at := inForce(points, t, zone)
	if at < 0 {
		return
	}
	s.Completed, s.Cutoff = Known(points[at].Value), points[at].Period.End(zone)
	s.Pace = plan.By(s.Cutoff)
	s.Completion = Completion(s.Completed, s.Target)
	s.Gap = Gap(s.Completion, s.Pace)
	s.SPI = SPI(s.Completed, s.Target, s.Pace)
	s.Value = earn(plan, s.Target.Value, points, at, zone)
}
