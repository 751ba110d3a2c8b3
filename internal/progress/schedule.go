package progress

// A ScheduleState is the backward pass of a project at some instant.
type ScheduleState struct{}

// newSchedule makes the part of a project's activities; nil where it has none.
func newSchedule(Rules, *project) (part, error) { return nil, nil }
