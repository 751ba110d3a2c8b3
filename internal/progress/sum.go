package progress

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// A Sum is what the projects of some regions come to. Money is in yuan and
// exact, so that the sums of districts add up to their city's. What no project
// says is not valid.
type Sum struct {
	Projects    int
	Reported    int       // In the year.
	First, Last time.Time // Cut-offs of the latest reports; zero where there is none.
	Total       decimal.NullDecimal
	Target      decimal.NullDecimal // Of the year.
	Completed   decimal.NullDecimal // In the year.
	Colours     map[string]int      // Projects by what the main pack says of them.
	Late        int                 // Reports of projects and indicators that are late.

	due     decimal.Decimal // Of the targets, by each project's own cut-off.
	unpaced int             // Reported, and its pace is not known.
}

// Completion is what is completed of all targets; unknown where there is no
// target, no report, or a project that reported has no pace.
func (s Sum) Completion() Number { return s.ofTarget(s.Completed.Decimal) }

// Pace is that of the whole task, each project's by its own cut-off; unknown as
// Completion is.
func (s Sum) Pace() Number { return s.ofTarget(s.due) }

// Gap is Completion less Pace.
func (s Sum) Gap() Number { return Gap(s.Completion(), s.Pace()) }

func (s Sum) ofTarget(amount decimal.Decimal) Number {
	if !s.Target.Decimal.IsPositive() || s.Reported == 0 || s.unpaced > 0 {
		return Number{}
	}
	return Known(amount.Div(s.Target.Decimal).InexactFloat64())
}

// addProject takes a project in, whose colour is that of a pack.
func (s *Sum) addProject(p *ProjectState, pack string) {
	s.Projects++
	s.Total = plus(s.Total, exact(p.Total))
	s.Target = plus(s.Target, exact(p.Target))
	if p.Completed.Known {
		s.Reported++
		s.Completed = plus(s.Completed, exact(p.Completed))
		s.due = s.due.Add(exact(p.Target).Decimal.Mul(decimal.NewFromFloat(p.Pace.Value)))
		if !p.Pace.Known {
			s.unpaced++
		}
		s.span(p.Cutoff, p.Cutoff)
	}
	if p.Report != nil && p.Report.Late {
		s.Late++
	}
	if v, ok := p.Verdict(pack); ok {
		s.count(v.Colour, 1)
	}
}

// add takes another sum in.
func (s *Sum) add(o *Sum) {
	s.Projects += o.Projects
	s.Reported += o.Reported
	s.Late += o.Late
	s.unpaced += o.unpaced
	s.due = s.due.Add(o.due)
	s.Total, s.Target, s.Completed = plus(s.Total, o.Total), plus(s.Target, o.Target), plus(s.Completed, o.Completed)
	s.span(o.First, o.Last)
	for colour, n := range o.Colours {
		s.count(colour, n)
	}
}

func (s *Sum) span(first, last time.Time) {
	s.First = earlier(s.First, first)
	if last.After(s.Last) {
		s.Last = last
	}
}

func (s *Sum) count(colour string, n int) {
	if s.Colours == nil {
		s.Colours = map[string]int{}
	}
	s.Colours[colour] += n
}

func exact(n Number) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: decimal.NewFromFloat(n.Value), Valid: n.Known}
}

func plus(a, b decimal.NullDecimal) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: a.Decimal.Add(b.Decimal), Valid: a.Valid || b.Valid}
}

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
	return r.Projects > 0 || len(r.Indicators) > 0 || r.Late > 0 || len(r.Sides) > 0
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
	return own
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

// Shown tells that a reader has something to see of the indicator: a figure, or
// that its report is late.
func (s IndicatorState) Shown() bool {
	return len(s.Figures) > 0 || (s.Report != nil && s.Report.Late)
}

// Headline is the target that is named beside the indicator: the first whose
// gap is known in points.
func (s IndicatorState) Headline() (TargetState, bool) {
	for _, t := range s.Targets {
		if t.Gap.Known && (t.Pace.Known || t.Measure.Base(s.Indicator.Base()) == model.Ratio) {
			return t, true
		}
	}
	return TargetState{}, false
}
