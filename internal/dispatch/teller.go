package dispatch

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"jindu/internal/notify"
)

// A Receiver is told groups. The error of Send is a *notify.Error.
type Receiver interface {
	Send(ctx context.Context, g notify.Group) error
	Rest() // Nothing waits any more.
}

// TellerOptions are what a Teller is made of. All but Match must be given.
type TellerOptions struct {
	Name     string
	Dir      string // Where what was told is kept.
	Receiver Receiver
	Match    Match    // Which alerts it gets.
	GroupBy  []string // Labels that alerts of a group have alike.
	Times    Times
	Resolved bool   // Whether it is told what has ended.
	Pages    string // Address of jindu's pages.
	Clock    func() time.Time
	Logger   *slog.Logger
}

// Now is all that fires at a time.
type Now struct {
	Firing []notify.Alert
	Unsure map[string]bool // Names of rules of which nobody knows whether they fire.

	Elsewhere bool // Another evaluates the rules from now on, and tells.
}

// A Teller tells one receiver what it is to know.
type Teller struct {
	TellerOptions
	groups map[string]*group
	ready  []*group // Those that were due when they were last looked through, in the order of telling.
	now    chan Now
	wait   backoff.BackOff
	rest   time.Time // Nothing is tried before.

	unkept bool          // Something was told since it was written down.
	kept   time.Time     // When it was.
	pause  time.Duration // Until it may be again.

	told sync.Map // When an alert was told last, by its fingerprint: for those who ask meanwhile.
}

// ToldAt is when the receiver was told last that an alert fires; false where it
// was not, or was told since that it ended. It may be asked from any goroutine.
func (t *Teller) ToldAt(fingerprint string) (time.Time, bool) {
	at, ok := t.told.Load(fingerprint)
	if !ok {
		return time.Time{}, false
	}
	return at.(time.Time), true
}

// remember notes for ToldAt what was told.
func (t *Teller) remember(alerts []notify.Alert, at time.Time) {
	for _, a := range alerts {
		if a.Status == notify.Firing {
			t.told.Store(a.Fingerprint, at)
		} else {
			t.told.Delete(a.Fingerprint)
		}
	}
}

// NewTeller reads what was told before. Nothing is sent until Run.
func NewTeller(o TellerOptions) (*Teller, error) {
	steps := backoff.NewExponentialBackOff()
	steps.InitialInterval, steps.MaxInterval, steps.Multiplier = firstWait, longestWait, 2
	t := &Teller{TellerOptions: o, now: make(chan Now, 1), wait: steps}
	groups, broken, err := load(t.file())
	if broken != nil {
		t.Logger.Warn("what was told can't be read, and is told again", "receiver", t.Name, "file", t.file(), "err", broken)
	}
	t.groups = groups
	for _, g := range groups {
		for fingerprint := range g.Told {
			t.told.Store(fingerprint, g.At)
		}
	}
	return t, err
}

func (t *Teller) file() string { return filepath.Join(t.Dir, t.Name+".json") }

// See says what fires. It does not wait: the newest counts.
func (t *Teller) See(now Now) {
	for {
		select {
		case t.now <- now:
			return
		default:
		}
		select {
		case <-t.now:
		default:
		}
	}
}

// Run tells until the context ends.
func (t *Teller) Run(ctx context.Context) error {
	for {
		timer := time.NewTimer(t.next())
		select {
		case <-ctx.Done():
			timer.Stop()
			t.keep()
			return nil
		case now := <-t.now:
			t.take(now)
		case <-timer.C:
		}
		timer.Stop()
		t.tellNext(ctx)
		if t.unkept && !t.Clock().Before(t.kept.Add(t.pause)) {
			t.keep()
		}
	}
}

// idle is how long to wait where nothing is to be told.
const idle = time.Hour

// next is how long to wait until something is due.
func (t *Teller) next() time.Duration {
	next := t.Clock()
	if len(t.ready) == 0 {
		next = t.nextDue(next.Add(idle))
	}
	if t.rest.After(next) {
		next = t.rest
	}
	if again := t.kept.Add(t.pause); t.unkept && again.Before(next) {
		next = again
	}
	return max(0, next.Sub(t.Clock()))
}

// nextDue is when the next group is due, before a time.
func (t *Teller) nextDue(next time.Time) time.Time {
	for _, g := range t.groups {
		if due := g.due(t.Times); g.firing != nil && due.Before(next) {
			next = due
		}
	}
	return next
}

// take sorts what fires into groups.
func (t *Teller) take(now Now) {
	t.ready = nil
	if now.Elsewhere {
		t.hush()
		return
	}
	at, hidden := t.Clock(), inhibited(now.Firing)
	firing := map[string]map[string]notify.Alert{}
	put := func(key, id string, a notify.Alert) {
		if firing[key] == nil {
			firing[key] = map[string]notify.Alert{}
		}
		firing[key][id] = a
	}
	for _, a := range now.Firing {
		if !t.Match.takes(a) || hidden(a) {
			continue
		}
		labels := chosen(a.Labels, t.GroupBy)
		key := notify.Key(labels)
		put(key, a.Fingerprint, a)
		if t.groups[key] == nil {
			t.groups[key] = newGroup(labels)
		}
	}
	for key, g := range t.groups {
		for id, a := range g.Told { // What the rule failed to judge is as it was.
			if _, fires := firing[key][id]; !fires && now.Unsure[a.Name()] {
				put(key, id, a)
			}
		}
		if firing[key] == nil {
			firing[key] = map[string]notify.Alert{}
		}
		g.see(firing[key], func(a notify.Alert) bool { return hidden(a) || !t.Match.takes(a) }, at)
		if g.over() {
			delete(t.groups, key)
		}
	}
}

// hush tells nothing any more until something is judged here again. What was
// told stays known.
func (t *Teller) hush() {
	for key, g := range t.groups {
		g.firing, g.changed, g.notBefore = nil, time.Time{}, time.Time{}
		if len(g.Told) == 0 {
			delete(t.groups, key)
		}
	}
}

// leastPause is how long what was told goes without being written down, at most:
// the more there is of it the longer, so that a province's alerts, told one
// after the other, are not written down each time.
const leastPause = time.Second

// keep writes down what was told since the last time. Where that fails, or
// jindu is killed before, it may be told again after a restart, and is not lost.
func (t *Teller) keep() {
	if !t.unkept {
		return
	}
	began := t.Clock()
	if err := save(t.file(), t.groups); err != nil {
		t.Logger.Warn("what was told can't be kept, and is told again after a restart", "receiver", t.Name, "err", err)
	}
	t.unkept, t.kept = false, t.Clock()
	t.pause = max(leastPause, 20*t.kept.Sub(began))
}
