package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// RegionsPath is where regions are compared as JSON; see docs/query.md.
const RegionsPath = "/api/jindu/v1/regions"

// A Comparison is regions beside each other, each with everything below it.
type Comparison struct {
	At      string           `json:"at"`
	AsOf    string           `json:"as_of,omitempty"`
	Pack    string           `json:"pack,omitempty"` // Whose colours are counted.
	Colours []string         `json:"colours"`        // Of that pack, the best first.
	Regions []ComparedRegion `json:"regions"`        // Each before those below it, unless a level is asked for.
}

// A ComparedRegion is a region with everything below it; indicators and sides
// are its own. Money is in yuan, shares are ratios. What is not known is null
// or left out.
type ComparedRegion struct {
	Region      string              `json:"region"`
	Name        model.Text          `json:"name"`
	Parent      string              `json:"parent,omitempty"`
	Level       int                 `json:"level"` // 0 for those at the top of what was asked for.
	Below       int                 `json:"regions_below"`
	Known       bool                `json:"known"` // There is anything of it, or of one below it.
	Projects    int                 `json:"projects"`
	Reported    int                 `json:"reported"` // Projects, in the year.
	CutoffFirst string              `json:"cutoff_first,omitempty"`
	CutoffLast  string              `json:"cutoff_last,omitempty"`
	Total       *float64            `json:"total_investment_yuan"`
	Target      *float64            `json:"target_yuan"`
	Completed   *float64            `json:"completed_yuan"`
	Completion  *float64            `json:"completion_ratio"`
	Pace        *float64            `json:"pace_ratio"`
	Gap         *float64            `json:"pace_gap_ratio"`
	Counts      map[string]int      `json:"colours"` // Projects.
	Late        int                 `json:"reports_late"`
	Noted       int                 `json:"acknowledged"`            // And not closed.
	Overdue     int                 `json:"acknowledged_overdue"`    // Of these.
	Alerts      *int                `json:"alerts_firing,omitempty"` // Beside those of late reports. Of now only.
	Indicators  []ComparedIndicator `json:"indicators"`              // Those that have a target.
	Sides       []ComparedSide      `json:"sides"`
	Delivery    *RegionLink         `json:"delivery,omitempty"` // Of now only.
	Delivering  int                 `json:"regions_delivering"` // Of it and those below it.
	Silent      int                 `json:"regions_silent"`
}

// A ComparedIndicator is an indicator against its target.
type ComparedIndicator struct {
	Indicator string       `json:"indicator"`
	Name      model.Text   `json:"name"`
	Period    string       `json:"period,omitempty"`
	Value     *float64     `json:"value"` // Year to date, or the stock, in Unit.
	Unit      string       `json:"unit"`
	Growth    *float64     `json:"growth_ratio"` // Published, on a year before.
	Issuer    model.Issuer `json:"issuer,omitempty"`
	Gap       *float64     `json:"target_gap_ratio"`
	Late      bool         `json:"report_late"`
}

// A ComparedSide is one of the sides of a region's standing.
type ComparedSide struct {
	Side  string     `json:"side"`
	Name  model.Text `json:"name"`
	Value float64    `json:"value"`
	Unit  string     `json:"unit"`
	Rank  int        `json:"rank"` // Among the regions of the same parent.
}

// A RegionLink is how a region's own jindu is heard from.
type RegionLink struct {
	Region         string    `json:"region"`
	LastHeard      time.Time `json:"last_heard,omitzero"` // Zero where it never was.
	Silent         bool      `json:"silent"`              // Not heard from for longer than is agreed.
	Backlog        *uint64   `json:"backlog,omitempty"`   // What waits there, by its last heartbeat; nil where it does not know.
	Skew           float64   `json:"skew_seconds"`        // How far its clock is ahead of the one here.
	Version        string    `json:"version,omitempty"`
	NewestReceipt  string    `json:"newest_receipt,omitempty"`
	LastSubmission time.Time `json:"last_submission,omitzero"`
}

// compare answers with a Comparison, by the parameters time, as_of, region,
// only, level and sort.
func (s *Server) compare(c *gin.Context) {
	comparison, wrong := s.comparison(c)
	if wrong != nil {
		wrong.JSON(c)
		return
	}
	c.JSON(http.StatusOK, comparison)
}

// comparison reads what is asked about and compares.
func (s *Server) comparison(c *gin.Context) (Comparison, *page.Refusal) {
	t, asOf, wrong := s.options.Moments(c)
	if wrong != nil {
		return Comparison{}, wrong
	}
	regions, unclear := s.options.Regions(c.Request)
	order, unsortable := readOrder(c.Query("sort"), c.Query("level"))
	for _, why := range []*model.Text{unclear, unsortable} {
		if why != nil {
			return Comparison{}, page.Bad(*why)
		}
	}
	board, err := s.options.Boards.Board(c.Request.Context(), t, asOf)
	if err != nil {
		why := s.options.Undrawn(c.Request.Context(), "regions", err)
		return Comparison{}, &why
	}
	pack := board.MainPack()
	made := Comparison{At: t.Format(time.RFC3339), Pack: pack.Name, Colours: append([]string{}, pack.Colours...)}
	if !asOf.IsZero() {
		made.AsOf = asOf.Format(time.RFC3339)
	}
	sums := board.RegionSums()
	made.Regions = comparedRegions(sums, regions)
	if c.Query("time") == "" && asOf.IsZero() {
		s.addPresent(made.Regions, sums)
	}
	made.Regions = order.apply(made.Regions)
	return made, nil
}

// comparedRegions are those of a set. The levels begin at those whose parent is
// not in it.
func comparedRegions(sums []progress.RegionSum, regions model.RegionSet) []ComparedRegion {
	all := []ComparedRegion{}
	levels := map[string]int{}
	for _, r := range sums {
		if !regions.Has(r.Code) {
			continue
		}
		level := 0
		if above, ok := levels[r.Parent]; ok {
			level = above + 1
		}
		levels[r.Code] = level
		all = append(all, comparedRegion(r, level))
	}
	return all
}

func comparedRegion(r progress.RegionSum, level int) ComparedRegion {
	one := ComparedRegion{
		Region: r.Code, Name: model.Text{ZH: r.Name, EN: r.NameEN}, Parent: r.Parent, Level: level, Below: r.Below,
		Known: r.Known(), Projects: r.Projects, Reported: r.Reported, Late: r.Late, Noted: r.Noted, Overdue: r.Overdue,
		Total: yuan(r.Total), Target: yuan(r.Target), Completed: yuan(r.Completed),
		Completion: number(r.Completion()), Pace: number(r.Pace()), Gap: number(r.Gap()),
		Counts: map[string]int{}, Indicators: []ComparedIndicator{}, Sides: []ComparedSide{},
	}
	if !r.First.IsZero() {
		one.CutoffFirst, one.CutoffLast = r.First.Format(time.DateOnly), r.Last.Format(time.DateOnly)
	}
	for colour, n := range r.Colours {
		one.Counts[colour] = n
	}
	for _, i := range r.Indicators {
		if len(i.Targets) > 0 {
			one.Indicators = append(one.Indicators, comparedIndicator(i))
		}
	}
	for _, side := range r.Sides {
		one.Sides = append(one.Sides, ComparedSide{
			side.Side.Side, side.Side.Names, side.Value, string(side.Side.Unit()), side.Rank,
		})
	}
	return one
}

func yuan(n decimal.NullDecimal) *float64 {
	if !n.Valid {
		return nil
	}
	value := n.Decimal.InexactFloat64()
	return &value
}

func comparedIndicator(i progress.IndicatorState) ComparedIndicator {
	shown := indicatorOf(i, model.Chinese)
	one := ComparedIndicator{
		Indicator: i.Indicator.Code, Name: model.Text{ZH: i.Indicator.Name, EN: i.Indicator.NameEN},
		Period: shown.Period, Unit: string(i.Indicator.Base()), Late: shown.Late != "",
	}
	for _, f := range i.Figures {
		if f.Origin != model.Published {
			continue
		}
		value := f.Value
		switch f.Measure {
		case model.YearToDate, model.Stock:
			one.Value = &value
		case model.YTDGrowth:
			one.Growth = &value
		case model.MonthValue, model.MonthGrowth, model.IndexValue, model.Rank:
		}
	}
	if t, ok := i.Headline(); ok {
		one.Issuer, one.Gap = t.Issuer, number(t.Gap)
	}
	return one
}
