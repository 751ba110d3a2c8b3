package officetest

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// Anything takes one random submission in: of any kind, of one of two sister
// districts, about any of three projects, on days from 2019 to 2021. What it draws need not make sense, as
// long as a ledger takes it: rules must hold for whatever is reported.
func (o *Office) Anything(rt *rapid.T) {
	o.Helper()
	defer func(own string) { o.Region = own }(o.Region)
	o.Region = rapid.SampledFrom([]string{Region, Region, Sister}).Draw(rt, "region")
	o.AnythingHere(rt)
}

// AnythingHere is Anything of the office's own region alone.
func (o *Office) AnythingHere(rt *rapid.T) {
	o.Helper()
	d := draw{rt, o}
	kinds := []func(){
		d.task, d.report, d.project, d.duty, d.milestone, d.activity, d.procedure, d.obstacle, d.visit,
		d.membership, d.attraction, d.ceremony, d.grant, d.enterprise, d.total, d.funds, d.standing, d.indicator,
		d.goal, d.note, d.withdrawal,
	}
	kinds[rapid.IntRange(0, len(kinds)-1).Draw(rt, "kind")]()
}

// AtWork sets all projects of both districts a task and lets them report, so
// that there is somebody to rank from the first.
func (o *Office) AtWork(rt *rapid.T) {
	o.Helper()
	defer func(own string) { o.Region = own }(o.Region)
	for _, o.Region = range []string{Region, Sister} {
		d := draw{rt, o}
		for _, id := range []string{"P1", "P2", "P3"} {
			o.Task(id, 2020, int64(1+d.number("target", 5)))
			for range 3 {
				o.Report(id, Date(2020, 1, 1).AddDate(0, 0, d.number("cut-off", 366)), float64(d.number("done", 6)))
			}
		}
	}
}

// draw draws what is said.
type draw struct {
	rt *rapid.T
	o  *Office
}

func (d draw) number(name string, below int) int { return rapid.IntRange(0, below-1).Draw(d.rt, name) }

func (d draw) one(name string, of ...string) string { return rapid.SampledFrom(of).Draw(d.rt, name) }

func (d draw) id() string { return d.one("project", "P1", "P2", "P3") }

func (d draw) day(name string) model.Period {
	return model.NewDate(2019, time.September, 1).Add(d.number(name, 650))
}

// maybe is a day, or none.
func (d draw) maybe(name string) model.Period {
	if rapid.Bool().Draw(d.rt, "has "+name) {
		return d.day(name)
	}
	return model.Period{}
}

func (d draw) yuan(name string) *decimal.Decimal {
	value := decimal.New(int64(d.number(name, 40)), 7) // Around 100 million.
	return &value
}

// from is from when a statement holds: always, or from a day on.
func (d draw) from() time.Time {
	if rapid.Bool().Draw(d.rt, "always") {
		return model.Always()
	}
	return d.day("valid from").Start(Zone)
}

func (d draw) task() {
	day := d.day("task")
	value := decimal.NewFromInt(int64(d.number("target", 6)))
	target := model.Target{Project: d.id(), Year: day.Year(), Base: model.Yuan, Value: &value}
	if rapid.Bool().Draw(d.rt, "curved") {
		curve := d.one("curve", "workdays", "s_curve", "quarters 10/45/70/100", "months 0/0/5/10/20/40/40/60/70/80/90/100")
		require.NoError(d.o, target.Curve.UnmarshalText([]byte(curve)))
	}
	d.o.State(model.KindTarget, target.ID(), day.Start(Zone), target)
}

func (d draw) report() {
	d.o.Report(d.id(), d.day("cut-off").Start(Zone), float64(d.number("done", 6)))
}

func (d draw) project() {
	d.o.State(model.KindProject, d.id(), d.day("valid from").Start(Zone), model.Project{
		Name: d.one("name", "", "甲", "乙"), Nature: d.one("nature", "", "新开工", "续建"),
		Category: d.one("category", "", "工业", "交通"), Lead: d.one("lead", "", "张某", "王某"),
		Stage:           model.Stage(d.one("stage", "", "planned", "signed", "started", "building", "completed", "production")),
		TotalInvestment: d.yuan("total"),
	})
}

func (d draw) duty() {
	d.o.State(model.KindDuty, d.id(), d.day("valid from").Start(Zone), model.Duty{Lead: d.one("lead", "李某", "赵某")})
}

func (d draw) milestone() {
	m := model.Milestone{
		Project: d.id(), Milestone: d.one("milestone", "start", "finish", "production", "封顶"),
		Planned: d.maybe("planned"), Actual: d.maybe("actual"),
	}
	d.o.State(model.KindMilestone, m.ID(), d.from(), m)
}

func (d draw) activity() {
	a := model.Activity{
		Project: d.id(), Activity: d.one("activity", "A", "B", "C"), Name: "工序",
		Duration: d.number("duration", 60), Workdays: rapid.Bool().Draw(d.rt, "workdays"),
		ActualStart: d.maybe("start"), ActualFinish: d.maybe("finish"),
	}
	if rapid.Bool().Draw(d.rt, "follows") { // Cycles and unknown ones too.
		a.Predecessors = []string{d.one("predecessor", "A", "B", "C", "D")}
	}
	d.o.State(model.KindActivity, a.ID(), d.from(), a)
}

func (d draw) procedure() {
	p := model.Procedure{
		Project: d.id(), Procedure: d.one("procedure", "备案", "环评"), Authority: "某局",
		Accepted: d.maybe("accepted"), Completed: d.maybe("completed"), Limit: d.number("limit", 30),
		Deferred: rapid.Bool().Draw(d.rt, "deferred"), SupplyBy: d.maybe("supply by"), Supplied: d.maybe("supplied"),
	}
	if rapid.Bool().Draw(d.rt, "stopped") {
		p.Stops = []model.Stop{{From: d.day("stop"), To: d.maybe("stop ends")}}
	}
	d.o.State(model.KindProcedure, p.ID(), d.from(), p)
}

func (d draw) obstacle() {
	ob := model.Obstacle{
		Project: d.id(), Obstacle: d.one("obstacle", "1", "2"),
		Kind: rapid.SampledFrom(model.ObstacleKinds()).Draw(d.rt, "obstacle kind"), What: "用地", Owner: "某局",
		Raised: d.maybe("raised"), Due: d.maybe("due"), Closed: d.maybe("closed"),
	}
	d.o.State(model.KindObstacle, ob.ID(), d.from(), ob)
}

func (d draw) visit() {
	mark := decimal.NewFromInt(int64(d.number("mark", 101)))
	v := model.Visit{Project: d.id(), Date: d.day("visit"), Judge: d.one("judge", "甲", "乙"), Mark: &mark}
	d.o.State(model.KindVisit, v.ID(), d.from(), v)
}

func (d draw) membership() {
	m := model.Membership{
		Of: d.one("library", "省库", "市库"), Project: d.id(), Industry: d.one("industry", "", "工业"),
		Declared: d.maybe("declared"), Admitted: d.maybe("admitted"), Investment: d.yuan("investment"),
	}
	if rapid.Bool().Draw(d.rt, "programme") {
		m.Year, m.Planned = 2019+d.number("year", 3), d.yuan("planned")
	}
	d.o.State(model.KindMembership, m.ID(), d.from(), m)
}

func (d draw) attraction() {
	id := d.one("attraction", "Z1", "Z2")
	d.o.State(model.KindAttraction, id, d.from(), model.Attraction{
		Attraction: id, Name: id, Industry: d.one("industry", "", "工业"), Investment: d.yuan("investment"),
		Signed: d.maybe("signed"), Landed: d.maybe("landed"), Started: d.maybe("started"),
	})
}

func (d draw) ceremony() {
	c := model.Ceremony{
		Ceremony: d.one("ceremony", "一季度", "二季度"), Date: d.day("ceremony day"),
		Name: d.one("started", "", "甲", "乙"), Investment: d.yuan("investment"),
	}
	d.o.State(model.KindCeremony, c.ID(), d.from(), c)
}

func (d draw) grant() {
	g := model.Grant{
		Source: d.one("source", "专项债券", "预算内"), Project: d.id(), Amount: d.yuan("amount"),
		Granted: d.day("granted"), Started: d.maybe("started"),
	}
	d.o.State(model.KindGrant, g.ID(), d.from(), g)
}

func (d draw) enterprise() {
	name := d.one("enterprise", "甲厂", "乙厂")
	d.o.State(model.KindEnterprise, name, d.from(), model.Enterprise{Enterprise: name, Lead: d.one("lead", "张某", "王某")})
	d.figure(model.EnterpriseSeries(model.Yuan, d.o.Region, name, "产值"), d.day("figure"), float64(d.number("output", 50)))
}

func (d draw) total() {
	system := rapid.SampledFrom(model.Systems()).Draw(d.rt, "system")
	step := rapid.SampledFrom(system.Steps()).Draw(d.rt, "step")
	family := d.one("family", model.MetricPipelineItems, model.MetricPipelineYuan)
	name := d.one("of", "", "省库", "专项债券")
	d.figure(model.PipelineSeries(family, d.o.Region, system, name, step, ""), d.day("cut-off"), float64(d.number("total", 5)))
}

func (d draw) funds() {
	series := model.AttractionFundsSeries(d.o.Region, d.one("attraction", "Z1", "Z2"))
	d.figure(series, model.PeriodOf(model.Monthly, d.day("month").Start(time.UTC)), float64(d.number("funds", 50)))
}

func (d draw) standing() {
	month := model.PeriodOf(model.Monthly, d.day("month").Start(time.UTC))
	d.figure(model.StandingSeries(model.MetricStandingRank, d.o.Region, "重点项目"), month, float64(1+d.number("rank", 9)))
	d.figure(model.StandingSeries(model.MetricStandingRegions, d.o.Region, "重点项目"), month, 9)
}

func (d draw) indicator() {
	code := d.one("indicator", "general_public_budget_revenue", "fixed_asset_investment", "tax_revenue")
	m := rapid.SampledFrom([]model.Measure{model.YearToDate, model.YTDGrowth, model.MonthValue}).Draw(d.rt, "measure")
	month := model.PeriodOf(model.Monthly, d.day("month").Start(time.UTC))
	if month.Ordinal() == 1 || m == model.MonthValue && month.Ordinal() == 2 {
		month = month.Add(2) // No January, nor February alone.
	}
	d.o.Indicator(code, m, month, float64(d.number("value", 20))/100)
}

func (d draw) goal() {
	value := decimal.New(int64(d.number("goal", 20)), -2)
	target := model.Target{
		Indicator: d.one("indicator", "general_public_budget_revenue", "fixed_asset_investment", model.ApprovalWorkdays),
		Measure:   rapid.SampledFrom([]model.Measure{model.YearToDate, model.YTDGrowth}).Draw(d.rt, "measure"),
		Issuer:    rapid.SampledFrom([]model.Issuer{model.ByCity, model.ByDistrict}).Draw(d.rt, "issuer"),
		Bound:     rapid.SampledFrom([]model.Bound{"", model.AtLeast, model.AtMost}).Draw(d.rt, "bound"),
		Year:      2019 + d.number("year", 3), Base: model.Yuan, Value: &value,
	}
	if target.Indicator == model.ApprovalWorkdays {
		target.Measure, target.Base = model.Stock, model.Items
	} else if target.Measure == model.YTDGrowth {
		target.Base = model.Ratio
	}
	d.o.State(model.KindTarget, target.ID(), d.day("valid from").Start(Zone), target)
}

func (d draw) note() {
	id := d.id()
	d.o.State(model.KindNote, id, d.day("valid from").Start(Zone), model.Note{Project: id, State: d.one("works", "", "封顶")})
}

// withdrawal takes one of the submissions back, of whichever district.
func (d draw) withdrawal() {
	if len(d.o.receipts) == 0 {
		return
	}
	at := d.number("receipt", len(d.o.receipts))
	_, err := d.o.Ledger.Withdraw(d.o.Context(), model.Withdrawal{Receipt: d.o.receipts[at], By: "tester", Reason: "mistaken"})
	require.NoError(d.o, err)
	d.o.receipts = append(d.o.receipts[:at:at], d.o.receipts[at+1:]...)
}

// figure reports one figure.
func (d draw) figure(s model.Series, p model.Period, value float64) {
	d.o.Helper()
	d.o.Commit(model.Submission{Observations: []model.Observation{{Series: &s, Period: p, Value: value}}})
}

// Later lets some hours go by before the next submission.
func (o *Office) Later(rt *rapid.T) {
	o.Now = o.Now.Add(time.Duration(rapid.IntRange(1, 40*24).Draw(rt, fmt.Sprint("later than ", o.Now.Unix()))) * time.Hour)
}
