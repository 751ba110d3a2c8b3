package upstream

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"jindu/internal/wholefile"
)

// An Expected is a region whose jindu delivers to this one.
type Expected struct {
	Region      string        // Its code.
	SilentAfter time.Duration // Without a heartbeat it is silent.
}

// A RegionState is how the jindu of a region is. It is JSON for pages.
type RegionState struct {
	Region         string    `json:"region"`
	Since          time.Time `json:"since,omitzero"`      // From when on it is expected.
	LastHeard      time.Time `json:"last_heard,omitzero"` // Heartbeat or submission, by the clock here; zero where it never came.
	Silent         bool      `json:"silent"`
	Backlog        *uint64   `json:"backlog,omitempty"` // Facts that wait there; nil where it does not know.
	Skew           float64   `json:"skew_seconds"`      // How far its clock is ahead of the one here.
	Version        string    `json:"version,omitempty"`
	Ledger         string    `json:"ledger,omitempty"`
	Ledgers        []string  `json:"ledgers,omitempty"`        // For which it has spoken.
	NewestReceipt  Origin    `json:"newest_receipt,omitzero"`  // That it has.
	LastSubmission time.Time `json:"last_submission,omitzero"` // When one was last taken from it, by the clock here.
}

// A Heartbeat is what a district says of itself every minute.
type Heartbeat struct {
	Version       string    `json:"version"`
	Ledger        string    `json:"ledger"`
	NewestReceipt Origin    `json:"newest_receipt,omitzero"`
	Backlog       *uint64   `json:"backlog,omitempty"`
	Clock         time.Time `json:"clock"`
}

// Regions is what a centre knows of the jindus below it, also after a restart.
// Its methods may be called from several goroutines.
type Regions struct {
	path  string
	clock func() time.Time

	mu       sync.Mutex
	expected []Expected
	states   map[string]*RegionState // Also of regions that are no longer expected.
}

// NewRegions reads what is kept in a folder, which is made where it is missing.
func NewRegions(dir string, expected []Expected, clock func() time.Time) (*Regions, error) {
	r := &Regions{path: filepath.Join(dir, "regions.json"), clock: clock, states: map[string]*RegionState{}}
	if err := r.load(); err != nil {
		return nil, fmt.Errorf("what is known of the regions below: %w", err)
	}
	return r, r.Expect(expected)
}

func (r *Regions) load() error {
	text, err := os.ReadFile(r.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	var states []*RegionState
	if err := json.Unmarshal(text, &states); err != nil {
		return fmt.Errorf("%s: %w", r.path, err)
	}
	for _, s := range states {
		r.states[s.Region] = s
	}
	return nil
}

// Expect says which regions deliver here from now on.
func (r *Regions) Expect(expected []Expected) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.expected = slices.Clone(expected)
	fresh := false
	for _, e := range expected {
		if r.states[e.Region] == nil {
			r.states[e.Region], fresh = &RegionState{Region: e.Region, Since: r.clock()}, true
		}
	}
	if !fresh {
		return nil
	}
	return r.save()
}

// heard takes a heartbeat.
func (r *Regions) heard(region string, b Heartbeat) error {
	return r.update(region, func(s *RegionState, now time.Time) {
		s.Version, s.Ledger, s.NewestReceipt = b.Version, b.Ledger, b.NewestReceipt
		s.Skew = b.Clock.Sub(now).Seconds()
		if b.Backlog != nil {
			s.Backlog = b.Backlog
		}
	})
}

// submitted says that a submission of a region was taken.
func (r *Regions) submitted(region string) error {
	return r.update(region, func(s *RegionState, now time.Time) { s.LastSubmission = now })
}

func (r *Regions) update(region string, change func(s *RegionState, now time.Time)) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.state(region)
	s.LastHeard = r.clock()
	change(s, s.LastHeard)
	return r.save()
}

// save writes everything beside its place and moves it there; r.mu is held.
func (r *Regions) save() error {
	states := make([]*RegionState, 0, len(r.states))
	for _, s := range r.states {
		states = append(states, s)
	}
	slices.SortFunc(states, func(a, b *RegionState) int { return cmp.Compare(a.Region, b.Region) })
	text, err := json.MarshalIndent(states, "", "  ")
	if err != nil {
		return fmt.Errorf("keep what is known of regions: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(r.path), 0o750); err != nil {
		return fmt.Errorf("keep what is known of regions: %w", err)
	}
	if err := wholefile.Replace(r.path, append(text, '\n')); err != nil {
		return fmt.Errorf("keep what is known of regions: %w", err)
	}
	return nil
}

// States are those of the regions that are expected, in the order in which the
// configuration names them.
func (r *Regions) States() []RegionState {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock()
	states := make([]RegionState, 0, len(r.expected))
	for _, e := range r.expected {
		s := *r.states[e.Region]
		s.Ledgers = slices.Clone(s.Ledgers)
		last := s.LastHeard
		if last.IsZero() {
			last = s.Since
		}
		s.Silent = now.Sub(last) > e.SilentAfter
		states = append(states, s)
	}
	return states
}
