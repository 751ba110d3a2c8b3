package progress

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// A FunnelState is how many projects of a region stand at a stage of their
// life cycle, of one industry and size.
type FunnelState struct {
	Stage    model.Stage
	Industry string // The projects' category (类别); empty where it is not known.
	Size     Size
	Items    int
	Yuan     Number // Their total investment, as far as it is known.
}

// Size says whether a project is one of those that offices count apart.
type Size string

// The sizes. Bulletins count the projects of 100 million yuan and more (亿元以上).
const (
	Large       Size = "large"
	Small       Size = "small"
	UnknownSize Size = "unknown"
)

// largeFrom is the total investment from which a project is large, in yuan.
func largeFrom() decimal.Decimal { return decimal.New(1, 8) }

// SizeOf is the size of a project by its total investment in yuan, nil where
// that is not known.
func SizeOf(total *decimal.Decimal) Size {
	switch {
	case total == nil:
		return UnknownSize
	case total.LessThan(largeFrom()):
		return Small
	}
	return Large
}

// funnel counts the region's projects; it has no facts of its own.
type funnel struct{}

// newFunnel makes the part that counts a region's projects by stage; nil where
// it has no projects.
func newFunnel(_ Rules, r *region) (regionPart, error) {
	if len(r.projects) == 0 {
		return nil, nil
	}
	return funnel{}, nil
}

func (funnel) at(_ time.Time, projects []ProjectState, s *RegionState) {
	type place struct {
		stage    model.Stage
		industry string
		size     Size
	}
	items, yuan := map[place]int{}, map[place]decimal.Decimal{}
	for _, p := range projects {
		if p.Life == nil {
			continue
		}
		at := place{p.Life.Stage, p.Category, SizeOf(p.TotalInvestment)}
		items[at]++
		if p.TotalInvestment != nil {
			yuan[at] = yuan[at].Add(*p.TotalInvestment)
		}
	}
	for at, n := range items {
		state := FunnelState{Stage: at.stage, Industry: at.industry, Size: at.size, Items: n}
		if at.size != UnknownSize {
			state.Yuan = Known(yuan[at].InexactFloat64())
		}
		s.Funnel = append(s.Funnel, state)
	}
	slices.SortFunc(s.Funnel, func(a, b FunnelState) int {
		return cmp.Or(order(a.Stage)-order(b.Stage), cmp.Compare(a.Industry, b.Industry), cmp.Compare(a.Size, b.Size))
	})
}

func (funnel) changes() []time.Time { return nil }
