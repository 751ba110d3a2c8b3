package influx_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/influx"
)

const (
	benchSeries = 2000
	benchMonths = 240
	benchBatch  = 10_000 // Facts.
)

// benchBatches are 2,000 series of 20 years of months, as they are delivered.
func benchBatches() []store.Batch {
	at := time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)
	var batches []store.Batch
	b := store.Batch{Head: store.Head{Ledger: "0123456789abcdef0123456789abcdef"}}
	for i := range benchSeries {
		s := model.NewSeries("jindu_indicator_yuan", "indicator", fmt.Sprintf("i%03d", i/10), "region", fmt.Sprintf("4105%02d", i%10),
			"measure", "ytd", "origin", "published")
		for m := range benchMonths {
			v := model.Version{Receipt: "R000001", Point: model.Point{
				Period: model.NewMonth(2001, 1).Add(m), Value: float64(i*1000+m) * 1.1, Recorded: at, First: at,
			}}
			b.Head.Sequence++
			b.Figures = append(b.Figures, store.Figure{Sequence: b.Head.Sequence, Series: &s, Version: v, Current: v})
			if len(b.Figures) == benchBatch {
				batches = append(batches, b)
				b.Figures = nil
			}
		}
	}
	last := &batches[len(batches)-1]
	last.Head.Commit = 1
	last.Receipts = []model.Receipt{{ID: "R000001", Number: 1, Committed: at, Recorded: at}}
	return batches
}

// BenchmarkWriteAndRead says how many facts a second are written (each is two
// points), and how long it takes to read all that are in force, and all as of a
// time, which is read from the revisions.
func BenchmarkWriteAndRead(b *testing.B) {
	bed := newBed(b)
	batches := benchBatches()
	facts := benchSeries * benchMonths
	for b.Loop() {
		o := bed.database(b)
		target, err := influx.NewTarget(o)
		require.NoError(b, err)
		began := time.Now()
		for _, batch := range batches {
			require.NoError(b, target.Write(b.Context(), batch))
		}
		b.ReportMetric(float64(facts)/time.Since(began).Seconds(), "facts/s")
		s, err := influx.New(o)
		require.NoError(b, err)
		b.ReportMetric(readAll(b, s, time.Time{}, facts).Seconds(), "s-in-force")
		b.ReportMetric(readAll(b, s, time.Date(2020, 9, 9, 0, 0, 0, 0, time.UTC), facts).Seconds(), "s-as-of")
		require.NoError(b, target.Close())
	}
}

func readAll(b *testing.B, s *influx.Store, asOf time.Time, facts int) time.Duration {
	began := time.Now()
	v, err := s.View(b.Context(), asOf)
	require.NoError(b, err)
	defer func() { require.NoError(b, v.Close()) }()
	series, err := v.Select(b.Context())
	require.NoError(b, err)
	count := 0
	for _, one := range series {
		for _, err := range v.Points(b.Context(), one, model.Period{}, model.Period{}) {
			require.NoError(b, err)
			count++
		}
	}
	require.Equal(b, facts, count)
	return time.Since(began)
}
