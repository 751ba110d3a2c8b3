package influx

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"strings"

	"jindu/internal/model"
)

// seriesSet is which series a bucket has, and which receipt it knows each by.
type seriesSet struct {
	first   map[[12]byte]uint32 // Number of the first receipt, by a hash of the series.
	scratch []byte
}

// earlier tells that a receipt came before the one that a series is known by,
// or is the first, and remembers it.
func (k *seriesSet) earlier(s model.Series, receipt uint64) bool {
	id := k.id(s)
	before, known := k.first[id]
	n := uint32(min(receipt, math.MaxUint32))
	if known && before <= n {
		return false
	}
	k.first[id] = n
	return true
}

func (k *seriesSet) id(s model.Series) (id [12]byte) {
	k.scratch = s.AppendKey(k.scratch[:0])
	sum := sha256.Sum256(k.scratch)
	copy(id[:], sum[:])
	return id
}

func (k *seriesSet) len() int { return len(k.first) }

// listing is what the list of series says of one.
type listing struct {
	series  model.Series
	freq    model.Frequency
	receipt uint64 // Number of the receipt that brought its first figure.
}

func listingField(freq model.Frequency, receipt uint64) string {
	return freq.String() + " " + strconv.FormatUint(receipt, 10)
}

func parseListing(r row) (listing, error) {
	s, err := r.tags.series()
	if err != nil {
		return listing{}, fmt.Errorf("%w: %w", model.ErrDamaged, err)
	}
	code, digits, _ := strings.Cut(r.text, " ")
	freq, err := model.ParseFrequency(code)
	receipt, err2 := strconv.ParseUint(digits, 10, 64)
	if err != nil || err2 != nil {
		return listing{}, fmt.Errorf("%w: list of series: %w: %q", model.ErrDamaged, errFormat, r.text)
	}
	return listing{s, freq, receipt}, nil
}

// listed asks for the list of series.
func (s *server) listed(conditions, after []string) query {
	return query{
		bucket: s.Bucket, from: epoch(), to: epoch().AddDate(0, 0, 1), measurements: []string{seriesMeasurement},
		field: factField, conditions: conditions, after: after,
	}
}

// loadSeries reads which series the bucket has.
func (s *server) loadSeries(ctx context.Context) (*seriesSet, error) {
	known := &seriesSet{first: map[[12]byte]uint32{}}
	for r, err := range s.rows(ctx, s.listed(nil, nil)) {
		if err != nil {
			return nil, fmt.Errorf("read list of series: %w", err)
		}
		l, err := parseListing(r)
		if err != nil {
			return nil, err
		}
		known.earlier(l.series, l.receipt)
	}
	return known, nil
}
