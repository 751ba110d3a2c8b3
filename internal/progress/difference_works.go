package progress

import (
	"time"

	"jindu/internal/model"
)

func (d *differ) milestones(of Difference, was, is *ProjectState) {
	before := map[string]MilestoneState{}
	for _, m := range was.Milestones {
		before[m.Milestone] = m
	}
	for _, m := range is.Milestones {
		of.Subject, of.At = m.Milestone, m.Actual
		switch old := before[m.Milestone]; {
		case !m.Actual.IsZero() && old.Actual.IsZero():
			if stage, ok := milestoneStages()[m.Milestone]; ok && is.Life != nil && is.Life.Stage == stage {
				continue // It is told as the stage.
			}
			of.Kind = MilestoneReached
		case m.Overdue && !old.Overdue:
			of.Kind, of.At = MilestoneMissed, m.Planned
		default:
			continue
		}
		d.add(of)
	}
}

func (d *differ) procedures(of Difference, was, is *ProjectState) {
	if is.Approvals == nil {
		return
	}
	before := map[string]ProcedureState{}
	if was.Approvals != nil {
		for _, p := range was.Approvals.Procedures {
			before[p.Procedure] = p
		}
	}
	for _, p := range is.Approvals.Procedures {
		of.Subject, of.At = p.Procedure, p.Completed
		switch old := before[p.Procedure]; {
		case !p.Completed.IsZero() && old.Completed.IsZero():
			of.Kind = ProcedureDone
		case p.Standing == ApprovalOverdue && old.Standing != ApprovalOverdue:
			of.Kind, of.At = ProcedureOverdue, p.Due
		default:
			continue
		}
		d.add(of)
	}
}

func (d *differ) obstacles(of Difference, was, is *ProjectState) {
	before := map[string]ObstacleState{}
	for _, o := range was.Obstacles {
		before[o.Obstacle] = o
	}
	for _, o := range is.Obstacles {
		of.Subject = o.What
		old, known := before[o.Obstacle]
		switch {
		case !o.Open && (!known || old.Open):
			of.Kind, of.At = ObstacleClosed, o.Closed
		case o.Overdue && !old.Overdue:
			of.Kind, of.At = ObstacleOverdue, o.Due
		case o.Open && !known:
			of.Kind, of.At = ObstacleRaised, o.Raised
		default:
			continue
		}
		d.add(of)
	}
}

// regions compares what regions have in hand beside their projects.
func (d *differ) regions(before, now *Board, regions model.RegionSet) {
	was := map[string]*RegionState{}
	for i := range before.Regions {
		was[before.Regions[i].Region] = &before.Regions[i]
	}
	for i := range now.Regions {
		is := &now.Regions[i]
		if !regions.Has(is.Region) {
			continue
		}
		old := was[is.Region]
		if old == nil {
			old = &RegionState{}
		}
		d.attractions(old, is)
		d.acknowledgements(old, is)
	}
}

func (d *differ) attractions(was, is *RegionState) {
	before := map[string]AttractionState{}
	for _, a := range was.Attractions {
		before[a.ID] = a
	}
	for _, a := range is.Attractions {
		old := before[a.ID]
		of := Difference{Region: is.Region, Name: a.Name}
		if a.Investment != nil {
			of.Yuan = Known(a.Investment.InexactFloat64())
		}
		for _, step := range []struct {
			kind    DifferenceKind
			was, is time.Time
		}{
			{AttractionSigned, old.Signed, a.Signed}, {AttractionLanded, old.Landed, a.Landed}, {AttractionStarted, old.Started, a.Started},
		} {
			if step.was.IsZero() && !step.is.IsZero() {
				of.Kind, of.At = step.kind, step.is
				d.add(of)
			}
		}
	}
}

func (d *differ) acknowledgements(was, is *RegionState) {
	before := map[string]model.AckState{}
	for _, a := range was.Acknowledgements {
		before[a.ID()] = a.State
	}
	for _, a := range is.Acknowledgements {
		if a.State == before[a.ID()] {
			continue
		}
		of := Difference{
			Kind: AcknowledgedAnew, Region: is.Region, Project: a.Project, Subject: a.Alert, At: a.Said,
		}
		if a.State == model.AckClosed {
			of.Kind = AcknowledgedClosed
		}
		d.add(of)
	}
}
