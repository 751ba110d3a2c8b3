package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/store"
)

// naive is what a ledger promises, done in the simplest way: every version in
// a list, looked through from end to end.
type naive struct {
	versions  map[naiveFigure][]naiveVersion // In the order in which they were recorded.
	stated    [][]naiveFigure                // By receipt.
	withdrawn map[int]bool
}

type naiveFigure struct {
	series string
	period model.Period // Span 1.
}

type naiveVersion struct {
	model.Version
	origin int // Number of the receipt that its value is of.
}

// take mirrors Commit, and tells whether it must be refused as backdated.
func (n *naive) take(r int, recorded time.Time, observations []model.Observation) bool {
	for _, o := range observations {
		before := n.versions[figureOf(o)]
		if len(before) > 0 && !before[len(before)-1].Recorded.Before(recorded) {
			return false
		}
	}
	var stated []naiveFigure
	for _, o := range observations {
		f := figureOf(o)
		stated = append(stated, f)
		n.versions[f] = append(n.versions[f], naiveVersion{model.Version{
			Point:   model.Point{Period: o.Period, Value: o.Value, Status: o.Status, Recorded: recorded},
			Receipt: model.ReceiptID(uint64(r)), Cell: o.Cell,
		}, r})
	}
	n.stated = append(n.stated, stated)
	return true
}

func figureOf(o model.Observation) naiveFigure {
	return naiveFigure{o.Series.String(), o.Period.Add(0)}
}

// withdraw mirrors Withdraw.
func (n *naive) withdraw(target, r int, recorded time.Time) {
	n.withdrawn[target] = true
	for _, f := range n.stated[target-1] {
		versions := n.versions[f]
		if newest := versions[len(versions)-1]; newest.origin != target || newest.Status == model.Withdrawn {
			continue
		}
		back := naiveVersion{origin: r}
		back.Period, back.Status = versions[0].Period, model.Withdrawn
		for _, v := range slices.Backward(versions) {
			if v.Status != model.Withdrawn && !n.withdrawn[v.origin] {
				back = v
				break
			}
		}
		back.Recorded, back.Receipt = recorded, model.ReceiptID(uint64(r))
		n.versions[f] = append(versions, back)
	}
	n.stated = append(n.stated, nil)
}

// points mirrors View.Points.
func (n *naive) points(asOf time.Time, s model.Series) []model.Point {
	var points []model.Point
	for f, versions := range n.versions {
		known := slices.DeleteFunc(slices.Clone(versions), func(v naiveVersion) bool {
			return !asOf.IsZero() && v.Recorded.After(asOf)
		})
		if f.series != s.String() || len(known) == 0 || known[len(known)-1].Status == model.Withdrawn {
			continue
		}
		p := known[len(known)-1].Point
		p.First, p.Revised = known[0].Recorded, revised(known)
		points = append(points, p)
	}
	slices.SortFunc(points, func(a, b model.Point) int { return int(a.Period.Key()) - int(b.Period.Key()) })
	return points
}

// revised is when the newest version's value took the place of another one.
func revised(known []naiveVersion) time.Time {
	var since time.Time
	for _, v := range slices.Backward(known) {
		switch {
		case v.Status == model.Withdrawn:
		case v.Value != known[len(known)-1].Value:
			return since
		default:
			since = v.Recorded
		}
	}
	return time.Time{}
}

// testAgainstModel does the same at random to a ledger and to a naive one.
func testAgainstModel(t *testing.T, open Open) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &clock{at: start()}
		l := open(t, c.now)
		defer func() { require.NoError(rt, l.Close()) }()
		r := run{T: rt, ledger: l, clock: c, naive: naive{versions: map[naiveFigure][]naiveVersion{}, withdrawn: map[int]bool{}}}
		rt.Repeat(map[string]func(*rapid.T){
			"commit": r.commit, "withdraw": r.withdraw, "wait": r.wait, "": r.compare,
		})
	})
}

type run struct {
	*rapid.T
	ledger  store.Ledger
	clock   *clock
	naive   naive
	moments []time.Time // At which something became known.
}

func (r *run) wait(t *rapid.T) {
	r.clock.advance(time.Duration(rapid.IntRange(0, 3).Draw(t, "milliseconds")) * time.Millisecond)
}

var somePeriods = rapid.Custom(func(t *rapid.T) model.Period {
	p := july().Add(rapid.IntRange(0, 3).Draw(t, "month"))
	return p.WithSpan(rapid.SampledFrom([]int{1, 1, 2, 7}).Draw(t, "span"))
})

var someSeries = rapid.Custom(func(t *rapid.T) model.Series {
	return model.NewSeries("m", "n", rapid.SampledFrom([]string{"a", "b", "安"}).Draw(t, "series"))
})

func (r *run) commit(t *rapid.T) {
	stated := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) model.Observation {
		s := someSeries.Draw(t, "series")
		return model.Observation{
			Series: &s, Period: somePeriods.Draw(t, "period"),
			Value:  float64(rapid.IntRange(-3, 3).Draw(t, "value")),
			Status: model.Status(rapid.IntRange(0, 2).Draw(t, "status")),
			Cell:   rapid.SampledFrom([]string{"", "指标!E5"}).Draw(t, "cell"),
		}
	}), 1, 6, figureOf).Draw(t, "observations")
	s := model.Submission{Observations: stated}
	if rapid.Bool().Draw(t, "backdated") {
		s.Recorded = r.clock.now().Add(-time.Duration(rapid.IntRange(0, 5).Draw(t, "by")) * time.Millisecond)
	}
	number := len(r.naive.stated) + 1
	receipt, err := r.ledger.Commit(testContext(t), s)
	recorded := receipt.Recorded
	if err != nil {
		require.ErrorIs(t, err, model.ErrBackdated)
		recorded = s.Recorded
	}
	require.Equal(t, r.naive.take(number, recorded, stated), err == nil)
	r.moments = append(r.moments, recorded)
}

func (r *run) withdraw(t *rapid.T) {
	if len(r.naive.stated) == 0 {
		t.Skip("nothing to withdraw")
	}
	target := rapid.IntRange(1, len(r.naive.stated)).Draw(t, "receipt")
	receipt, err := r.ledger.Withdraw(testContext(t), model.Withdrawal{Receipt: model.ReceiptID(uint64(target)), Reason: "random"})
	if err != nil {
		done := r.naive.withdrawn[target] && errors.Is(err, model.ErrAlreadyWithdrawn)
		require.True(t, done || errors.Is(err, model.ErrIsWithdrawal) && r.naive.stated[target-1] == nil, "%v", err)
		return
	}
	r.naive.withdraw(target, len(r.naive.stated)+1, receipt.Recorded)
	r.moments = append(r.moments, receipt.Recorded)
}

// compare reads both at a moment at which something became known, just before
// it, and now.
func (r *run) compare(t *rapid.T) {
	moments := []time.Time{{}}
	if len(r.moments) > 0 {
		m := rapid.SampledFrom(r.moments).Draw(t, "as of")
		moments = append(moments, m, m.Add(-time.Millisecond))
	}
	for _, asOf := range moments {
		v, err := r.ledger.View(testContext(t), asOf)
		require.NoError(t, err)
		for _, n := range []string{"a", "b", "安"} {
			s := model.NewSeries("m", "n", n)
			want, got := r.naive.points(asOf, s), pointsOf(t, v, s, model.Period{}, model.Period{})
			require.Equal(t, written(want), written(got), "%s as of %v", s, asOf)
		}
		require.NoError(t, v.Close())
	}
	count := 0
	for _, versions := range r.naive.versions {
		count += len(versions)
	}
	require.EqualValues(t, count, r.ledger.Stats().Sequence)
}

func written(points []model.Point) []string {
	var lines []string
	for _, p := range points {
		lines = append(lines, fmt.Sprintf("%s %v %s %s %s %s", p.Period, p.Value, p.Status,
			p.Recorded.UTC().Format(time.RFC3339Nano), p.First.UTC().Format(time.RFC3339Nano),
			p.Revised.UTC().Format(time.RFC3339Nano)))
	}
	return lines
}
