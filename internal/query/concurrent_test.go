package query_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/metric"
	jindu "jindu/internal/model"
	"jindu/internal/officetest"
)

// busyDistricts is an office with something of each system, in two districts.
func busyDistricts(t *testing.T) *asked {
	t.Helper()
	a := newAskedBy(t, officetest.AllPacks(t))
	for _, region := range []string{officetest.Region, officetest.Sister} {
		a.Region = region
		for i := range 5 {
			id := fmt.Sprint("P", i)
			a.State(jindu.KindProject, id, officetest.Date(2019, 1, 1), jindu.Project{
				Name: id, Nature: "新开工", Category: "工业", Stage: jindu.Building,
			})
			a.Task(id, 2020, 120)
			for month := time.January; month <= time.August; month++ {
				a.Report(id, jindu.NewMonth(2020, month).End(officetest.Zone), float64(month)*float64(6+i))
			}
			begin := jindu.NewDate(2020, 3, 1+i)
			start := jindu.Milestone{Project: id, Milestone: jindu.MilestoneStart, Planned: begin, Actual: begin.Add(40 * i)}
			a.State(jindu.KindMilestone, start.ID(), jindu.Always(), start)
			finish := jindu.Milestone{Project: id, Milestone: jindu.MilestoneFinish, Planned: begin.Add(300)}
			a.State(jindu.KindMilestone, finish.ID(), jindu.Always(), finish)
			works := jindu.Activity{Project: id, Activity: "1", Duration: 200, ActualStart: begin.Add(10 * i)}
			a.State(jindu.KindActivity, works.ID(), jindu.Always(), works)
			permit := jindu.Procedure{Project: id, Procedure: "施工许可", Accepted: begin, Limit: 10 * i}
			a.State(jindu.KindProcedure, permit.ID(), jindu.Always(), permit)
		}
	}
	return a
}

// Boards, judgements and queries share what was worked out of one portfolio.
// Asked at once they say what each says by itself.
func TestAskedAtOnceAllSayTheSame(t *testing.T) {
	a := busyDistricts(t)
	instants := make([]time.Time, 12)
	want := make([]map[string]float64, len(instants))
	for i := range instants {
		instants[i] = officetest.EndOf(2020, time.Month(1+i), 10)
		alone, err := board.New(a.Ledger, a.boards.Rules()) // That has nothing in store.
		require.NoError(t, err)
		want[i] = samplesAt(t, alone, instants[i])
		require.NotEmpty(t, want[i])
	}
	var askers sync.WaitGroup
	for asker := range 6 {
		askers.Go(func() {
			for k := range instants {
				i := (k*5 + asker) % len(instants)
				switch asker % 3 {
				case 0:
					assert.Equal(t, want[i], samplesAt(t, a.boards, instants[i]))
				case 1:
					got := map[string]float64{}
					for _, s := range a.vector(`{__name__=~"jindu_.+"}`, "time", instants[i].Format(time.RFC3339)) {
						got[s.Metric.String()] = float64(s.Value)
					}
					assert.Equal(t, want[i], got)
				default:
					_, _, err := a.boards.Judged(t.Context(), instants[i], time.Time{}, a.boards.Rules().Packs)
					assert.NoError(t, err)
				}
			}
		})
	}
	askers.Wait()
}

func samplesAt(t *testing.T, boards *board.Boards, at time.Time) map[string]float64 {
	t.Helper()
	b, err := boards.Board(t.Context(), at, time.Time{})
	require.NoError(t, err)
	all := map[string]float64{}
	metric.OfBoard(b, func(s metric.Sample) { all[sampleKey(s)] = s.Value })
	return all
}
