package events

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// A Kind of event is why something changed, or that nothing did.
type Kind string

// The kinds. The first one of a stream is Hello; a Beat comes every so often
// whatever happens, so that those who listen know that somebody speaks.
const (
	Hello  Kind = "hello"
	Commit Kind = "commit"
	Time   Kind = "time" // A deadline passed, a figure expired.
	Alerts Kind = "alerts"
	Rules  Kind = "rules"
	Beat   Kind = "beat"
)

// Options are what a Broadcaster needs. All must be given.
type Options struct {
	Clock   func() time.Time
	Version string
	Logger  *slog.Logger

	// Until is the instant at which time alone changes what is shown now; zero
	// where none will.
	Until func(context.Context) (time.Time, error)
	// Committed has a message after a commit; nil where none can be told.
	Committed <-chan struct{}

	Every time.Duration // Between beats.
	Most  int           // Streams at a time.
}

// The defaults of a Broadcaster.
const (
	DefaultEvery = 15 * time.Second
	DefaultMost  = 256
)

// A Broadcaster tells every stream the same. Its methods may be called from
// several goroutines.
type Broadcaster struct {
	Options
	mutex     sync.Mutex
	listeners map[chan Kind]struct{}
	ended     bool
}

// New makes a Broadcaster. It tells of commits and of time while it runs.
func New(o Options) *Broadcaster {
	return &Broadcaster{Options: o, listeners: map[chan Kind]struct{}{}}
}

// Run tells until the context ends, and then ends all streams.
func (b *Broadcaster) Run(ctx context.Context) error {
	defer b.end()
	var loops sync.WaitGroup
	loops.Go(func() { b.tellCommits(ctx) })
	loops.Go(func() { b.tellTime(ctx) })
	loops.Wait()
	return nil
}

// Tell tells all who listen. One who does not read hears less, but never
// nothing: what is told last is among others that wait for it.
func (b *Broadcaster) Tell(kind Kind) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for l := range b.listeners {
		select {
		case l <- kind:
		default:
		}
	}
}

func (b *Broadcaster) tellCommits(ctx context.Context) {
	beats := time.NewTicker(b.Every)
	defer beats.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.Committed:
			b.Tell(Commit)
		case <-beats.C:
			b.Tell(Beat)
		}
	}
}

// tellTime looks again and again when the board changes by itself; a commit may
// have made that earlier. Nobody is drawn a board for while nobody listens.
func (b *Broadcaster) tellTime(ctx context.Context) {
	var until time.Time
	for {
		wait := b.Every
		if left := until.Sub(b.Clock()); !until.IsZero() {
			wait = min(wait, max(left, time.Millisecond))
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if !until.IsZero() && !b.Clock().Before(until) {
			b.Tell(Time)
		}
		until = b.next(ctx)
	}
}

func (b *Broadcaster) next(ctx context.Context) time.Time {
	if b.streams() == 0 {
		return time.Time{}
	}
	until, err := b.Until(ctx)
	if err != nil && ctx.Err() == nil {
		b.Logger.Warn("when the board changes next is not known", "err", err) // Those who ask for it are told why.
	}
	return until
}

func (b *Broadcaster) streams() int {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return len(b.listeners)
}

var (
	errFull  = errors.New("too many streams")
	errEnded = errors.New("jindu is stopping")
)

// waiting is how many events a listener may leave unread.
const waiting = 8

// listen gives a channel of what is told, which is closed at the end, and how
// to leave.
func (b *Broadcaster) listen() (told <-chan Kind, leave func(), err error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	switch {
	case b.ended:
		return nil, nil, errEnded
	case len(b.listeners) >= b.Most:
		return nil, nil, errFull
	}
	l := make(chan Kind, waiting)
	b.listeners[l] = struct{}{}
	return l, func() {
		b.mutex.Lock()
		defer b.mutex.Unlock()
		delete(b.listeners, l)
	}, nil
}

// end lets all streams end.
func (b *Broadcaster) end() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.ended = true
	for l := range b.listeners {
		close(l)
		delete(b.listeners, l)
	}
}
