package progress

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// What can differ between two boards.
const (
	NewProject         DifferenceKind = "project"            // 新增: it was not there.
	NewStage           DifferenceKind = "stage"              // It came to another stage.
	MilestoneReached   DifferenceKind = "milestone"          // 节点完成.
	MilestoneMissed    DifferenceKind = "milestone_overdue"  // 节点逾期.
	ColourBetter       DifferenceKind = "colour_better"      // By the main pack.
	ColourWorse        DifferenceKind = "colour_worse"       // Likewise.
	ProcedureDone      DifferenceKind = "procedure"          // 手续办结.
	ProcedureOverdue   DifferenceKind = "procedure_overdue"  // 手续超期.
	ObstacleRaised     DifferenceKind = "obstacle"           // 问题提出.
	ObstacleClosed     DifferenceKind = "obstacle_closed"    // 问题销号.
	ObstacleOverdue    DifferenceKind = "obstacle_overdue"   // 问题逾期.
	AttractionSigned   DifferenceKind = "attraction_signed"  // 签约.
	AttractionLanded   DifferenceKind = "attraction_landed"  // 落地.
	AttractionStarted  DifferenceKind = "attraction_started" // 开工.
	ReportOverdue      DifferenceKind = "report_late"        // 报送逾期.
	ReportCame         DifferenceKind = "report"             // A report of a newer period came.
	AcknowledgedAnew   DifferenceKind = "acknowledged"       // 督办.
	AcknowledgedClosed DifferenceKind = "closed"             // 销号.
)

// A DifferenceKind says what differs.
type DifferenceKind string

// differenceKinds are all of them, the ones that readers look for first.
var differenceKinds = []DifferenceKind{
	ColourWorse, ReportOverdue, MilestoneMissed, ProcedureOverdue, ObstacleOverdue, ObstacleRaised,
	NewStage, MilestoneReached, ColourBetter, ObstacleClosed, ProcedureDone,
	NewProject, AttractionSigned, AttractionLanded, AttractionStarted, ReportCame, AcknowledgedAnew, AcknowledgedClosed,
}

// Bad tells what needs somebody's attention.
func (k DifferenceKind) Bad() bool {
	switch k {
	case ColourWorse, ReportOverdue, MilestoneMissed, ProcedureOverdue, ObstacleOverdue, ObstacleRaised:
		return true
	}
	return false
}

// A Difference is one thing that is otherwise on a later board.
type Difference struct {
	Kind      DifferenceKind
	Region    string
	Project   string           // Its ID; empty where it is not about a project.
	Name      string           // Of the project, or the attraction.
	Indicator *model.Indicator // Nil where it is not about one.
	Subject   string           // The milestone, procedure or obstacle; what is acknowledged.
	From, To  string           // Colours or stages; From is empty where there was none.
	Period    model.Period     // Of a report.
	Yuan      Number           // Of an attraction or a project: its investment.
	At        time.Time        // When it came about, where somebody said.
}

// Differences are what a later board has otherwise than an earlier one in some
// regions: what needs attention first, then by region and project. Figures that
// changed by themselves, such as completion and rank, are not among them: these
// stand on the board with their change.
func Differences(before, now *Board, regions model.RegionSet) []Difference {
	d := differ{pack: now.MainPack()}
	was := map[string]*ProjectState{}
	for i := range before.Projects {
		p := &before.Projects[i]
		was[p.Region+"\x00"+p.ID] = p
	}
	for i := range now.Projects {
		if p := &now.Projects[i]; regions.Has(p.Region) {
			d.project(was[p.Region+"\x00"+p.ID], p)
		}
	}
	d.indicators(before, now, regions)
	d.regions(before, now, regions)
	slices.SortStableFunc(d.found, func(a, b Difference) int {
		return cmp.Or(
			cmp.Compare(slices.Index(differenceKinds, a.Kind), slices.Index(differenceKinds, b.Kind)),
			strings.Compare(a.Region, b.Region), strings.Compare(a.Project, b.Project))
	})
	return d.found
}

// differ gathers differences.
type differ struct {
	pack  *Pack
	found []Difference
}

func (d *differ) add(one Difference) { d.found = append(d.found, one) }

// project compares a project with what it was, nil where it was not there.
func (d *differ) project(was, is *ProjectState) {
	of := Difference{Region: is.Region, Project: is.ID, Name: is.Name, Yuan: is.Total}
	if was == nil {
		of.Kind = NewProject
		d.add(of)
		return
	}
	d.stage(of, was, is)
	d.colour(of, was, is)
	d.milestones(of, was, is)
	d.procedures(of, was, is)
	d.obstacles(of, was, is)
	d.report(of, was.Report, is.Report, was.Latest, is.Latest)
}

func (d *differ) stage(of Difference, was, is *ProjectState) {
	if is.Life == nil || is.Life.Stage == "" {
		return
	}
	if was.Life != nil {
		of.From = string(was.Life.Stage)
	}
	if of.To = string(is.Life.Stage); of.From == of.To {
		return
	}
	for _, entry := range is.Life.Stages {
		if entry.Stage == is.Life.Stage {
			of.At = entry.Entered
		}
	}
	of.Kind = NewStage
	d.add(of)
}

func (d *differ) colour(of Difference, was, is *ProjectState) {
	before, known := was.Verdict(d.pack.Name)
	after, judged := is.Verdict(d.pack.Name)
	if !judged || (known && before.Colour == after.Colour) {
		return
	}
	of.From, of.To, of.Kind = before.Colour, after.Colour, ColourWorse
	switch from, to := d.pack.Level(before.Colour), d.pack.Level(after.Colour); {
	case !known && to <= 0: // The best colour is no news where there was none.
		return
	case known && from >= 0 && to >= 0 && to < from:
		of.Kind = ColourBetter
	}
	d.add(of)
}

func (d *differ) report(of Difference, was, is, had, has *Report) {
	if is != nil && is.Late && (was == nil || !was.Late || was.Period != is.Period) {
		of.Kind, of.Period, of.At = ReportOverdue, is.Period, is.Due
		d.add(of)
	}
	if has != nil && (had == nil || had.Period.Key() < has.Period.Key()) {
		of.Kind, of.Period, of.At = ReportCame, has.Period, has.Received
		d.add(of)
	}
}

// indicators compares their reports.
func (d *differ) indicators(before, now *Board, regions model.RegionSet) {
	type key struct{ code, region string }
	was := map[key]*IndicatorState{}
	for i := range before.Indicators {
		s := &before.Indicators[i]
		was[key{s.Indicator.Code, s.Region}] = s
	}
	for i := range now.Indicators {
		is := &now.Indicators[i]
		if !regions.Has(is.Region) {
			continue
		}
		old := was[key{is.Indicator.Code, is.Region}]
		if old == nil {
			old = &IndicatorState{}
		}
		d.report(Difference{Region: is.Region, Indicator: &is.Indicator}, old.Report, is.Report, old.Latest, is.Latest)
	}
}
