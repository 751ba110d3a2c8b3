package progress

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// A SidesPack declares what makes each side of a region's standing, after the
// offices' 四比四看: 比谋划看储备, 比招引看投资, 比开工看进度, 比服务看实效.
type SidesPack struct {
	Kind   string     `yaml:"kind"` // sides.
	Name   string     `yaml:"name"`
	Names  model.Text `yaml:"names"`
	Source string     `yaml:"source"`
	Sides  []Side     `yaml:"sides"`
}

// A Side is one way to compare districts: the mean of what is known of its
// measures. A measure is a share, or a total of the pipeline written as
// system/step/items or system/step/yuan, which stands alone.
type Side struct {
	Side  string     `yaml:"side"`
	Names model.Text `yaml:"names"`
	Of    []string   `yaml:"of"`
}

// Unit is what the side's value is in: yuan or items for a total, else a ratio.
func (s Side) Unit() model.Base {
	for _, base := range []model.Base{model.Yuan, model.Items} {
		if len(s.Of) == 1 && strings.HasSuffix(s.Of[0], "/"+string(base)) {
			return base
		}
	}
	return model.Ratio
}

// The shares that a side can be made of.
const (
	AtPace          = "projects_at_pace"  // Projects at or ahead of their pace, of those that reported.
	ApprovalsInTime = "approvals_in_time" // Mean over the projects that have procedures.
	ObstaclesInTime = "obstacles_in_time" // Likewise over those that have obstacles.
)

// ParseSidesPack reads a pack of sides from YAML. Unknown fields are errors.
func ParseSidesPack(text []byte) (SidesPack, error) {
	var p SidesPack
	if err := yaml.UnmarshalWithOptions(text, &p, yaml.Strict()); err != nil {
		return SidesPack{}, fmt.Errorf("pack: %w", err)
	}
	if err := p.check(); err != nil {
		return SidesPack{}, fmt.Errorf("pack %q: %w", p.Name, err)
	}
	return p, nil
}

func (p SidesPack) check() error {
	if p.Name == "" {
		return errors.New("name is missing")
	}
	if len(p.Sides) == 0 {
		return errors.New("sides is missing")
	}
	seen := map[string]bool{}
	for _, side := range p.Sides {
		if side.Side == "" || seen[side.Side] {
			return fmt.Errorf("side %q: want a name of its own", side.Side)
		}
		seen[side.Side] = true
		if err := side.check(); err != nil {
			return fmt.Errorf("side %s: %w", side.Side, err)
		}
	}
	return nil
}

func (s Side) check() error {
	if len(s.Of) == 0 {
		return errors.New("of is missing")
	}
	for _, of := range s.Of {
		if slices.Contains([]string{AtPace, ApprovalsInTime, ObstaclesInTime}, of) {
			continue
		}
		if _, ok := parseTotal(of); !ok {
			return fmt.Errorf("of: %q: want %s, %s, %s, or a total such as reserve/admitted/yuan",
				of, AtPace, ApprovalsInTime, ObstaclesInTime)
		}
		if len(s.Of) > 1 {
			return fmt.Errorf("of: the total %s must stand alone", of)
		}
	}
	return nil
}

// total names a total of the pipeline.
type total struct {
	system model.System
	step   model.Step
	yuan   bool
}

func parseTotal(text string) (total, bool) {
	parts := strings.Split(text, "/")
	if len(parts) != 3 || (parts[2] != "items" && parts[2] != "yuan") {
		return total{}, false
	}
	t := total{model.System(parts[0]), model.Step(parts[1]), parts[2] == "yuan"}
	return t, slices.Contains(t.system.Steps(), t.step)
}

// A SideState is one of the sides of a region's standing (四比四看).
type SideState struct {
	Side  Side
	Value float64 // A share, items or yuan.
	Rank  int     // From 1 among the regions of the same parent.
}

// sides is the part of a region's sides.
type sides struct{ pack *SidesPack }

// newSides makes the part of a region's sides; nil where none is declared. It
// comes after the parts that it reads of.
func newSides(rules Rules, _ *region) (regionPart, error) {
	if rules.Sides == nil {
		return nil, nil
	}
	return sides{rules.Sides}, nil
}

// at adds the sides that are known. Ranks are given where all regions are at
// hand.
func (p sides) at(_ time.Time, projects []ProjectState, s *RegionState) {
	for _, side := range p.pack.Sides {
		var values []Number
		for _, of := range side.Of {
			if value := sideFact(of, projects, s); value.Known {
				values = append(values, value)
			}
		}
		if value := mean(values); value.Known {
			s.Sides = append(s.Sides, SideState{Side: side, Value: value.Value})
		}
	}
}

func (sides) changes() []time.Time { return nil } // Those of what it reads.

// mean is the arithmetic mean of known numbers.
func mean(values []Number) Number {
	sum := 0.0
	for _, v := range values {
		sum += v.Value
	}
	m := Known(sum).over(Known(float64(len(values))))
	m.Value = tidy(m.Value)
	return m
}

// sideFact is one measure of a side.
func sideFact(of string, projects []ProjectState, s *RegionState) Number {
	switch of {
	case AtPace:
		return atPace(projects)
	case ApprovalsInTime:
		return meanOf(projects, approvalsInTime)
	case ObstaclesInTime:
		return meanOf(projects, obstaclesInTime)
	}
	named, _ := parseTotal(of) // Checked when the pack was read.
	return pipelineTotal(s, named)
}

func atPace(projects []ProjectState) Number {
	known, at := 0, 0
	for i := range projects {
		if gap := projects[i].Gap; gap.Known {
			known++
			if tidy(gap.Value) >= 0 {
				at++
			}
		}
	}
	return share(at, known)
}

// meanOf is the mean of what is known of some projects.
func meanOf(projects []ProjectState, measure func(*ProjectState) Number) Number {
	var known []Number
	for i := range projects {
		if n := measure(&projects[i]); n.Known {
			known = append(known, n)
		}
	}
	return mean(known)
}

// rankSides ranks the regions of each parent by each side, the largest first;
// of two that are equal, the smaller code. It changes no slice that a state
// has: another may share it.
func (f *Portfolio) rankSides(states []*RegionState) {
	type contest struct{ parent, side string }
	type entrant struct {
		state *RegionState
		at    int
	}
	contests := map[contest][]entrant{}
	for _, s := range states {
		region, _ := f.rules.Catalog.Region(s.Region)
		s.Sides = slices.Clone(s.Sides)
		for i, side := range s.Sides {
			key := contest{region.Parent, side.Side.Side}
			contests[key] = append(contests[key], entrant{s, i})
		}
	}
	for _, entrants := range contests {
		slices.SortFunc(entrants, func(a, b entrant) int {
			return cmp.Or(
				-cmp.Compare(a.state.Sides[a.at].Value, b.state.Sides[b.at].Value),
				cmp.Compare(a.state.Region, b.state.Region))
		})
		for rank, e := range entrants {
			e.state.Sides[e.at].Rank = rank + 1
		}
	}
}

// pointers are those to each element.
func pointers[T any](all []T) []*T {
	p := make([]*T, len(all))
	for i := range all {
		p[i] = &all[i]
	}
	return p
}
