package model

import (
	"fmt"
	"time"
)

// Status is how settled a figure is, in the spirit of SDMX's OBS_STATUS.
type Status uint8

// The statuses of a figure.
const (
	Final       Status = iota // 最终核实: also what a report that says nothing means.
	Preliminary               // 初步.
	Estimated                 // 预计.
	Withdrawn                 // Taken back, with nothing before it to return to.
)

var statusNames = map[Status]Text{
	Final:       {ZH: "核实", EN: "final"},
	Preliminary: {ZH: "初步", EN: "preliminary"},
	Estimated:   {ZH: "预计", EN: "estimated"},
	Withdrawn:   {ZH: "撤回", EN: "withdrawn"},
}

// String gives the status's English name.
func (s Status) String() string { return statusNames[s].EN }

// Name gives the status's name.
func (s Status) Name() Text { return statusNames[s] }

// ParseStatus reads a status by its Chinese or English name. Withdrawn can't
// be reported, only made by withdrawing a submission.
func ParseStatus(text string) (Status, error) {
	switch narrow(text) {
	case "", "核实", "最终", "最终数", "核实数", "final":
		return Final, nil
	case "初步", "初步数", "快报", "快报数", "preliminary":
		return Preliminary, nil
	case "预计", "预计数", "估计", "estimated":
		return Estimated, nil
	}
	return Final, fmt.Errorf("status %q: want 初步 (preliminary), 预计 (estimated) or 核实 (final)", text)
}

// An Observation is a figure as it is stated: a value of a series at a period,
// in base units. Many observations may share one Series.
type Observation struct {
	Series *Series
	Period Period
	Value  float64
	Status Status
	Cell   string // Where in the submission's file it stands: 指标!E5.
}

// A Point is what is known of one period of a series at some as-of.
type Point struct {
	Period   Period
	Value    float64
	Status   Status    // Never Withdrawn: such a period has no point.
	Recorded time.Time // When this value became known, to the millisecond.
	First    time.Time // When the first value for the period became known.
	Revised  time.Time // When this value took another's place; zero where it never did. History does not tell it.
}

// A Version is one value that a period had, with where it came from.
type Version struct {
	Point          // Its Status may be Withdrawn here.
	Receipt string // ID of the submission that stated it.
	Cell    string // Where in that submission's file.
}
