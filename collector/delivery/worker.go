package delivery

import (
	"context"
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
