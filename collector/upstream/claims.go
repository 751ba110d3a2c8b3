package upstream

import (
	"errors"
	"fmt"
	"slices"
)

// What keeps a district from speaking for a ledger.
var (
	errClaimed = errors.New("the ledger is another district's")
	errLedgers = errors.New("the district came with too many ledgers")
)

// maxLedgers is how many ledgers may come from one region: one each time that
// its office begins anew.
const maxLedgers = 100

// claim says that a region's jindu speaks for a ledger. Whoever is the first of
// those that are expected keeps it: what a ledger has delivered is withdrawn by
// its own alone. Two jindus that go on from one backup are found so too.
//
// Errors, by errors.Is: errClaimed, errLedgers; or the system's.
func (r *Regions) claim(region, ledger string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range r.expected {
		if e.Region != region && slices.Contains(r.states[e.Region].Ledgers, ledger) {
			return fmt.Errorf("%w: of region %s", errClaimed, e.Region)
		}
	}
	s := r.state(region)
	switch {
	case slices.Contains(s.Ledgers, ledger):
		return nil
	case len(s.Ledgers) >= maxLedgers:
		return errLedgers
	}
	s.Ledgers = append(s.Ledgers, ledger)
	if err := r.save(); err != nil {
		s.Ledgers = s.Ledgers[:len(s.Ledgers)-1]
		return err
	}
	return nil
}

// state gives that of a region, a new one where there is none; r.mu is held.
func (r *Regions) state(region string) *RegionState {
	s, ok := r.states[region]
	if !ok {
		s = &RegionState{Region: region, Since: r.clock()}
		r.states[region] = s
	}
	return s
}
