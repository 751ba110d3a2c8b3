package gantt

import (
	"fmt"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// Finish says when a project finishes, and how that stands to its deadline.
// It is empty where the finish is not known.
func Finish(s progress.ProjectSchedule) model.Text {
	if s.Finish.IsZero() {
		return model.Text{}
	}
	words := model.Text{ZH: "按实际进展推算竣工 " + s.Finish.String(), EN: "finish by the actuals so far " + s.Finish.String()}
	if s.Finished {
		words = model.Text{ZH: "实际竣工 " + s.Finish.String(), EN: "finished on " + s.Finish.String()}
	}
	switch late := s.Late; {
	case late == nil:
	case *late > 0:
		words.ZH += fmt.Sprintf("，比计划竣工晚%d天", *late)
		words.EN += fmt.Sprintf(", %s after the deadline", model.Plural(*late, "day"))
	case *late < 0:
		words.ZH += fmt.Sprintf("，比计划竣工早%d天", -*late)
		words.EN += fmt.Sprintf(", %s before the deadline", model.Plural(-*late, "day"))
	default:
		words.ZH += "，与计划竣工同日"
		words.EN += ", on the day of the deadline"
	}
	return words
}
