package storetest

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func testFigures(t *testing.T, open Open) {
	t.Run("everything stated is read back", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		merged := model.NewMonth(2020, time.February).WithSpan(2)
		r := d.take(
			model.Observation{Series: &s, Period: july().WithSpan(7), Value: 1.219e9, Status: model.Preliminary, Cell: "指标!E5"},
			model.Observation{Series: &s, Period: merged, Value: 0.1, Status: model.Estimated},
			model.Observation{Series: &s, Period: model.NewMonth(2019, time.December), Value: -3},
		)
		require.Equal(t, []model.Point{
			{Period: model.NewMonth(2019, time.December), Value: -3, Recorded: r.Recorded, First: r.Recorded},
			{Period: merged, Value: 0.1, Status: model.Estimated, Recorded: r.Recorded, First: r.Recorded},
			{Period: july().WithSpan(7), Value: 1.219e9, Status: model.Preliminary, Recorded: r.Recorded, First: r.Recorded},
		}, d.points(now(), s))
		require.Equal(t, []model.Version{{
			Point: model.Point{
				Period: july().WithSpan(7), Value: 1.219e9, Status: model.Preliminary, Recorded: r.Recorded, First: r.Recorded,
			},
			Receipt: r.ID, Cell: "指标!E5",
		}}, d.history(now(), s, july()), "the span of the period asked for does not count")
	})
	t.Run("periods bound what is read", func(t *testing.T) { testBounds(t, newDesk(t, open)) })
	t.Run("each frequency", func(t *testing.T) { testFrequencies(t, newDesk(t, open)) })
	t.Run("every finite number", func(t *testing.T) {
		d := newDesk(t, open)
		for i, value := range []float64{0, math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64, 1218999999.9, 0.1 + 0.2} {
			s := model.NewSeries("m", "n", string(rune('a'+i)))
			d.take(figure(s, july(), value))
			require.Equal(t, math.Float64bits(value), math.Float64bits(d.values(now(), s)[0]))
		}
	})
	t.Run("an empty ledger", func(t *testing.T) {
		d := newDesk(t, open)
		require.Empty(t, d.points(now(), revenue()))
		require.Empty(t, d.history(now(), revenue(), july()))
		require.Empty(t, d.changes(0))
		d.see(now(), func(v model.View) {
			require.Zero(t, v.Commit())
			series, err := v.Select(t.Context())
			require.NoError(t, err)
			require.Empty(t, series)
		})
		stats := d.Stats()
		require.Zero(t, stats.Series+int(stats.Commits)+int(stats.Sequence))
		require.True(t, stats.Newest.IsZero())
	})
}

func testBounds(t *testing.T, d *desk) {
	s, other := revenue(), model.NewSeries("jindu_indicator_yuan", "indicator", "x")
	var stated []model.Observation
	for m := time.January; m <= time.December; m++ {
		stated = append(stated,
			model.Observation{Series: &s, Period: model.NewMonth(2020, m), Value: float64(m)},
			model.Observation{Series: &other, Period: model.NewMonth(2020, m), Value: 100})
	}
	d.take(stated...)
	month := func(m time.Month) model.Period { return model.NewMonth(2020, m) }
	for _, c := range []struct {
		name     string
		from, to model.Period
		want     []float64
	}{
		{"both ends count", month(3), month(5), []float64{3, 4, 5}},
		{"one period", month(7), month(7), []float64{7}},
		{"open at the start", model.Period{}, month(2), []float64{1, 2}},
		{"open at the end", month(11), model.Period{}, []float64{11, 12}},
		{"before all", model.NewMonth(2019, 1), model.NewMonth(2019, 12), nil},
		{"from after to", month(5), month(3), nil},
		{"spans do not count", month(3).WithSpan(3), month(4).WithSpan(4), []float64{3, 4}},
	} {
		d.see(now(), func(v model.View) {
			var got []float64
			for _, p := range pointsOf(t, v, s, c.from, c.to) {
				got = append(got, p.Value)
			}
			require.Equal(t, c.want, got, c.name)
		})
	}
	d.see(now(), func(v model.View) {
		for p, err := range v.Points(t.Context(), s, model.Period{}, model.Period{}) {
			require.NoError(t, err)
			require.Equal(t, 1.0, p.Value)
			break // Breaking off is allowed.
		}
		for _, err := range v.Points(t.Context(), s, model.NewYear(2020), model.Period{}) {
			require.ErrorIs(t, err, model.ErrFrequency)
		}
	})
}

func testFrequencies(t *testing.T, d *desk) {
	for _, p := range []model.Period{
		model.NewYear(2020), model.NewHalf(2020, 1), model.NewQuarter(2020, 3), july(),
		model.NewWeek(2020, 53), model.NewDate(1969, time.July, 25), model.NewDate(2020, time.February, 29),
	} {
		s := model.NewSeries("m", "period", p.String())
		d.take(figure(s, p, 1), figure(s, p.Add(-1), 2))
		points := d.points(now(), s)
		require.Len(t, points, 2)
		require.Equal(t, p.Add(-1), points[0].Period)
		require.Equal(t, p, points[1].Period)
	}
}

func testRevisions(t *testing.T, open Open) {
	t.Run("as of the exact edges", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		first := d.take(figure(s, july(), 1))
		second := d.take(figure(s, july(), 2))
		third := d.take(figure(s, july(), 3))
		ms := time.Millisecond
		for _, c := range []struct {
			name string
			asOf time.Time
			want []float64
		}{
			{"before anything", first.Recorded.Add(-ms), nil},
			{"the very moment", first.Recorded, []float64{1}},
			{"just before the second", second.Recorded.Add(-ms), []float64{1}},
			{"within a millisecond before", second.Recorded.Add(-time.Nanosecond), []float64{1}},
			{"the second", second.Recorded, []float64{2}},
			{"within a millisecond after", third.Recorded.Add(ms - 1), []float64{3}},
			{"in another zone", second.Recorded.UTC(), []float64{2}},
			{"long after", third.Recorded.AddDate(100, 0, 0), []float64{3}},
			{"everything", now(), []float64{3}},
		} {
			require.Equal(t, c.want, d.values(c.asOf, s), c.name)
		}
		d.see(second.Recorded, func(v model.View) {
			require.True(t, v.AsOf().Equal(second.Recorded))
			require.EqualValues(t, 3, v.Commit(), "the commit is the ledger's, whatever is known of it")
		})
	})
	t.Run("recorded and first", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		first := d.take(figure(s, july(), 1))
		second := d.take(figure(s, july(), 2))
		p := d.points(now(), s)[0]
		require.Equal(t, second.Recorded, p.Recorded)
		require.Equal(t, first.Recorded, p.First)
		require.Equal(t, first.Recorded, d.points(first.Recorded, s)[0].Recorded)
		require.Zero(t, first.Revised)
		require.Equal(t, 1, second.Revised)
		require.Zero(t, d.take(figure(s, july(), 2)).Revised, "the same value again revises nothing")
	})
	t.Run("history", func(t *testing.T) { testHistory(t, newDesk(t, open)) })
	t.Run("the span and the status can be revised", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		d.take(model.Observation{Series: &s, Period: july(), Value: 1, Status: model.Preliminary})
		d.take(model.Observation{Series: &s, Period: july().WithSpan(7), Value: 1})
		p := d.points(now(), s)
		require.Len(t, p, 1)
		require.Equal(t, july().WithSpan(7), p[0].Period)
		require.Equal(t, model.Final, p[0].Status)
	})
	t.Run("a backdated import is known from then", func(t *testing.T) {
		d, s := newDesk(t, open), revenue()
		then := time.Date(2019, 3, 1, 12, 0, 0, 123456789, Zone())
		r := d.submit(model.Submission{Recorded: then, Observations: []model.Observation{figure(s, july(), 1)}})
		require.Equal(t, then.Truncate(time.Millisecond), r.Recorded)
		require.Equal(t, d.clock.now(), r.Committed)
		require.Empty(t, d.values(then.Add(-time.Millisecond), s))
		require.Equal(t, []float64{1}, d.values(then, s))
		require.Equal(t, r.Committed, d.Stats().Newest)
	})
}

func testHistory(t *testing.T, d *desk) {
	s := revenue()
	first := d.take(figure(s, july(), 1), figure(s, july().Add(1), 9))
	second := d.submit(model.Submission{Observations: []model.Observation{
		{Series: &s, Period: july(), Value: 2, Cell: "B2"},
	}})
	all := d.history(now(), s, july())
	require.Len(t, all, 2)
	require.Equal(t, []string{second.ID, first.ID}, []string{all[0].Receipt, all[1].Receipt})
	require.Equal(t, "B2", all[0].Cell)
	require.Equal(t, first.Recorded, all[0].First)
	early := d.history(first.Recorded, s, july())
	require.Len(t, early, 1)
	require.Equal(t, 1.0, early[0].Value)
	require.Empty(t, d.history(now(), s, july().Add(5)))
}
