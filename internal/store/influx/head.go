package influx

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/influxdata/influxdb-client-go/v2/api/write"

	"jindu/internal/model"
	"jindu/internal/store"
)

// schema is the version of the layout. A bucket of a later one is not touched.
const schema = 1

// head is how far a bucket has got, as its field says it.
type head struct {
	Schema    int    `json:"schema"`
	Ledger    string `json:"ledger"`
	Commit    uint64 `json:"commit"`
	Sequence  uint64 `json:"sequence"`
	Committed int64  `json:"committed"` // When the commit was, as ms since 1970; 0 where that isn't known.
	Series    int    `json:"series"`    // How many there are.
}

// epoch is where points stand that have no time of their own.
func epoch() time.Time { return time.UnixMilli(0) }

// head reads the bucket's. An empty bucket has the zero head.
func (s *server) head(ctx context.Context) (head, error) {
	var h head
	q := query{
		bucket: s.Bucket, from: epoch(), to: epoch().Add(time.Second), measurements: []string{headMeasurement}, field: headField,
	}
	for row, err := range s.rows(ctx, q) {
		if err != nil {
			return head{}, fmt.Errorf("read head: %w", err)
		}
		if err := json.Unmarshal([]byte(row.text), &h); err != nil {
			return head{}, fmt.Errorf("read head: %w: %w", model.ErrDamaged, err)
		}
	}
	if h.Schema > schema {
		return head{}, fmt.Errorf("read head: %w: layout %d", model.ErrNewerVersion, h.Schema)
	}
	return h, nil
}

func (h head) point() (*write.Point, error) {
	raw, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	return write.NewPointWithMeasurement(headMeasurement).AddField(headField, string(raw)).SetTime(epoch()), nil
}

// exported is the head as others see it, with its time in a zone.
func (h head) exported(zone *time.Location) store.Head {
	e := store.Head{Ledger: h.Ledger, Commit: h.Commit, Sequence: h.Sequence}
	if h.Committed > 0 {
		e.Committed = moment(h.Committed, zone)
	}
	return e
}
