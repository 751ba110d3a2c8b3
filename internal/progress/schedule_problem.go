package progress

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"jindu/internal/model"
)

// A ScheduleProblem is something wrong with a project's activities.
type ScheduleProblem struct {
	Code       string     `json:"code"`
	Activities []string   `json:"activities,omitempty"` // Their numbers; a cycle's from one round to it again.
	What       model.Text `json:"what"`
}

// The codes of problems.
const (
	// ProblemCycle leaves all dates unknown.
	ProblemCycle = "cycle"
	// ProblemMissingPredecessor says that an activity names one that is not
	// there; it is reckoned without it.
	ProblemMissingPredecessor = "missing_predecessor"
	// ProblemNoDeadline leaves the latest dates unknown.
	ProblemNoDeadline = "no_deadline"
	// ProblemNoStart leaves the earliest dates unknown.
	ProblemNoStart = "no_start"
	// ProblemDeadlineBeforeStart says that the deadline is before the planned start.
	ProblemDeadlineBeforeStart = "deadline_before_start"
	// ProblemCalendar leaves what depends on an unpublished calendar unknown.
	ProblemCalendar = "unknown_calendar"
	// ProblemTooFar leaves dates before 1900 and after 2199 unknown.
	ProblemTooFar = "too_far"
	// ProblemFinishBeforeStart says that an activity finished before it
	// started; it is reckoned by its finish.
	ProblemFinishBeforeStart = "finish_before_start"
	// ProblemOutOfOrder says that an activity started before one that it
	// follows had finished; its actual dates are taken as they are.
	ProblemOutOfOrder = "out_of_order"
)

func cycleProblem(names []string) ScheduleProblem {
	return ScheduleProblem{ProblemCycle, names, model.Text{
		ZH: fmt.Sprintf("紧前工序成环：%s；各工序的日期无法推算", strings.Join(names, " → ")),
		EN: fmt.Sprintf("the predecessors go round: %s; no dates can be worked out", strings.Join(names, " → ")),
	}}
}

func missingPredecessor(activity, predecessor string) ScheduleProblem {
	return ScheduleProblem{ProblemMissingPredecessor, []string{activity, predecessor}, model.Text{
		ZH: fmt.Sprintf("工序 %s 的紧前工序 %s 不存在，推算时未计入", activity, predecessor),
		EN: fmt.Sprintf("activity %s follows %s, which is not there; the dates are worked out without it", activity, predecessor),
	}}
}

func noDeadline() ScheduleProblem {
	return ScheduleProblem{Code: ProblemNoDeadline, What: model.Text{
		ZH: "没有计划竣工日期，无法倒排：请报送节点“竣工”的计划日期",
		EN: "no planned finish, so there are no latest dates: state the planned date of the milestone 竣工 (finish)",
	}}
}

func noStart() ScheduleProblem {
	return ScheduleProblem{Code: ProblemNoStart, What: model.Text{
		ZH: "没有开工日期，也没有工序实际开始，只有最迟日期：请报送节点“开工”的日期",
		EN: "no start and nothing begun, so there are latest dates only: state the date of the milestone 开工 (start)",
	}}
}

func deadlineBeforeStart(start, finish model.Period) ScheduleProblem {
	return ScheduleProblem{Code: ProblemDeadlineBeforeStart, What: model.Text{
		ZH: fmt.Sprintf("计划竣工 %s 早于计划开工 %s", finish, start),
		EN: fmt.Sprintf("the planned finish, %s, is before the planned start, %s", finish, start),
	}}
}

func finishBeforeStart(a model.Activity) ScheduleProblem {
	return ScheduleProblem{ProblemFinishBeforeStart, []string{a.Activity}, model.Text{
		ZH: fmt.Sprintf("工序 %s 实际完成 %s 早于实际开始 %s，按完成日期推算", a.Activity, a.ActualFinish, a.ActualStart),
		EN: fmt.Sprintf("activity %s finished on %s, before it started on %s; its finish is taken", a.Activity, a.ActualFinish, a.ActualStart),
	}}
}

func outOfOrder(activity, predecessor model.Activity) ScheduleProblem {
	text := model.Text{
		ZH: fmt.Sprintf("工序 %s 于 %s 开始时，紧前工序 %s 尚未完成", activity.Activity, activity.ActualStart, predecessor.Activity),
		EN: fmt.Sprintf("activity %s started on %s, before %s, which it follows, had finished",
			activity.Activity, activity.ActualStart, predecessor.Activity),
	}
	if !predecessor.ActualFinish.IsZero() {
		text.ZH += fmt.Sprintf("（%s 完成）", predecessor.ActualFinish)
		text.EN += fmt.Sprintf(" (on %s)", predecessor.ActualFinish)
	}
	return ScheduleProblem{ProblemOutOfOrder, []string{activity.Activity, predecessor.Activity}, text}
}

// problems are the years whose calendar is not known and was asked for, and
// days beyond all reach.
func (r *reckoner) problems() []ScheduleProblem {
	var all []ScheduleProblem
	if r.far {
		all = append(all, ScheduleProblem{Code: ProblemTooFar, What: model.Text{
			ZH: "按工期推算超出1900年至2199年，有关日期不予推算：请核对工期",
			EN: "the durations lead out of the years 1900 to 2199, where no dates are worked out: check them",
		}})
	}
	for _, year := range slices.Sorted(maps.Keys(r.missing)) {
		all = append(all, ScheduleProblem{Code: ProblemCalendar, What: model.Text{
			ZH: fmt.Sprintf("没有%d年的工作日历（放假和调休安排），有关日期无法推算；公布后可用 jindu.yml 的 holidays 补充", year),
			EN: fmt.Sprintf("the calendar of working days of %d is not known, nor the dates that depend on it; once published, jindu.yml takes it (holidays)", year),
		}})
	}
	return all
}
