package influx

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/influxdata/influxdb-client-go/v2/api/write"

	"jindu/internal/store"
)

// The most that one request writes: enough that little is lost in asking, few
// enough that both sides hold it easily. Bytes are those of string fields.
const (
	maxPoints = 5000
	maxBytes  = 4 << 20
)

// writing is one batch on its way.
type writing struct {
	*Target
	rejected []store.Rejection
	probed   bool // The server takes what is known to be good.
}

// send writes points, in their order, and finds those that the server refuses.
// Its cost is bounded by two requests for each point, were all of them bad.
func (w *writing) send(ctx context.Context, entries []entry) error {
	for len(entries) > 0 {
		n := fitting(entries)
		if err := w.bisect(ctx, entries[:n]); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// fitting is how many of the entries go in one request.
func fitting(entries []entry) int {
	bytes := 0
	for i, e := range entries {
		for _, f := range e.FieldList() {
			if text, ok := f.Value.(string); ok {
				bytes += len(text)
			}
		}
		if i == maxPoints || i > 0 && bytes > maxBytes {
			return i
		}
	}
	return len(entries)
}

func (w *writing) bisect(ctx context.Context, entries []entry) error {
	points := make([]*write.Point, len(entries))
	for i, e := range entries {
		points[i] = e.Point
	}
	err := sorted(w.client.WriteAPIBlocking(w.Org, w.Bucket).WritePoint(ctx, points...))
	if !errors.Is(err, errPoints) {
		return err
	}
	if len(entries) == 1 {
		return w.reject(ctx, entries[0], err)
	}
	half := len(entries) / 2
	if err := w.bisect(ctx, entries[:half]); err != nil {
		return err
	}
	return w.bisect(ctx, entries[half:])
}

// reject sets a point aside, once the server has shown that it takes others:
// one that refuses everything, such as a proxy in its place, may recover.
func (w *writing) reject(ctx context.Context, e entry, why error) error {
	if !w.probed {
		good := write.NewPointWithMeasurement(headMeasurement).AddField(checkedField, int64(1)).SetTime(epoch())
		if err := sorted(w.client.WriteAPIBlocking(w.Org, w.Bucket).WritePoint(ctx, good)); err != nil {
			return fmt.Errorf("it takes no point at all: %w", err)
		}
		w.probed = true
	}
	e.of.Reason = why.Error()
	w.rejected = append(w.rejected, e.of)
	return nil
}

// outcome is a *store.RejectedError where facts were refused, each named once.
func (w *writing) outcome() error {
	if len(w.rejected) == 0 {
		return nil
	}
	slices.SortStableFunc(w.rejected, func(a, b store.Rejection) int {
		return cmp.Or(cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.Fact, b.Fact))
	})
	facts := slices.CompactFunc(w.rejected, func(a, b store.Rejection) bool {
		return a.Sequence == b.Sequence && a.Fact == b.Fact
	})
	return &store.RejectedError{Facts: facts}
}
