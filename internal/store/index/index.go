package index

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/index"

	"jindu/internal/model"
)

// An Entry is a series that the index holds, with what its ledger knows it by.
type Entry struct {
	ID     uint32 // From 1, in the order in which series were added.
	Series *model.Series
	Freq   model.Frequency
}

// Index finds series by their labels. Series may be added while others select.
type Index struct {
	postings *index.MemPostings

	mu      sync.RWMutex // Guards ids and entries.
	ids     map[string]uint32
	entries []Entry // That of ID 1 first; only ever appended to.

	sorting sync.Mutex // Lets one goroutine rank at a time.
	ranks   atomic.Pointer[[]uint32]
}

// New makes an empty index.
func New() *Index {
	x := &Index{postings: index.NewMemPostings(), ids: map[string]uint32{}}
	x.ranks.Store(&[]uint32{})
	return x
}

// Add puts a series in. IDs must come without a gap, from 1: the postings can
// be read without a lock only as long as they grow at their ends.
func (x *Index) Add(e Entry) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if want := uint32(len(x.entries)) + 1; e.ID != want {
		return fmt.Errorf("index series %s: ID %d comes where %d is due", e.Series, e.ID, want)
	}
	key := string(e.Series.AppendKey(nil))
	if id, ok := x.ids[key]; ok {
		return fmt.Errorf("index series %s: it is there as %d already", e.Series, id)
	}
	x.postings.Add(storage.SeriesRef(e.ID), labelsOf(*e.Series))
	x.ids[key] = e.ID
	x.entries = append(x.entries, e)
	return nil
}

// Find gives the entry of a series. The key is scratch space that a caller may
// keep between calls.
func (x *Index) Find(s model.Series, key *[]byte) (Entry, bool) {
	*key = s.AppendKey((*key)[:0])
	x.mu.RLock()
	defer x.mu.RUnlock()
	id, ok := x.ids[string(*key)]
	if !ok {
		return Entry{}, false
	}
	return x.entries[id-1], true
}

// Get gives the entry of an ID.
func (x *Index) Get(id uint32) (Entry, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if id == 0 || int(id) > len(x.entries) {
		return Entry{}, false
	}
	return x.entries[id-1], true
}

// Len is how many series the index holds, which is also its highest ID.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.entries)
}

// Select gives the series with an ID up to last that match, sorted by
// Series.Compare. Without a matcher every series does. A regular expression
// that can't be compiled is an error.
func (x *Index) Select(ctx context.Context, last uint32, matchers ...model.Matcher) ([]Entry, error) {
	found, err := x.match(ctx, last, matchers)
	if err != nil {
		return nil, err
	}
	x.sort(found)
	entries := x.all()
	selected := make([]Entry, len(found))
	for i, id := range found {
		selected[i] = entries[id-1]
	}
	return selected, nil
}

// all gives the entries as they stand; what is appended later is not seen.
func (x *Index) all() []Entry {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.entries[:len(x.entries):len(x.entries)]
}

// labelsOf writes a series as Prometheus's labels. Empty labels are left out:
// in postings they would be found by matchers that no series of Prometheus is.
func labelsOf(s model.Series) labels.Labels {
	b := labels.NewScratchBuilder(len(s.Labels) + 1)
	b.Add(labels.MetricName, s.Metric)
	for _, l := range s.Labels {
		if l.Value != "" {
			b.Add(l.Name, l.Value)
		}
	}
	b.Sort()
	return b.Labels()
}
