package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var acknowledgementLabels = []string{"region", "alert", "project", "indicator"}

var (
	acknowledgementInfo = &Family{
		"jindu_acknowledgement_info",
		model.Text{ZH: "督办与销号", EN: "What was acknowledged, by whom, and whether it is closed; always 1."},
		[]string{"region", "alert", "project", "indicator", "state", "by"},
	}
	acknowledgementDue = &Family{
		"jindu_acknowledgement_due_timestamp_seconds",
		model.Text{ZH: "督办期限", EN: "Last second of the day by which what was asked for is to be done."},
		acknowledgementLabels,
	}
	acknowledgementOverdue = &Family{
		"jindu_acknowledgement_overdue",
		model.Text{ZH: "是否逾期未销号", EN: "Whether it is not closed after the day it was due."},
		acknowledgementLabels,
	}

	acknowledgementsFamilies = []*Family{acknowledgementInfo, acknowledgementDue, acknowledgementOverdue}
)

func ofAcknowledgements(s progress.RegionState, emit Emit) {
	for _, a := range s.Acknowledgements {
		labels := []string{s.Region, a.Alert, a.Project, a.Indicator}
		emit.sample(acknowledgementInfo, 1, s.Region, a.Alert, a.Project, a.Indicator, string(a.State), a.By)
		emit.instant(acknowledgementDue, a.Due, labels...)
		if !a.Due.IsZero() {
			emit.sample(acknowledgementOverdue, flag(a.Overdue), labels...)
		}
	}
}
