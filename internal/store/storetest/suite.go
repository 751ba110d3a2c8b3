package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
)

// Open makes an empty ledger that goes by a clock and gives its times out in
// Zone. What is left of it is cleared away by tb.Cleanup; the suite closes it.
type Open func(tb testing.TB, clock func() time.Time) store.Ledger

// Capabilities say what a store can do beyond keeping current values.
type Capabilities struct {
	AsOf    bool // It reads what was known earlier.
	Records bool // It keeps records.
}

// Zone is the zone in which a ledger under test gives out its times.
func Zone() *time.Location { return time.FixedZone("CST", 8*3600) }

// Run runs the whole suite.
func Run(t *testing.T, open Open, can Capabilities) {
	t.Helper()
	groups := []struct {
		name  string
		needs bool
		run   func(*testing.T, Open)
	}{
		{"Figures", true, testFigures},
		{"Revisions", can.AsOf, testRevisions},
		{"Refusals", true, testRefusals},
		{"Withdraw", can.AsOf, testWithdraw},
		{"Receipts", true, testReceipts},
		{"Records", can.Records, testRecords},
		{"RecordsWithdrawn", can.Records && can.AsOf, testRecordsWithdrawn},
		{"Select", true, testSelect},
		{"Log", true, testLog},
		{"Views", true, testViews},
		{"Concurrent", true, testConcurrent},
		{"Lifetime", true, testLifetime},
		{"AgainstNaiveModel", can.AsOf, testAgainstModel},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			if !g.needs {
				t.Skip("the store does not claim this")
			}
			g.run(t, open)
		})
	}
}

// start is when a ledger under test is opened.
func start() time.Time { return time.Date(2020, 9, 8, 9, 0, 0, 0, Zone()) }

// clock stands still until it is set.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

func (c *clock) advance(d time.Duration) { c.set(c.now().Add(d)) }

// desk is a ledger under test with what a test does to it.
type desk struct {
	*testing.T
	store.Ledger
	clock *clock
}

func newDesk(t *testing.T, open Open) *desk {
	c := &clock{at: start()}
	d := &desk{T: t, Ledger: open(t, c.now), clock: c}
	t.Cleanup(func() { require.NoError(t, d.Ledger.Close()) })
	return d
}

// take commits observations a second after what was before.
func (d *desk) take(observations ...model.Observation) model.Receipt {
	d.Helper()
	return d.submit(model.Submission{Observations: observations})
}

func (d *desk) submit(s model.Submission) model.Receipt {
	d.Helper()
	d.clock.advance(time.Second)
	r, err := d.Commit(d.Context(), s)
	require.NoError(d, err)
	return r
}

func (d *desk) withdraw(id string) model.Receipt {
	d.Helper()
	d.clock.advance(time.Second)
	r, err := d.Withdraw(d.Context(), model.Withdrawal{Receipt: id, By: "office", Reason: "wrong file"})
	require.NoError(d, err)
	return r
}

// see reads through a view that is closed when do is done.
func (d *desk) see(asOf time.Time, do func(model.View)) {
	d.Helper()
	v, err := d.View(d.Context(), asOf)
	require.NoError(d, err)
	defer func() { require.NoError(d, v.Close()) }()
	do(v)
}

// points reads all points of a series.
func (d *desk) points(asOf time.Time, s model.Series) []model.Point {
	d.Helper()
	var points []model.Point
	d.see(asOf, func(v model.View) { points = pointsOf(d.T, v, s, model.Period{}, model.Period{}) })
	return points
}

func pointsOf(t require.TestingT, v model.View, s model.Series, from, to model.Period) []model.Point {
	var points []model.Point
	for p, err := range v.Points(testContext(t), s, from, to) {
		require.NoError(t, err)
		points = append(points, p)
	}
	return points
}

// values reads all values of a series.
func (d *desk) values(asOf time.Time, s model.Series) []float64 {
	d.Helper()
	var values []float64
	for _, p := range d.points(asOf, s) {
		values = append(values, p.Value)
	}
	return values
}

// history reads all versions of a figure.
func (d *desk) history(asOf time.Time, s model.Series, p model.Period) []model.Version {
	d.Helper()
	var versions []model.Version
	d.see(asOf, func(v model.View) {
		var err error
		versions, err = v.History(d.Context(), s, p)
		require.NoError(d, err)
	})
	return versions
}

// changes reads the log.
func (d *desk) changes(after uint64) []store.Change {
	d.Helper()
	var changes []store.Change
	for c, err := range d.Changes(d.Context(), after) {
		require.NoError(d, err)
		changes = append(changes, c)
	}
	return changes
}

func july() model.Period { return model.NewMonth(2020, time.July) }

func revenue() model.Series {
	return model.NewSeries("jindu_indicator_yuan", "indicator", "general_public_budget_revenue", "region", "410505",
		"measure", "ytd", "origin", "published")
}

// figure is an observation of a series of its own.
func figure(s model.Series, p model.Period, value float64) model.Observation {
	return model.Observation{Series: &s, Period: p, Value: value}
}

// now reads everything that is known.
func now() time.Time { return time.Time{} }
