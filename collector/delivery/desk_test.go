package delivery

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// clock goes on by a second whenever it is asked to.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// desk is a ledger that things are delivered from.
type desk struct {
	t      testing.TB
	ctx    context.Context //nolint:containedctx // Of the test.
	ledger *pebble.Ledger
	clock  *clock
}

func newDesk(t testing.TB) *desk {
	d := &desk{t: t, ctx: context.Background(), clock: newClock()}
	d.ledger = openLedger(t, d.clock)
	t.Cleanup(func() { require.NoError(t, d.ledger.Close()) })
	return d
}

func openLedger(t require.TestingT, c *clock) *pebble.Ledger {
	l, err := pebble.Open(context.Background(), pebble.Options{
		Dir: "ledger", FS: vfs.NewMem(), Clock: c.now, Ballast: -1, Reserve: -1, MemTable: 1 << 20, Cache: 1 << 20,
	})
	require.NoError(t, err)
	return l
}

func (d *desk) commit(observations ...model.Observation) model.Receipt {
	d.t.Helper()
	return d.submit(model.Submission{Observations: observations})
}

func (d *desk) submit(s model.Submission) model.Receipt {
	d.t.Helper()
	d.clock.advance(time.Second)
	r, err := d.ledger.Commit(d.ctx, s)
	require.NoError(d.t, err)
	return r
}

func (d *desk) withdraw(id string) model.Receipt {
	d.t.Helper()
	d.clock.advance(time.Second)
	r, err := d.ledger.Withdraw(d.ctx, model.Withdrawal{Receipt: id, By: "tester", Reason: "test"})
	require.NoError(d.t, err)
	return r
}

func revenue(value float64, month int) model.Observation {
	s := model.NewSeries("jindu_indicator_yuan", "indicator", "revenue", "region", "410505")
	return model.Observation{Series: &s, Period: model.NewMonth(2020, time.January).Add(month), Value: value, Cell: "A1"}
}

// figures are observations of many months.
func figures(n int) []model.Observation {
	all := make([]model.Observation, n)
	s := model.NewSeries("jindu_indicator_yuan", "indicator", "many")
	for i := range all {
		all[i] = model.Observation{Series: &s, Period: model.NewDate(1990, 1, 1).Add(i), Value: float64(i)}
	}
	return all
}

func note(id string) model.Record {
	return model.Record{
		Kind: model.KindNote, Region: "410505", ID: id,
		ValidFrom: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), Body: []byte(`{"text":"好"}`),
	}
}

// naive is a target in memory, done in the simplest way.
type naive struct {
	mu        sync.Mutex
	current   map[string]model.Version
	revisions map[string]model.Version // By figure and revision.
	records   map[uint64]store.Statement
	receipts  map[uint64]model.Receipt
	order     []uint64 // Of the receipts, as they came.
	head      store.Head
	writes    []store.Batch
	noHead    bool

	before func(context.Context, store.Batch) error // May fail before anything is written,
	after  func(store.Batch) error                  // or after.
	closed int
}

func newNaive() *naive {
	n := &naive{}
	n.clear()
	return n
}

func (n *naive) clear() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.current, n.revisions = map[string]model.Version{}, map[string]model.Version{}
	n.records, n.receipts, n.head = map[uint64]store.Statement{}, map[uint64]model.Receipt{}, store.Head{}
	n.order = nil
}

func (n *naive) Write(ctx context.Context, b store.Batch) error {
	if n.before != nil {
		if err := n.before(ctx, b); err != nil {
			return err
		}
	}
	n.take(b)
	if n.after != nil {
		return n.after(b)
	}
	return nil
}

func (n *naive) take(b store.Batch) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.writes = append(n.writes, b)
	for _, f := range b.Figures {
		key := f.Series.String() + f.Version.Period.Add(0).String()
		n.current[key] = f.Current
		n.revisions[fmt.Sprintf("%s#%d", key, f.Revision)] = f.Version
	}
	for _, s := range b.Records {
		n.records[s.Sequence] = s
	}
	for _, r := range b.Receipts {
		n.receipts[r.Number] = r
		n.order = append(n.order, r.Number)
	}
	n.head = b.Head
	n.head.Committed = time.Time{} // Its receipt says it.
}

func (n *naive) Head(context.Context) (store.Head, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.noHead {
		return store.Head{}, store.ErrNoHead
	}
	head := n.head
	if head.Committed.IsZero() {
		head.Committed = n.receipts[head.Commit].Committed
	}
	return head, nil
}

func (n *naive) Close() error { n.closed++; return nil }

// requireEqual holds a target against the ledger: current values, every
// version, records, receipts.
func requireEqual(t require.TestingT, l *pebble.Ledger, n *naive) {
	ctx := context.Background()
	want := newNaive()
	v, err := l.View(ctx, time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	for c, err := range l.Changes(ctx, 0) {
		require.NoError(t, err)
		if c.Record != nil {
			want.records[c.Sequence] = store.Statement{Sequence: c.Sequence, Record: *c.Record}
			continue
		}
		key := c.Series.String() + c.Version.Period.Add(0).String()
		history, err := v.History(ctx, *c.Series, c.Version.Period)
		require.NoError(t, err)
		want.current[key] = current(t, v, *c.Series, history[0])
		for i, version := range history {
			// As it was then, read as of then.
			want.revisions[fmt.Sprintf("%s#%d", key, len(history)-1-i)] = asOf(t, l, *c.Series, version)
		}
	}
	for r, err := range l.Receipts(ctx) {
		require.NoError(t, err)
		r.WithdrawnBy = "" // Its withdrawal tells.
		want.receipts[r.Number] = r
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for number, r := range n.receipts {
		r.WithdrawnBy = ""
		n.receipts[number] = r
	}
	require.Equal(t, want.current, n.current)
	require.Equal(t, want.revisions, n.revisions)
	require.Equal(t, want.records, n.records)
	require.Equal(t, want.receipts, n.receipts)
	stats := l.Stats()
	require.Equal(t, stats.Commits, n.head.Commit)
	if stats.Commits > 0 {
		require.Equal(t, store.Head{Ledger: stats.ID, Commit: stats.Commits, Sequence: stats.Sequence}, n.head)
	}
}

func asOf(t require.TestingT, l *pebble.Ledger, s model.Series, version model.Version) model.Version {
	v, err := l.View(context.Background(), version.Recorded)
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	return current(t, v, s, version)
}

// current fills a version in from the point that the ledger gives of it.
func current(t require.TestingT, v model.View, s model.Series, version model.Version) model.Version {
	if version.Status == model.Withdrawn {
		return version
	}
	for p, err := range v.Points(context.Background(), s, version.Period, version.Period) {
		require.NoError(t, err)
		version.Point = p
	}
	return version
}

// worker makes a worker of a desk's ledger and a target, with small batches.
func (d *desk) worker(fs vfs.FS, target store.Target, limit int) *Worker {
	return newTestWorker(d.t, d.ledger, d.clock, fs, target, limit)
}

func newTestWorker(
	t require.TestingT, l *pebble.Ledger, c *clock, fs vfs.FS, target store.Target, limit int,
) *Worker {
	w, err := NewWorker(Options{
		Name: "t", Kind: "influx", Dir: "delivery", Ledger: l, Clock: c.now, FS: fs,
		Deliverer: &toStore{ledger: l, target: target, limit: limit}, Logger: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	return w
}

// all goes on until there is nothing more.
func all(t require.TestingT, w *Worker) {
	for {
		more, err := w.attempt(context.Background())
		require.NoError(t, err)
		if !more {
			return
		}
	}
}
