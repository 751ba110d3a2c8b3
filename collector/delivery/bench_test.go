package delivery

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// nowhere takes everything.
type nowhere struct{ facts int }

func (n *nowhere) Write(_ context.Context, b store.Batch) error { n.facts += b.Len(); return nil }

func (n *nowhere) Head(context.Context) (store.Head, error) { return store.Head{}, store.ErrNoHead }

func (n *nowhere) Close() error { return nil }

// BenchmarkBatches makes all batches of a million facts: of 5,000 series of 200
// months, once as they come in a bulk load and once with a revision of each.
func BenchmarkBatches(b *testing.B) {
	for _, revisions := range []int{1, 2} {
		b.Run(fmt.Sprintf("versions=%d", revisions), func(b *testing.B) {
			d := onDisk(b)
			for revision := range revisions {
				load(d, 1_000_000/revisions, float64(revision))
			}
			b.ResetTimer()
			for range b.N {
				n := &nowhere{}
				to := ToStore(d.ledger, n)
				for after, more := uint64(0), true; more; {
					through, err := to.Deliver(b.Context(), after)
					require.NoError(b, err)
					after, more = through, through > after
				}
				require.Equal(b, 1_000_000, n.facts)
			}
			b.ReportMetric(float64(b.N)*1e6/b.Elapsed().Seconds(), "facts/s")
		})
	}
}

// onDisk is a desk whose ledger is kept as an office's is.
func onDisk(b *testing.B) *desk {
	d := &desk{t: b, ctx: b.Context(), clock: newClock()}
	var err error
	d.ledger, err = pebble.Open(d.ctx, pebble.Options{Dir: b.TempDir(), Clock: d.clock.now})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, d.ledger.Close()) })
	return d
}

func load(d *desk, facts int, value float64) {
	const months = 200
	all := make([]model.Observation, 0, facts)
	for i := range facts / months {
		s := model.NewSeries("jindu_indicator_yuan", "indicator", fmt.Sprintf("i%04d", i), "region", "410505", "measure", "ytd")
		for m := range months {
			all = append(all, model.Observation{
				Series: &s, Period: model.NewMonth(2000, time.January).Add(m), Value: value, Cell: "A1",
			})
		}
	}
	d.commit(all...)
}
