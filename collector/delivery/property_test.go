package delivery

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// Whatever happens between commits and deliveries, the target becomes equal to
// the ledger once it is let.
func TestAnyInterleavingEndsEqual(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, target := newClock(), newNaive()
		r := &run{ledger: openLedger(rt, c), clock: c, naive: target, target: target, fs: vfs.NewCrashableMem()}
		defer func() { require.NoError(rt, r.ledger.Close()) }()
		target.before, target.after = r.before, r.after
		r.open(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"commit": r.commit, "withdraw": r.withdraw, "deliver": r.deliver, "kill": r.kill,
			"from start": r.fromStart, "empty": r.empty, "fail": r.fail,
		})
		r.failBefore, r.failAfter = nil, nil
		r.worker.looked = time.Time{}
		all(rt, r.worker)
		requireEqual(rt, r.ledger, target)
		require.Equal(rt, r.ledger.Stats().Sequence, r.worker.position().Sequence)
	})
}

// The same where crashes rob the target of what it took shortly before.
func TestAnyInterleavingWithCrashesEndsEqual(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := newClock()
		f := newForgetful(c, rapid.Bool().Draw(rt, "shows"))
		r := &run{ledger: openLedger(rt, c), clock: c, naive: f.naive, target: f, forgetful: f, fs: vfs.NewCrashableMem()}
		defer func() { require.NoError(rt, r.ledger.Close()) }()
		f.before, f.after = r.before, r.after
		r.open(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"commit": r.commit, "withdraw": r.withdraw, "deliver": r.deliver, "kill": r.kill,
			"from start": r.fromStart, "fail": r.fail, "crash": r.crash, "wait": r.wait,
		})
		r.failBefore, r.failAfter = nil, nil
		all(rt, looksNow(r.worker))
		requireEqual(rt, r.ledger, f.naive)
		require.Equal(rt, r.ledger.Stats().Sequence, r.worker.position().Sequence)
	})
}

type run struct {
	ledger    *pebble.Ledger
	clock     *clock
	naive     *naive
	target    store.Target
	forgetful *forgetful // The target, where it is one.
	fs        *vfs.MemFS
	worker    *Worker
	receipts  []string

	failBefore, failAfter error // Of the next write.
}

var errDown = errors.New("down")

func (r *run) before(context.Context, store.Batch) error {
	err := r.failBefore
	r.failBefore = nil
	return err
}

func (r *run) after(store.Batch) error {
	err := r.failAfter
	r.failAfter = nil
	return err
}

func (r *run) open(t *rapid.T) {
	r.worker = newTestWorker(t, r.ledger, r.clock, r.fs, r.target, rapid.IntRange(1, 5).Draw(t, "limit"))
}

func (r *run) commit(t *rapid.T) {
	r.clock.advance(time.Second)
	var s model.Submission
	months := rapid.SliceOfNDistinct(rapid.IntRange(0, 5), 0, 6, rapid.ID).Draw(t, "months")
	for _, m := range months {
		s.Observations = append(s.Observations, revenue(float64(rapid.IntRange(1, 3).Draw(t, "value")), m))
	}
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3, rapid.ID).Draw(t, "notes") {
		s.Records = append(s.Records, note(id))
	}
	if s.Size() == 0 {
		return
	}
	receipt, err := r.ledger.Commit(context.Background(), s)
	require.NoError(t, err)
	r.receipts = append(r.receipts, receipt.ID)
}

func (r *run) withdraw(t *rapid.T) {
	if len(r.receipts) == 0 {
		return
	}
	r.clock.advance(time.Second)
	i := rapid.IntRange(0, len(r.receipts)-1).Draw(t, "receipt")
	_, err := r.ledger.Withdraw(context.Background(), model.Withdrawal{Receipt: r.receipts[i], Reason: "random"})
	require.NoError(t, err)
	r.receipts = append(r.receipts[:i], r.receipts[i+1:]...)
}

// deliver is one attempt of the worker, as Run makes it.
func (r *run) deliver(t *rapid.T) {
	_, err := r.worker.attempt(context.Background())
	if err == nil {
		r.worker.succeeded()
		return
	}
	require.ErrorIs(t, err, errDown)
	r.worker.failed(problemOf(err))
}

func (r *run) fail(t *rapid.T) {
	if rapid.Bool().Draw(t, "before") {
		r.failBefore = errDown
	} else {
		r.failAfter = errDown
	}
}

// kill is kill -9 and power lost: what was not synced may be lost.
func (r *run) kill(t *rapid.T) {
	seed := rapid.Uint64().Draw(t, "seed")
	r.fs = r.fs.CrashClone(vfs.CrashCloneCfg{
		UnsyncedDataPercent: rapid.IntRange(0, 100).Draw(t, "percent"), RNG: rand.New(rand.NewPCG(seed, seed)),
	})
	r.open(t)
}

func (r *run) fromStart(*rapid.T) { r.worker.askRestart() }

// empty is a target that lost everything. The worker finds out after a failure,
// or when it next looks.
func (r *run) empty(*rapid.T) {
	r.naive.clear()
	r.worker.looked = time.Time{}
}

// crash is noticed by the next request, or seen afterwards.
func (r *run) crash(t *rapid.T) {
	r.forgetful.crash(func(int) bool { return rapid.Bool().Draw(t, "loses") })
	if !r.forgetful.began.IsZero() {
		return
	}
	r.failBefore = errDown
	r.clock.advance(time.Second)
	receipt, err := r.ledger.Commit(context.Background(), model.Submission{Records: []model.Record{note("d")}})
	require.NoError(t, err)
	r.receipts = append(r.receipts, receipt.ID)
	r.deliver(t)
}

// wait lets time pass, and the worker look at the target.
func (r *run) wait(t *rapid.T) {
	r.clock.advance(time.Duration(rapid.IntRange(1, 15).Draw(t, "seconds")) * time.Second)
	r.worker.looked = time.Time{}
}
