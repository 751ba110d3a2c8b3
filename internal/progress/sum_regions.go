package progress

import (
	"slices"

	"jindu/internal/model"
)

// A RegionSum is a region of the catalog with everything below it.
type RegionSum struct {
	model.Region
	Depth int // Regions above it.
	Below int // Regions below it, however deep.
	Sum
	Own        Sum              // Of the region by itself.
	Indicators []IndicatorState // Of the region itself: they are published, not added up.
	Sides      []SideState      // Likewise.
}

// Known tells that there is anything of the region or of one below it.
func (r RegionSum) Known() bool {
	return r.Projects > 0 || len(r.Indicators) > 0 || r.Late > 0 || r.Noted > 0 || len(r.Sides) > 0
}

// RegionSums are all regions of the catalog, each before those below it, in the
// catalog's order.
func (b *Board) RegionSums() []RegionSum {
	own := b.ownSums()
	children := b.Catalog.Children()
	var all []RegionSum
	var visit func(r model.Region, depth int) (sum Sum, below int)
	visit = func(r model.Region, depth int) (Sum, int) {
		at := len(all)
		all = append(all, RegionSum{Region: r, Depth: depth})
		one := &Sum{}
		if known := own[r.Code]; known != nil {
			all[at].Own = *known
			one.add(known)
		}
		below := 0
		for _, child := range children[r.Code] {
			sum, n := visit(child, depth+1)
			one.add(&sum)
			below += n + 1
		}
		all[at].Sum, all[at].Below = *one, below
		return *one, below
	}
	for _, r := range children[""] {
		visit(r, 0)
	}
	b.addStates(all)
	return all
}

// ownSums are the regions' own, by code.
func (b *Board) ownSums() map[string]*Sum {
	own := map[string]*Sum{}
	of := func(region string) *Sum {
		if own[region] == nil {
			own[region] = &Sum{}
		}
		return own[region]
	}
	pack := b.MainPack().Name
	for i := range b.Projects {
		of(b.Projects[i].Region).addProject(&b.Projects[i], pack)
	}
	for i := range b.Indicators {
		if report := b.Indicators[i].Report; report != nil && report.Late {
			of(b.Indicators[i].Region).Late++
		}
	}
	for _, r := range b.Regions {
		for _, a := range r.Acknowledgements {
			of(r.Region).addNoted(a)
		}
	}
	return own
}

// addNoted counts what is acknowledged and not closed.
func (s *Sum) addNoted(a AcknowledgementState) {
	if a.State != model.AckClosed {
		s.Noted++
	}
	if a.Overdue {
		s.Overdue++
	}
}

// addStates adds what is a region's own and is not summed; indicators in the
// catalog's order, the main ones first.
func (b *Board) addStates(all []RegionSum) {
	at := map[string]int{}
	for i := range all {
		at[all[i].Code] = i
	}
	place := map[string]int{}
	for i, listed := range b.Catalog.Indicators {
		place[listed.Code] = i
	}
	for _, s := range b.Indicators {
		if i, ok := at[s.Region]; ok && s.Shown() {
			all[i].Indicators = append(all[i].Indicators, s)
		}
	}
	for i := range all {
		slices.SortStableFunc(all[i].Indicators, func(a, b IndicatorState) int {
			return place[a.Indicator.Code] - place[b.Indicator.Code]
		})
	}
	for _, s := range b.Regions {
		if i, ok := at[s.Region]; ok {
			all[i].Sides = s.Sides
		}
	}
}

// MainPack is the pack whose colours are counted: the first that the catalog
// names and that says anything of a project, or else any; one without a name
// where none does.
func (b *Board) MainPack() *Pack {
	for _, name := range append(slices.Clone(b.Catalog.Packs), "") {
		for i := range b.Projects {
			for _, v := range b.Projects[i].Verdicts {
				if name == "" || v.Pack.Name == name {
					return v.Pack
				}
			}
		}
	}
	return &Pack{}
}
