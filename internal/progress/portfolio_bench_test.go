package progress_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// memory is a view of facts that are held as they are, so that a benchmark of
// the rules measures no store.
type memory struct {
	records map[model.Kind][]model.Record
	series  []model.Series
	points  map[string][]model.Point
}

// AsOf says that everything is known.
func (*memory) AsOf() time.Time { return time.Time{} }

// Commit is the first and only.
func (*memory) Commit() uint64 { return 1 }

// Close has nothing to let go of.
func (*memory) Close() error { return nil }

// Select finds series by all matchers.
func (m *memory) Select(_ context.Context, matchers ...model.Matcher) ([]model.Series, error) {
	var found []model.Series
	type one struct {
		model.Matcher
		value string
	}
	named := map[one]bool{} // Reading an expression takes long, and names are few.
	for _, s := range m.series {
		all := true
		for _, matcher := range matchers {
			value := s.Label(matcher.Name)
			if matcher.Name == "__name__" {
				value = s.Metric
			}
			ok, known := named[one{matcher, value}]
			if !known {
				var err error
				if ok, err = matcher.Matches(value); err != nil {
					return nil, err
				}
				named[one{matcher, value}] = ok
			}
			all = all && ok
		}
		if all {
			found = append(found, s)
		}
	}
	return found, nil
}

// Points gives a series whole.
func (m *memory) Points(_ context.Context, s model.Series, _, _ model.Period) iter.Seq2[model.Point, error] {
	return func(yield func(model.Point, error) bool) {
		for _, p := range m.points[s.String()] {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// History is not asked for.
func (*memory) History(context.Context, model.Series, model.Period) ([]model.Version, error) {
	return nil, nil
}

// Records gives what was stated of a kind.
func (m *memory) Records(_ context.Context, kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		for _, r := range m.records[kind] {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (m *memory) state(b testing.TB, kind model.Kind, id string, from time.Time, body any) {
	b.Helper()
	r, err := model.NewRecord(kind, officetest.Region, id, from, body)
	require.NoError(b, err)
	m.records[kind] = append(m.records[kind], r)
}

// portfolioOf makes projects that run through 2019 and 2020, each with a plan
// of so many activities in a row, two at a time, and a report a month.
func portfolioOf(b testing.TB, projects, activities int) *memory {
	b.Helper()
	m := &memory{records: map[model.Kind][]model.Record{}, points: map[string][]model.Point{}}
	for i := range projects {
		id := fmt.Sprintf("P%05d", i)
		m.state(b, model.KindProject, id, officetest.Date(2019, 1, 1), model.Project{Name: id, Stage: model.Building})
		for _, year := range []int{2019, 2020} {
			m.task(b, id, year, i)
		}
		begin := model.NewDate(2019, time.January, 1+i%28)
		m.state(b, model.KindMilestone, id+"/start", model.Always(), model.Milestone{
			Project: id, Milestone: model.MilestoneStart, Planned: begin, Actual: begin.Add(i % 20),
		})
		m.state(b, model.KindMilestone, id+"/finish", model.Always(), model.Milestone{
			Project: id, Milestone: model.MilestoneFinish, Planned: begin.Add(700),
		})
		for k := range activities {
			m.activity(b, id, k, begin.Add(k/2*60+i%30))
		}
	}
	slices.SortFunc(m.series, model.Series.Compare)
	return m
}

// task sets a year's target, and reports against it each month.
func (m *memory) task(b testing.TB, id string, year, i int) {
	b.Helper()
	value := decimal.NewFromInt(100_000_000)
	target := model.Target{Project: id, Year: year, Base: model.Yuan, Value: &value}
	m.state(b, model.KindTarget, target.ID(), officetest.Date(year, 1, 1), target)
	series := model.CompletedSeries(officetest.Region, id, year)
	m.series = append(m.series, series)
	for month := time.January; month <= time.December; month++ {
		cutoff := model.NewDay(model.NewMonth(year, month).End(officetest.Zone))
		known := cutoff.End(officetest.Zone).AddDate(0, 0, 1+i%7)
		m.points[series.String()] = append(m.points[series.String()], model.Point{
			Period: cutoff, Value: float64(month) * float64(5_000_000+i*1000), Recorded: known, First: known,
		})
	}
}

func (m *memory) activity(b testing.TB, id string, k int, start model.Period) {
	b.Helper()
	a := model.Activity{Project: id, Activity: fmt.Sprintf("A%02d", k), Duration: 55, Workdays: k%3 == 0}
	if a.Workdays {
		a.Duration = 36
	}
	if k > 1 {
		a.Predecessors = []string{fmt.Sprintf("A%02d", k-2)}
	}
	if k < 12 {
		a.ActualStart, a.ActualFinish = start, start.Add(54)
	}
	m.state(b, model.KindActivity, a.ID(), model.Always(), a)
}

// sizes are an empty district, one with a single project, and a province's.
var portfolioSizes = []int{0, 1, 5000}

// BenchmarkLoad reads a portfolio with 20 activities a project.
func BenchmarkLoad(b *testing.B) {
	for _, n := range portfolioSizes {
		view := portfolioOf(b, n, 20)
		b.Run(fmt.Sprintf("projects=%d", n), func(b *testing.B) {
			for b.Loop() {
				_, err := progress.LoadPortfolio(b.Context(), view, officetest.Rules())
				require.NoError(b, err)
			}
		})
	}
}

// BenchmarkEvaluate judges a loaded portfolio at one instant.
func BenchmarkEvaluate(b *testing.B) {
	for _, n := range portfolioSizes {
		view := portfolioOf(b, n, 20)
		b.Run(fmt.Sprintf("projects=%d", n), func(b *testing.B) {
			portfolio, err := progress.LoadPortfolio(b.Context(), view, officetest.Rules())
			require.NoError(b, err)
			for b.Loop() {
				at := officetest.Date(2020, 9, 8)
				indicators, err := progress.IndicatorsAt(b.Context(), view, officetest.Rules(), at)
				require.NoError(b, err)
				require.Len(b, progress.BoardOf(view, officetest.Rules(), portfolio, indicators, at).Projects, n)
			}
		})
	}
}

// BenchmarkRun walks through two years, board by board.
func BenchmarkRun(b *testing.B) {
	for _, n := range portfolioSizes {
		view := portfolioOf(b, n, 20)
		b.Run(fmt.Sprintf("projects=%d", n), func(b *testing.B) {
			boards := 0
			for b.Loop() {
				boards = 0
				for _, err := range progress.Run(
					b.Context(), view, officetest.Rules(), officetest.Date(2019, 1, 1), officetest.EndOf(2020, 12, 31),
				) {
					require.NoError(b, err)
					boards++
				}
			}
			b.ReportMetric(float64(boards), "boards")
		})
	}
}

// BenchmarkApprovals judges 1,000 projects for the first time, each with five
// procedures open since the year before: their clocks go on every working day.
func BenchmarkApprovals(b *testing.B) {
	view := portfolioOf(b, 1000, 0)
	for i := range 1000 {
		for k := range 5 {
			p := model.Procedure{
				Project: fmt.Sprintf("P%05d", i), Procedure: fmt.Sprintf("A%d", k), Limit: 20 + 40*k,
				Accepted: model.NewDate(2019, time.March, 1+(i+k)%28),
			}
			view.state(b, model.KindProcedure, p.ID(), model.Always(), p)
		}
	}
	for b.Loop() {
		portfolio, err := progress.LoadPortfolio(b.Context(), view, officetest.Rules())
		require.NoError(b, err)
		at := officetest.Date(2020, 9, 8)
		board := progress.BoardOf(view, officetest.Rules(), portfolio, progress.Indicators{}, at)
		require.Len(b, board.Projects, 1000)
		require.NotEmpty(b, portfolio.Changes())
	}
}
