package progress

import (
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// region is what is known of a region beside its projects and indicators.
type region struct {
	code     string
	projects []*project // In no order.
	objects  map[model.Kind][]model.Object
	figures  []figures
	parts    []regionPart
}

// figures are the points of a stored series of a region.
type figures struct {
	series model.Series
	points []model.Point
}

// A regionPart is one system's facts about a region.
type regionPart interface {
	// at adds what holds at t to the region's state. The region's projects are
	// given as they stand at t, with their verdicts.
	at(t time.Time, projects []ProjectState, s *RegionState)
	// changes are the instants at which what at adds may change, beside those
	// of the projects.
	changes() []time.Time
}

// prepare works out what is needed again and again.
func (r *region) prepare(rules Rules) error {
	for _, make := range []func(Rules, *region) (regionPart, error){
		newPipeline, newFunnel, newAttractions, newEnterprises, newStandings, newSides, newAcknowledgements,
	} {
		made, err := make(rules, r)
		if err != nil {
			return err
		}
		if made != nil {
			r.parts = append(r.parts, made)
		}
	}
	r.objects, r.figures = nil, nil // Folded; what remains is smaller.
	return nil
}

// A RegionState is what holds of a region at some instant, beside its projects
// and indicators.
type RegionState struct {
	Region           string
	Pipeline         []PipelineState // In the order of systems, names, steps and industries.
	Funnel           []FunnelState   // In the order of stages, industries and sizes.
	Attractions      []AttractionState
	Enterprises      []EnterpriseState // Sorted by name.
	Standings        []StandingState   // Sorted by subject.
	Sides            []SideState
	Acknowledgements []AcknowledgementState // Sorted by what they are about.
	Warnings         []RegionVerdict        // By the rules that packs have for whole regions.
}

// at gives the state at t; projects are those of the region.
func (r *region) at(t time.Time, projects []ProjectState) RegionState {
	s := RegionState{Region: r.code}
	for _, part := range r.parts {
		part.at(t, projects, &s)
	}
	return s
}

func (r *region) changes() []time.Time {
	var at []time.Time
	for _, part := range r.parts {
		at = append(at, part.changes()...)
	}
	return at
}

// regionsAt gives the state of every region; the projects are sorted by region.
func (f *Portfolio) regionsAt(t time.Time, projects []ProjectState) []RegionState {
	states := make([]RegionState, len(f.regions))
	for i, r := range f.regions {
		states[i] = f.regionAt(r, t, ofRegion(projects, r.code))
	}
	f.rankSides(pointers(states))
	return states
}

// regionAt gives the state of one region, apart from the ranks of its sides.
func (f *Portfolio) regionAt(r *region, t time.Time, projects []ProjectState) RegionState {
	s := r.at(t, projects)
	s.Warnings = f.judgeDistrict(r.code, projects)
	return s
}

// ofRegion gives the projects of a region out of all, which are sorted by it.
func ofRegion(projects []ProjectState, region string) []ProjectState {
	compare := func(s ProjectState, code string) int { return strings.Compare(s.Region, code) }
	from, _ := slices.BinarySearchFunc(projects, region, compare)
	to := from
	for to < len(projects) && projects[to].Region == region {
		to++
	}
	return projects[from:to]
}
