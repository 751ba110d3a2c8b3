package progress

// What scores and colours read of the systems around a project's progress.
// Shares are from 0 to 1, and unknown where there is nothing to take a share
// of: a project without procedures has neither kept nor missed their limits.

// scoreFact is the measure of a part that is paid by its weight.
func scoreFact(p ScorePart, s *ProjectState) Number {
	switch p.Part {
	case ForProgress:
		if p.Measure == ByPace {
			return s.Completion.over(s.Pace)
		}
		return s.Completion
	case ForMilestones:
		return milestonesInTime(s)
	case ForApprovals:
		return approvalsInTime(s)
	case ForObstacles:
		return obstaclesInTime(s)
	case ForReporting:
		return reportsInTime(s)
	case ForVisits:
		return visitMark(s)
	default: // Starts and size have tables.
		return Number{}
	}
}

// share is a part of a whole, unknown where there is nothing.
func share(part, whole int) Number { return Known(float64(part)).over(Known(float64(whole))) }

// milestonesInTime is the share of the milestones that have come or should have
// come which are not overdue.
func milestonesInTime(s *ProjectState) Number {
	due, late := 0, 0
	for _, m := range s.Milestones {
		if m.Overdue || !m.Actual.IsZero() {
			due++
		}
		if m.Overdue {
			late++
		}
	}
	return share(due-late, due)
}

// approvalStates are where the procedures stand: open, near_due, overdue, done,
// done_late.
func approvalStates(s *ProjectState) []string {
	if s.Approvals == nil {
		return nil
	}
	states := make([]string, len(s.Approvals.Procedures))
	for i, p := range s.Approvals.Procedures {
		states[i] = string(p.Standing)
	}
	return states
}

// approvalsInTime is the share of the procedures that are within their limit,
// or were when they were done.
func approvalsInTime(s *ProjectState) Number {
	states, in := approvalStates(s), 0
	for _, state := range states {
		if state != "overdue" && state != "done_late" {
			in++
		}
	}
	return share(in, len(states))
}

// obstaclesInTime is the share of the obstacles raised that are closed, or not
// due yet.
func obstaclesInTime(s *ProjectState) Number {
	in := 0
	for _, o := range s.Obstacles {
		if !o.Overdue {
			in++
		}
	}
	return share(in, len(s.Obstacles))
}

// reportsInTime is 0 while a report is late, and 1 otherwise. It is unknown
// where none is awaited.
func reportsInTime(s *ProjectState) Number {
	switch {
	case s.Report == nil:
		return Number{}
	case s.Report.Late:
		return Known(0)
	}
	return Known(1)
}

// visitMark is the mean mark of the latest visit out of 100.
func visitMark(s *ProjectState) Number {
	if s.Visits == nil {
		return Number{}
	}
	return s.Visits.Mark.over(Known(100))
}
