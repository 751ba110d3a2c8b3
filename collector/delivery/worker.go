package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// Options are what a Worker is made of.
type Options struct {
	Name      string // Of the target, unique; small letters, digits and hyphens.
	Kind      string
	Place     string // Where the target is, in whatever words: at another place one that can't tell how far it has got gets everything.
	Dir       string // Folder of the cursors; made where it is missing.
	Ledger    Ledger
	Commits   <-chan struct{} // Has a message after a commit; nil where nobody tells.
	Deliverer Deliverer       // Closed at the end of Run.
	Projector Projector       // Nil where nothing is projected.
	Zone      *time.Location
	Clock     func() time.Time
	Logger    *slog.Logger
	FS        vfs.FS // Where the folder is; vfs.Default where nil.
}

// A Worker brings one target on: it owns a Deliverer and its cursor. Whatever
// becomes of its target slows neither commits nor other workers.
type Worker struct {
	Options

	file     cursorFile
	rejected rejectedFile
	patience patience
	retries  *retries
	asked    chan struct{} // Somebody asks for a try now.

	// Only the goroutine of Run uses these.
	loaded  bool
	served  uint64    // Of asked, what the target was looked at for.
	looked  time.Time // When the target last said how far it has got; zero when it must be asked.
	turned  tally     // Rejections that were not yet logged.
	others  int       // Facts that are none of the target's business, likewise.
	acked   []ack     // What the target acknowledged and might still lose, in order.
	lastAck time.Time // When it last did.
	doubt   bool      // It may have been away since it last acknowledged something.

	pastAgain time.Time // Until then the past is not written again.

	mu      sync.Mutex // Guards what follows.
	cursor  cursor
	state   state
	restart bool               // The cursor is to go back to the start.
	done    chan struct{}      // Closed once it has.
	cut     context.CancelFunc // Breaks off what is under way; nil where nothing is.
}

// targetName is what a target may be called: it names files and metrics.
var targetName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// NewWorker makes a Worker. Nothing is sent until Run.
func NewWorker(o Options) (*Worker, error) {
	if !targetName.MatchString(o.Name) {
		return nil, fmt.Errorf("target %q: want a name of small letters, digits and hyphens", o.Name)
	}
	if o.Ledger == nil || o.Deliverer == nil {
		return nil, fmt.Errorf("target %s: a ledger and a deliverer are needed", o.Name)
	}
	if o.FS == nil {
		o.FS = vfs.Default
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	w := &Worker{
		Options:  o,
		file:     cursorFile{o.FS, o.Dir, o.Name + ".json"},
		rejected: rejectedFile{o.FS, o.Dir, o.Name + ".rejected.jsonl", rejectedLimit},
		asked:    make(chan struct{}, 1),
		state:    newState(),
	}
	w.bePatient(defaultPatience())
	if c, err := w.file.load(o.Ledger.Stats().ID); err == nil { // To tell of it; Run says what is wrong with it.
		w.cursor = c
	}
	return w, nil
}

func (w *Worker) bePatient(p patience) { w.patience, w.retries = p, newRetries(p) }

// nudge leaves one message: whoever reads it sees everything before.
func nudge(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Run delivers until the context ends, which is no error.
func (w *Worker) Run(ctx context.Context) (err error) {
	defer func() {
		if closed := w.Deliverer.Close(); closed != nil {
			w.Logger.Warn("target was not closed well", "target", w.Name, "err", closed)
		}
	}()
	for ctx.Err() == nil {
		more, err := w.attempt(ctx)
		if ctx.Err() != nil {
			return nil // The attempt was broken off by the end.
		}
		switch {
		case errors.Is(err, errCut):
			// It begins anew.
		case err != nil:
			w.rest(ctx, w.failed(problemOf(err)), nil)
		case more:
			w.succeeded()
		default:
			w.succeeded()
			w.rest(ctx, w.idle(), w.Commits)
		}
	}
	return nil
}

// rest waits for a time, or until somebody asks, or for a commit where commits
// are listened to: a target that fails is not tried more often for them.
func (w *Worker) rest(ctx context.Context, d time.Duration, commits <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
		w.looked = time.Time{}
	case <-w.asked:
		w.retries.reset()
		w.looked = time.Time{}
	case <-commits:
	}
}

// errCut says that an attempt was broken off for a start anew.
var errCut = errors.New("broken off")

// attempt is one step, which is broken off when somebody asks for a start anew.
func (w *Worker) attempt(ctx context.Context) (more bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w.setCut(cancel)
	defer w.setCut(nil)
	more, err = w.advance(ctx)
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return false, errCut
	}
	return more, err
}

func (w *Worker) advance(ctx context.Context) (more bool, err error) {
	commits, wanted := w.Ledger.Stats().Commits, w.wanted() // From before: what is delivered holds them all.
	if wanted != w.served {
		w.looked, w.served = time.Time{}, wanted
	}
	if more, err = w.bounded(ctx); err != nil || more {
		return more, err
	}
	w.tellRejected()
	if more, err = w.project(ctx); err != nil || more {
		return more, err
	}
	w.complete(commits, wanted)
	return false, nil
}

// bounded is one piece of the log, in the time that it may take.
func (w *Worker) bounded(ctx context.Context) (more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, w.patience.attempt)
	defer cancel()
	if err := w.ready(ctx); err != nil {
		return false, err
	}
	return w.step(ctx)
}

func (w *Worker) setCut(cut context.CancelFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
}

// ready sees to it that the cursor can be gone on from: that it is this
// ledger's, and that the target still has what is before it.
func (w *Worker) ready(ctx context.Context) error {
	if w.asksRestart() {
		if err := w.startAnew(); err != nil {
			return err
		}
	}
	if !w.loaded {
		if err := w.load(ctx); err != nil {
			return err
		}
	}
	return w.look(ctx)
}

func (w *Worker) load(ctx context.Context) error {
	c, err := w.file.load(w.Ledger.Stats().ID)
	if err == nil {
		w.setCursor(c)
		err = c.check(ctx, w.Ledger)
	}
	w.loaded, w.doubt = err == nil, true
	return err
}

// step delivers the piece of the log that follows the cursor.
func (w *Worker) step(ctx context.Context) (more bool, err error) {
	at := w.position()
	through, err := w.Deliverer.Deliver(ctx, at.Sequence)
	rejected, err := w.reject(err)
	if err != nil {
		return false, err
	}
	facts, leftOut := len(rejected.Facts), rejected.LeftOut
	if through < at.Sequence {
		return false, fmt.Errorf("target %s went back from fact %d to %d by itself", w.Name, at.Sequence, through)
	}
	if through > at.Sequence || facts+leftOut > 0 {
		next, err := at.moved(ctx, w.Ledger, through, w.Clock())
		if err != nil {
			return false, err
		}
		next.Rejected += uint64(facts)
		next.LeftOut += uint64(leftOut)
		if err := w.keep(next); err != nil {
			return false, err
		}
	}
	w.delivered(through-at.Sequence, facts, leftOut)
	if through == at.Sequence { // Where it moved, what failed then fails again.
		return false, rejected.Then
	}
	_, err = w.acknowledged(ctx)
	return true, err
}

// reject keeps the facts that the target will never take, and gives what was
// said of them; any other error is given back.
func (w *Worker) reject(err error) (*rejectedError, error) {
	var rejected *rejectedError
	if !errors.As(err, &rejected) {
		return &rejectedError{}, err
	}
	if len(rejected.Facts) > 0 {
		if err := w.rejected.add(w.Clock(), rejected.Facts); err != nil {
			return rejected, err
		}
	}
	w.turned.add(rejected.Facts)
	w.others += rejected.LeftOut
	return rejected, nil
}

// keep saves a cursor, and goes by it once it is on disk.
func (w *Worker) keep(c cursor) error {
	if err := w.file.save(c); err != nil {
		return err
	}
	w.setCursor(c)
	return nil
}

func (w *Worker) setCursor(c cursor) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cursor = c
}

func (w *Worker) position() cursor {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.cursor
}
