package progress

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// A ScorePack is one office's declared rule for points.
type ScorePack struct {
	Kind   string      `yaml:"kind"` // score.
	Name   string      `yaml:"name"`
	Names  model.Text  `yaml:"names"`
	Source string      `yaml:"source"`
	At     Cutoff      `yaml:"at"`     // Whose cut-off progress is taken at.
	Quorum float64     `yaml:"quorum"` // For the common cut-off: per cent of those reporting that must have reached it; 100 where left out.
	Within Group       `yaml:"within"` // Where ranks are counted.
	Needs  []Part      `yaml:"needs"`  // Parts without which there is no score.
	Ties   []Tie       `yaml:"ties"`   // What decides between equal points, in turn; at last the smaller ID.
	Parts  []ScorePart `yaml:"parts"`
}

// Cutoff is the date at which projects are compared.
type Cutoff string

// The dates. By its own cut-off a project that reports late is judged by an
// older pace than those that report in time, and may stand before them for it.
const (
	OwnCutoff    Cutoff = "own_cutoff"    // Each project's latest report.
	CommonCutoff Cutoff = "common_cutoff" // The latest month whose end the quorum has reported.
)

// Group is where ranks are counted.
type Group string

// The groups, each within a region.
const (
	WithinRegion    Group = "region"
	WithinCategory  Group = "category"
	WithinNature    Group = "nature"
	WithinTaskForce Group = "task_force"
)

// Part is what points are given for.
type Part string

// The parts of a score.
const (
	ForProgress   Part = "progress"
	ForMilestones Part = "milestones"
	ForApprovals  Part = "approvals"
	ForObstacles  Part = "obstacles"
	ForReporting  Part = "reporting"
	ForStarts     Part = "starts"
	ForSize       Part = "size"
	ForVisits     Part = "visits"
)

// Parts are all of them.
func Parts() []Part {
	return []Part{
		ForProgress, ForMilestones, ForApprovals, ForObstacles, ForReporting, ForStarts, ForSize, ForVisits,
	}
}

// A ScorePart is how many points a part brings: weight for a measure of 1, in
// proportion, and at most cap. Starts and size have points of their own.
type ScorePart struct {
	Part     Part               `yaml:"part"`
	Measure  Measure            `yaml:"measure"` // Of progress.
	Weight   float64            `yaml:"weight"`
	Cap      float64            `yaml:"cap"`
	ByNature map[string]float64 `yaml:"by_nature"` // Of starts: points by 新开工, 续建, ….
	Steps    []Step             `yaml:"steps"`     // Of size, the smallest first.
	Unknown  string             `yaml:"unknown"`   // left_out: the others weigh more; zero: no points.
}

// Measure is what progress is measured by.
type Measure string

// The measures of progress.
const (
	ByCompletion Measure = "completion" // Done of the year's task.
	ByPace       Measure = "pace"       // Done over what should be done by the cut-off.
)

// A Step is the points of a size: from so many yuan of total investment on.
type Step struct {
	From   float64 `yaml:"from"`
	Points float64 `yaml:"points"`
}

// Tie is what decides between equal points: the larger stands first.
type Tie string

// The ties.
const (
	TieGap       Tie = "gap"
	TieTarget    Tie = "target"
	TieCompleted Tie = "completed"
	TieTotal     Tie = "total"
)

// ParseScorePack reads a pack of points from YAML. Unknown fields are errors.
func ParseScorePack(text []byte) (ScorePack, error) {
	var p ScorePack
	if err := yaml.UnmarshalWithOptions(text, &p, yaml.Strict()); err != nil {
		return ScorePack{}, fmt.Errorf("pack: %w", err)
	}
	if p.Quorum == 0 {
		p.Quorum = 100
	}
	if err := p.check(); err != nil {
		return ScorePack{}, fmt.Errorf("pack %q: %w", p.Name, err)
	}
	return p, nil
}

func (p ScorePack) check() error {
	switch {
	case p.Name == "":
		return errors.New("name is missing")
	case p.At != OwnCutoff && p.At != CommonCutoff:
		return fmt.Errorf("at %q: want own_cutoff or common_cutoff", p.At)
	case p.Quorum <= 0 || p.Quorum > 100:
		return fmt.Errorf("quorum %v: want more than 0 and at most 100", p.Quorum)
	case !slices.Contains([]Group{WithinRegion, WithinCategory, WithinNature, WithinTaskForce}, p.Within):
		return fmt.Errorf("within %q: want region, category, nature or task_force", p.Within)
	case len(p.Parts) == 0:
		return errors.New("parts is missing")
	}
	seen := map[Part]bool{}
	for _, part := range p.Parts {
		if seen[part.Part] {
			return fmt.Errorf("part %s stands twice", part.Part)
		}
		seen[part.Part] = true
		if err := part.check(); err != nil {
			return fmt.Errorf("part %s: %w", part.Part, err)
		}
	}
	for _, need := range p.Needs {
		if !seen[need] {
			return fmt.Errorf("needs: there is no part %q", need)
		}
	}
	for _, tie := range p.Ties {
		if !slices.Contains([]Tie{TieGap, TieTarget, TieCompleted, TieTotal}, tie) {
			return fmt.Errorf("ties: %q: want gap, target, completed or total", tie)
		}
	}
	return nil
}

func (p ScorePart) check() error {
	switch {
	case !slices.Contains(Parts(), p.Part):
		return fmt.Errorf("want one of %v", Parts())
	case p.Cap <= 0:
		return errors.New("cap, the most points, must be above 0")
	case p.Unknown != "left_out" && p.Unknown != "zero":
		return fmt.Errorf("unknown %q: want left_out or zero", p.Unknown)
	case (p.Part == ForProgress) != (p.Measure != ""):
		return errors.New("measure, completion or pace, belongs to progress and must be there")
	case p.Measure != "" && p.Measure != ByCompletion && p.Measure != ByPace:
		return fmt.Errorf("measure %q: want completion or pace", p.Measure)
	case (p.Part == ForStarts) != (len(p.ByNature) > 0):
		return errors.New("by_nature belongs to starts and must be there")
	case (p.Part == ForSize) != (len(p.Steps) > 0):
		return errors.New("steps belongs to size and must be there")
	case (len(p.ByNature) == 0 && len(p.Steps) == 0) != (p.Weight > 0):
		return errors.New("weight must be above 0, and belongs to parts without by_nature and steps")
	case !slices.IsSortedFunc(p.Steps, func(a, b Step) int { return cmp.Compare(a.From, b.From) }):
		return errors.New("steps: want the smallest first")
	}
	return nil
}
