package alert

import (
	"context"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
)

// discard takes the ALERTS series that rule groups append and keeps none:
// alerts live in memory.
type discard struct{}

// Appender gives an appender that keeps nothing.
func (discard) Appender(context.Context) storage.Appender { return discarder{} }

// discarder has only the methods that rule groups call.
type discarder struct{ storage.Appender }

// Append takes a sample.
func (discarder) Append(storage.SeriesRef, labels.Labels, int64, float64) (storage.SeriesRef, error) {
	return 0, nil
}

// SetOptions takes options.
func (discarder) SetOptions(*storage.AppendOptions) {}

// Commit ends an append.
func (discarder) Commit() error { return nil }

// Rollback ends an append.
func (discarder) Rollback() error { return nil }
