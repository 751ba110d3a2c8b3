package progress

import "jindu/internal/model"

// A PipelineState is a total of a system at a step: as it was published, and
// as it is counted from the records of its items. The two are never mixed.
type PipelineState struct {
	System    model.System
	Name      string // Of the library, programme or source; empty for all of them.
	Step      model.Step
	Industry  string // Empty for all.
	Published PipelineTotal
	Counted   PipelineTotal
}

// A PipelineTotal is how many things there are and how much money in yuan.
type PipelineTotal struct{ Items, Yuan Number }

// newPipeline makes the part of a region's systems; nil where it has none.
func newPipeline(Rules, *region) (regionPart, error) { return nil, nil }
