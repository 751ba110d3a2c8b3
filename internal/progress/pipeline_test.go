package progress_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/tally"
)

func date(text string) model.Period {
	p, err := model.ParsePeriod(text, 0)
	if err != nil {
		panic(err)
	}
	return p
}

func yuan(n int64) *decimal.Decimal {
	d := decimal.NewFromInt(n)
	return &d
}

// always makes a statement that names no day from when it holds.
func (o *office) always(kind model.Kind, id string, body any) string {
	o.Helper()
	return o.State(kind, id, model.Always(), body)
}

// total reports a total.
func (o *office) total(metric string, k tally.Key, cutoff string, value float64) {
	o.Helper()
	series := model.PipelineSeries(metric, officetest.Region, k.System, k.Name, k.Step, k.Industry)
	o.Commit(model.Submission{Observations: []model.Observation{{Series: &series, Period: date(cutoff), Value: value}}})
}

// region gives the office's region at the last second of a day.
func (o *office) region(day string) progress.RegionState {
	o.Helper()
	for _, r := range o.board(date(day).End(officetest.Zone), time.Time{}).Regions {
		if r.Region == officetest.Region {
			return r
		}
	}
	return progress.RegionState{}
}

// pipeline gives one total at the last second of a day.
func (o *office) pipeline(day string, k tally.Key) progress.PipelineState {
	o.Helper()
	for _, p := range o.region(day).Pipeline {
		if p.Key == k {
			return p
		}
	}
	return progress.PipelineState{Key: k}
}

func TestHowLongAPublishedTotalStands(t *testing.T) {
	o := newOffice(t)
	keys := map[tally.Key]bool{ // Whether it ends with its year.
		{System: model.Reserve, Name: "省重点", Step: model.StepDeclared}:    false,
		{System: model.Programme, Name: "982", Step: model.StepSelected}:  true,
		{System: model.Attracted, Step: model.StepSigned}:                 false,
		{System: model.Attracted, Step: model.StepFunds}:                  true,
		{System: model.Starts, Step: model.StepCeremonies}:                true,
		{System: model.Funding, Name: "专项债券", Step: model.StepGranted}:    true,
		{System: model.Procedures, Step: model.StepCompleted}:             true,
		{System: model.Reserve, Step: model.StepAdmitted, Industry: "工业"}: false,
	}
	for k := range keys {
		o.total(model.MetricPipelineItems, k, "2020-07-31", 21)
		o.total(model.MetricPipelineItems, k, "2020-08-31", 22)
	}
	for k, ofYear := range keys {
		require.False(t, o.pipeline("2020-07-30", k).Published.Items.Known, k)
		require.Equal(t, progress.Known(21), o.pipeline("2020-07-31", k).Published.Items, k)
		require.Equal(t, progress.Known(22), o.pipeline("2020-12-31", k).Published.Items, k)
		require.Equal(t, !ofYear, o.pipeline("2021-01-01", k).Published.Items.Known, k)
		require.False(t, o.pipeline("2020-12-31", k).Compared, k)
	}
}

func TestAPublishedTotalIsHeldAgainstItsItems(t *testing.T) {
	o := newOffice(t)
	k := tally.Key{System: model.Reserve, Name: "省重点", Step: model.StepDeclared}
	for i, money := range []int64{12_0000_0000, 20_0000_0000, 3_4400_0000} {
		m := model.Membership{Of: "省重点", Name: fmt.Sprint("项目", i), Declared: date("2020-07-10").Add(i), Investment: yuan(money)}
		o.always(model.KindMembership, m.ID(), m)
	}
	o.total(model.MetricPipelineItems, k, "2020-07-11", 3)
	o.total(model.MetricPipelineYuan, k, "2020-07-11", 35.4e8)
	before := o.pipeline("2020-07-11", k)
	require.Equal(t, progress.PipelineTotal{Items: progress.Known(2), Yuan: progress.Known(32e8)}, before.Counted)
	require.Equal(t, progress.PipelineTotal{Items: progress.Known(3), Yuan: progress.Known(35.4e8)}, before.Published)
	require.True(t, before.Compared)
	require.False(t, before.Agrees, "the third was declared the day after")
	after := o.pipeline("2020-07-12", k)
	require.True(t, after.Agrees, "35.44 is 35.4 in round figures")
	require.Equal(t, before.Published, after.Published)
	o.total(model.MetricPipelineYuan, k, "2020-07-12", 35.3e8)
	require.False(t, o.pipeline("2020-07-12", k).Agrees)
}

func TestProceduresAndStartedProjectsAreCounted(t *testing.T) {
	o := newOffice(t)
	for i, p := range []model.Procedure{
		{Project: "P1", Procedure: "施工许可", Accepted: date("2020-03-01"), Completed: date("2020-04-01")},
		{Project: "P1", Procedure: "用地", Accepted: date("2020-03-01")},
		{Project: "P2", Procedure: "用地", Accepted: date("2020-05-01"), Completed: date("2020-05-02")},
	} {
		o.always(model.KindProcedure, p.ID(), p)
		g := model.Grant{Source: "专项债券", Project: fmt.Sprint("P", i+1), Amount: yuan(1e8), Granted: date("2020-03-01")}
		o.always(model.KindGrant, g.ID(), g)
	}
	o.State(model.KindProject, "P1", officetest.Date(2020, 6, 1), model.Project{Stage: model.Building})
	m := model.Milestone{Project: "P2", Milestone: model.MilestoneStart, Actual: date("2020-06-10")}
	o.always(model.KindMilestone, m.ID(), m)
	items := func(day string, s model.System, step model.Step) float64 {
		return o.pipeline(day, tally.Key{System: s, Step: step}).Counted.Items.Value
	}
	require.Equal(t, 1.0, items("2020-04-30", model.Procedures, model.StepProjects))
	require.Equal(t, 2.0, items("2020-05-01", model.Procedures, model.StepProjects))
	require.Equal(t, 3.0, items("2020-05-01", model.Procedures, model.StepAccepted))
	require.Equal(t, 2.0, items("2020-05-02", model.Procedures, model.StepCompleted))
	require.Equal(t, 3.0, items("2020-03-01", model.Funding, model.StepGranted))
	require.Equal(t, 0.0, items("2020-05-31", model.Funding, model.StepStarted))
	require.Equal(t, 1.0, items("2020-06-01", model.Funding, model.StepStarted))
	require.Equal(t, 2.0, items("2020-06-10", model.Funding, model.StepStarted), "a milestone tells it too")
}

// One portfolio that is asked about day after day counts each day anew.
func TestCountsAreNotHeldTooLong(t *testing.T) {
	o := newOffice(t)
	g := model.Grant{Source: "专项债券", Project: "P1", Amount: yuan(1e8), Granted: date("2020-03-01")}
	o.always(model.KindGrant, g.ID(), g)
	o.State(model.KindProject, "P1", officetest.Date(2020, 6, 1), model.Project{Stage: model.Building})
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer view.Close() //nolint:errcheck // Nothing was written.
	portfolio, err := progress.LoadPortfolio(t.Context(), view, officetest.Rules())
	require.NoError(t, err)
	for _, c := range []struct {
		day  string
		want int // Totals: granted, and started too, of the source and of all.
	}{{"2020-02-29", 0}, {"2020-03-01", 2}, {"2020-05-31", 2}, {"2020-06-01", 4}, {"2020-05-31", 2}} {
		_, regions := portfolio.At(date(c.day).End(officetest.Zone))
		require.Len(t, regions[0].Pipeline, c.want, c.day)
	}
}

func TestTheProgrammesOfAProject(t *testing.T) {
	o := newOffice(t)
	o.State(model.KindProject, "P1", officetest.Date(2019, 1, 1), model.Project{Name: "一"})
	for _, m := range []model.Membership{
		{Of: "省重点", Project: "P1", Declared: date("2020-03-01"), Admitted: date("2020-05-01")},
		{Of: "982", Year: 2020, Project: "P1"},
		{Of: "市重点", Year: 2020, Project: "P1", Admitted: date("2020-02-10")},
		{Of: "市重点", Year: 2021, Project: "P1"},
		{Of: "别的", Project: "P2", Declared: date("2020-03-01")},
		{Of: "别的", Name: "没有编号", Declared: date("2020-03-01")},
	} {
		o.always(model.KindMembership, m.ID(), m)
	}
	for day, want := range map[string][]string{
		"2019-12-31": nil,
		"2020-01-01": {"982"},
		"2020-02-10": {"982", "市重点"},
		"2020-03-01": {"982", "市重点", "省重点"},
		"2020-12-31": {"982", "市重点", "省重点"},
		"2021-01-01": {"市重点", "省重点"},
		"2022-01-01": {"省重点"},
	} {
		projects := o.board(date(day).Start(officetest.Zone), time.Time{}).Projects
		require.Len(t, projects, 1, "a number that nothing else is known of is no project")
		require.Equal(t, want, projects[0].Programs, day)
	}
}

func TestTheFunnel(t *testing.T) {
	o := newOffice(t)
	for i, p := range []model.Project{
		{Stage: model.Planned, Category: "工业", TotalInvestment: yuan(99_999_999)},
		{Stage: model.Planned, Category: "工业", TotalInvestment: yuan(100_000_000)},
		{Stage: model.Planned, Category: "工业", TotalInvestment: yuan(300_000_000)},
		{Stage: model.Building, Category: "农业"},
		{Category: "农业"},
	} {
		o.State(model.KindProject, fmt.Sprint("P", i), officetest.Date(2020, 1, 1), p)
	}
	require.Equal(t, []progress.FunnelState{
		{Stage: model.Planned, Industry: "工业", Size: progress.Large, Items: 2, Yuan: progress.Known(4e8)},
		{Stage: model.Planned, Industry: "工业", Size: progress.Small, Items: 1, Yuan: progress.Known(99_999_999)},
		{Stage: model.Building, Industry: "农业", Size: progress.UnknownSize, Items: 1},
	}, o.region("2020-09-08").Funnel)
}

func TestADailyFigureStandsForAWeek(t *testing.T) {
	o := newOffice(t)
	o.State(model.KindEnterprise, "甲公司", officetest.Date(2020, 7, 1), model.Enterprise{Enterprise: "甲公司", Lead: "李某", Industry: "钢铁"})
	output, power := model.EnterpriseSeries(model.Tonnes, officetest.Region, "甲公司", "产量"),
		model.EnterpriseSeries(model.Yuan, officetest.Region, "乙公司", "产值")
	o.Commit(model.Submission{Observations: []model.Observation{
		{Series: &output, Period: date("2020-07-06"), Value: 10},
		{Series: &output, Period: date("2020-07-07"), Value: 12},
		{Series: &power, Period: date("2020-07-10"), Value: 1e6},
	}})
	known := progress.EnterpriseState{Name: "甲公司", Known: true, Lead: "李某", Industry: "钢铁"}
	require.Empty(t, o.region("2020-06-30").Enterprises)
	require.Equal(t, []progress.EnterpriseState{known}, o.region("2020-07-05").Enterprises)
	held := o.region("2020-07-14").Enterprises
	require.Len(t, held, 2)
	require.Equal(t, "乙公司", held[0].Name)
	require.False(t, held[0].Known)
	require.Equal(t, []progress.EnterpriseFigure{{Item: "产量", Base: model.Tonnes, Day: date("2020-07-07"), Value: 12}}, held[1].Figures)
	require.Equal(t, known, o.region("2020-07-15").Enterprises[1], "a week without a figure")
	require.Equal(t, []progress.EnterpriseState{known}, o.region("2020-07-18").Enterprises)
}

func TestStandings(t *testing.T) {
	o := newOffice(t)
	rank := model.StandingSeries(model.MetricStandingRank, officetest.Region, "综合")
	regions := model.StandingSeries(model.MetricStandingRegions, officetest.Region, "综合")
	for _, s := range []struct {
		period   model.Period
		rank, of float64
	}{
		{model.NewMonth(2019, 11), 3, 9},
		{model.NewMonth(2019, 12), 2, 9},
		{model.NewMonth(2020, 2).WithSpan(2), 1, 9},
		{model.NewMonth(2020, 3), 4, 9},
		{model.NewMonth(2020, 4), 3, 9},
		{model.NewMonth(2020, 6), 3, 9},
		{model.NewMonth(2020, 7), 1, 9},
		{model.NewMonth(2020, 8), 1, 0},
	} {
		observed := []model.Observation{{Series: &rank, Period: s.period, Value: s.rank}}
		if s.of > 0 {
			observed = append(observed, model.Observation{Series: &regions, Period: s.period, Value: s.of})
		}
		o.Commit(model.Submission{Observations: observed})
	}
	at := func(day string) progress.StandingState {
		all := o.region(day).Standings
		if len(all) == 0 {
			return progress.StandingState{}
		}
		return all[0]
	}
	for day, streak := range map[string]int{
		"2019-11-30": 1, "2019-12-31": 2, "2020-01-31": 2, "2020-02-29": 3, "2020-03-31": 0, "2020-04-30": 1,
		"2020-05-31": 1, "2020-06-30": 1, "2020-07-31": 2,
	} {
		require.Equal(t, streak, at(day).Streak, day)
		require.Equal(t, progress.Known(9), at(day).Regions, day)
	}
	require.Equal(t, progress.StandingState{Subject: "综合", Period: model.NewMonth(2020, 8), Rank: 1}, at("2020-08-31"),
		"among how many was not said")
	require.Equal(t, 1.0, at("2021-08-31").Rank)
	require.Zero(t, at("2021-09-01").Rank, "a year on nobody knows")
}

// fact is something that is said of a district's pipeline.
type fact struct {
	record      *model.Record
	observation *model.Observation
}

// drawFacts draws facts of all kinds, or many of those that act on each other.
func drawFacts(t *rapid.T) []fact {
	kinds := rapid.SampledFrom([][]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {3, 5, 6}, {0, 5, 7}, {1, 7, 8}, {4, 5, 9}, {10},
	}).Draw(t, "kinds")
	one := rapid.Custom(func(t *rapid.T) fact { return drawFact(t, rapid.SampledFrom(kinds).Draw(t, "kind")) })
	return distinct(rapid.SliceOfN(one, 1, 25).Draw(t, "facts"))
}

// drawFact draws one of a kind of them.
func drawFact(t *rapid.T, kind int) fact {
	day := func(name string) model.Period {
		if rapid.IntRange(0, 4).Draw(t, name+" is known") == 0 {
			return model.Period{}
		}
		return model.NewDate(2020, 10, 1).Add(rapid.IntRange(0, 150).Draw(t, name))
	}
	money := yuan(int64(rapid.IntRange(0, 3).Draw(t, "yuan")) * 5e7)
	project := fmt.Sprint("P", rapid.IntRange(1, 3).Draw(t, "project"))
	industry := rapid.SampledFrom([]string{"", "工业", "农业"}).Draw(t, "industry")
	stated := func(kind model.Kind, id string, body any) fact {
		from := model.Always()
		if d := day("from"); !d.IsZero() && (kind == model.KindProject || d.Ordinal()%2 == 0) {
			from = d.Start(officetest.Zone)
		}
		r, err := model.NewRecord(kind, officetest.Region, id, from, body)
		require.NoError(t, err)
		return fact{record: &r}
	}
	observed := func(s model.Series, p model.Period, value float64) fact {
		return fact{observation: &model.Observation{Series: &s, Period: p, Value: value}}
	}
	month := model.NewMonth(2020, 9).Add(rapid.IntRange(0, 6).Draw(t, "month"))
	when := model.NewDate(2020, 10, 1).Add(rapid.IntRange(0, 150).Draw(t, "when"))
	number := float64(rapid.IntRange(1, 9).Draw(t, "number"))
	switch kind {
	case 0:
		m := model.Membership{
			Of: "库", Year: rapid.SampledFrom([]int{0, 2020, 2021}).Draw(t, "year"), Project: project,
			Industry: industry, Declared: day("declared"), Admitted: day("admitted"), Investment: money, Planned: money,
		}
		return stated(model.KindMembership, m.ID(), m)
	case 1:
		a := model.Attraction{Attraction: project, Industry: industry, Signed: day("signed"), Landed: day("landed"), Started: day("started"), Investment: money}
		return stated(model.KindAttraction, a.Attraction, a)
	case 2:
		c := model.Ceremony{Ceremony: "秋季", Date: day("date"), Project: rapid.SampledFrom([]string{"", project}).Draw(t, "of"), Investment: money}
		return stated(model.KindCeremony, c.ID(), c)
	case 3:
		g := model.Grant{Source: "债券", Project: project, Amount: money, Granted: day("granted"), Started: day("started")}
		return stated(model.KindGrant, g.ID(), g)
	case 4:
		p := model.Procedure{Project: project, Procedure: "用地", Accepted: day("accepted"), Completed: day("completed")}
		return stated(model.KindProcedure, p.ID(), p)
	case 5:
		return stated(model.KindProject, project, model.Project{
			Stage:    rapid.SampledFrom(append(model.Stages(), "")).Draw(t, "stage"),
			Category: industry, TotalInvestment: money,
		})
	case 6:
		m := model.Milestone{Project: project, Milestone: rapid.SampledFrom([]string{model.MilestoneStart, model.MilestoneProduction}).Draw(t, "milestone"), Actual: day("actual")}
		return stated(model.KindMilestone, m.ID(), m)
	case 7:
		system := rapid.SampledFrom([]model.System{model.Reserve, model.Programme, model.Attracted}).Draw(t, "system")
		step := rapid.SampledFrom(system.Steps()).Draw(t, "step")
		metric := rapid.SampledFrom([]string{model.MetricPipelineItems, model.MetricPipelineYuan}).Draw(t, "metric")
		return observed(model.PipelineSeries(metric, officetest.Region, system, "库", step, industry), when, number)
	case 8:
		return observed(model.AttractionFundsSeries(officetest.Region, project), month, number)
	case 9:
		return observed(model.EnterpriseSeries(model.Tonnes, officetest.Region, project, "产量"), when, number)
	}
	return observed(model.StandingSeries(rapid.SampledFrom([]string{model.MetricStandingRank, model.MetricStandingRegions}).Draw(t, "metric"),
		officetest.Region, "综合"), month, number)
}

// submit takes facts as one submission.
func (o *office) submit(facts []fact) {
	o.Helper()
	var s model.Submission
	for _, f := range facts {
		if f.record != nil {
			s.Records = append(s.Records, *f.record)
		} else {
			s.Observations = append(s.Observations, *f.observation)
		}
	}
	o.Commit(s)
}

// distinct drops facts of which another in the same submission speaks already.
func distinct(facts []fact) []fact {
	seen := map[string]bool{}
	var kept []fact
	for _, f := range facts {
		key := ""
		if f.record != nil {
			key = fmt.Sprint(f.record.Kind, f.record.ID, f.record.ValidFrom)
		} else {
			key = fmt.Sprint(f.observation.Series, f.observation.Period)
		}
		if !seen[key] {
			seen[key] = true
			kept = append(kept, f)
		}
	}
	return kept
}

// Whatever is said of a district's pipeline, the board at any second is the
// last that Run yields, what History holds, and the same in whatever order the
// rows stand; the funnel has every project with a stage once; and what was
// published is shown as it was, whatever the items say.
func TestAPipelineAtAnySecond(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		facts := drawFacts(rt)
		o, shuffled, totals := newOffice(t), newOffice(t), newOffice(t)
		o.submit(facts)
		seed := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "order"), 0))
		seed.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		shuffled.submit(facts)
		for _, f := range facts {
			if f.observation != nil {
				totals.submit([]fact{f})
			}
		}
		to := officetest.Date(2020, 9, 1).Add(time.Duration(rapid.IntRange(0, 800*86400).Draw(rt, "to")) * time.Second)
		want := o.board(to, time.Time{})
		require.Equal(t, want.Regions, shuffled.board(to, time.Time{}).Regions)
		require.Equal(t, want.Projects, shuffled.board(to, time.Time{}).Projects)
		requireFunnelOfAll(t, want)
		require.Equal(t, published(totals.board(to, time.Time{})), published(want))

		view, err := o.Ledger.View(t.Context(), time.Time{})
		require.NoError(t, err)
		defer view.Close() //nolint:errcheck // Nothing was written.
		var last *progress.Board
		for b, err := range progress.Run(t.Context(), view, officetest.Rules(), officetest.Date(2020, 9, 1), to) {
			require.NoError(t, err)
			last = b
		}
		require.Equal(t, want.Regions, last.Regions)
		require.Equal(t, want.Projects, last.Projects)

		portfolio, err := progress.LoadPortfolio(t.Context(), view, officetest.Rules())
		require.NoError(t, err)
		held := progress.RegionState{Region: officetest.Region}
		projects := map[string]progress.ProjectState{}
		for change := range portfolio.History() {
			switch {
			case change.At.After(to):
			case change.Area != nil:
				held = *change.Area
			case change.Project != nil:
				projects[change.ID] = *change.Project
			}
		}
		for _, p := range want.Projects {
			require.Equal(t, p, projects[p.ID])
		}
		for _, region := range want.Regions {
			require.Equal(t, region, held)
		}
	})
}

func requireFunnelOfAll(t *testing.T, b *progress.Board) {
	t.Helper()
	staged, counted := 0, 0
	for _, p := range b.Projects {
		if p.Life != nil {
			staged++
		}
	}
	for _, r := range b.Regions {
		for _, f := range r.Funnel {
			counted += f.Items
		}
	}
	require.Equal(t, staged, counted)
}

func published(b *progress.Board) map[tally.Key]progress.PipelineTotal {
	found := map[tally.Key]progress.PipelineTotal{}
	for _, r := range b.Regions {
		for _, p := range r.Pipeline {
			if p.Published != (progress.PipelineTotal{}) {
				found[p.Key] = p.Published
			}
		}
	}
	return found
}
