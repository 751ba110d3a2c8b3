package progress

import "jindu/internal/model"

// A ProjectSchedule is a project's schedule as it is handed to those who show
// it.
type ProjectSchedule struct {
	Region  string       `json:"region"`
	Project string       `json:"project"`
	Name    string       `json:"name,omitempty"`
	Day     model.Period `json:"day"`                 // That it is for.
	Late    *int         `json:"days_late,omitempty"` // DaysLate of the schedule.
	*ScheduleState
}

// ScheduleOn gives the schedule of a project's state for a day. It reports
// false where the project has no activities.
func (s ProjectState) ScheduleOn(day model.Period) (ProjectSchedule, bool) {
	if s.Schedule == nil {
		return ProjectSchedule{}, false
	}
	return ProjectSchedule{
		Region: s.Region, Project: s.ID, Name: s.Name, Day: day, Late: s.Schedule.DaysLate(), ScheduleState: s.Schedule,
	}, true
}
