package board

import (
	"context"
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"jindu/internal/model"
)

// key identifies what is read: two views of the same key are equal.
type key struct {
	commit uint64
	past   bool // As of an instant, which may be 1970's first; else all that is known.
	asOf   int64
}

func keyOf(view model.View) key {
	k := key{commit: view.Commit()}
	if asOf := view.AsOf(); !asOf.IsZero() {
		k.past, k.asOf = true, asOf.UnixMilli()
	}
	return k
}

// moments remember what was worked out for some instants. Each holds until time
// alone changes it, and as long as nobody asks about a newer commit.
type moments[V any] struct {
	known   *lru.Cache[momentKey, moment[V]]
	working singleflight.Group
}

type momentKey struct {
	key
	at int64
}

type moment[V any] struct {
	at, until time.Time // It holds from the one until before the other, if that is not zero.
	value     V
}

func newMoments[V any](kept int) (*moments[V], error) {
	known, err := lru.New[momentKey, moment[V]](kept)
	if err != nil {
		return nil, fmt.Errorf("cache of %d moments: %w", kept, err)
	}
	return &moments[V]{known: known}, nil
}

// at gives what holds at t, worked out now if need be; work says until when it
// holds. Those who ask for now, from the same minute, share the work. It is not
// given up when the one who asked first goes away, or a probe that waits a
// second would never be answered.
func (m *moments[V]) at(
	ctx context.Context, k key, t time.Time, work func(context.Context) (V, time.Time, error),
) (V, error) {
	if one, ok := m.find(k, t); ok {
		return one.value, nil
	}
	draw := func(ctx context.Context) (moment[V], error) {
		v, until, err := work(ctx)
		one := moment[V]{t, until, v}
		if err == nil {
			m.remember(k, one)
		}
		return one, err
	}
	shared, err, _ := m.working.Do(fmt.Sprint(k, t.Unix()/60), func() (any, error) {
		return draw(context.WithoutCancel(ctx))
	})
	one := shared.(moment[V])
	if err == nil && !one.holds(t) { // It was another instant of the minute.
		one, err = draw(ctx)
	}
	return one.value, err
}

func (m *moments[V]) find(k key, t time.Time) (moment[V], bool) {
	for _, known := range m.known.Keys() {
		if known.key != k {
			continue
		}
		if one, ok := m.known.Peek(known); ok && one.holds(t) {
			m.known.Get(known) // It was used.
			return one, true
		}
	}
	return moment[V]{}, false
}

func (m *moments[V]) remember(k key, one moment[V]) {
	forget(m.known, func(old momentKey) bool { return old.commit < k.commit })
	m.known.Add(momentKey{k, one.at.UnixMilli()}, one)
}

// forget lets go of what is of older commits.
func forget[K comparable, V any](cache *lru.Cache[K, V], old func(K) bool) {
	for _, k := range cache.Keys() {
		if old(k) {
			cache.Remove(k)
		}
	}
}

func (m moment[V]) holds(t time.Time) bool {
	return !t.Before(m.at) && (m.until.IsZero() || t.Before(m.until))
}
