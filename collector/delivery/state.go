package delivery

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// rejectedError is store.RejectedError.
type rejectedError = store.RejectedError

// state is what a worker remembers of its target to tell others.
type state struct {
	delivered uint64            // Facts, since the process began.
	rejected  uint64            // Of these, that the target never took,
	leftOut   uint64            // and that are none of its business.
	errors    map[string]uint64 // Attempts that failed, by reason.
	success   time.Time         // When the target last answered as it should.
	commit    uint64            // Up to which the target was brought; 0 is not known yet.
	problem   *Problem          // Why it fails; nil while it doesn't.
	since     time.Time         // When that began.
	next      time.Time         // When it is tried again.
	findings  []model.Text
	oldest    oldest
}

// oldest remembers when the entry after a position was committed.
type oldest struct {
	after uint64
	at    time.Time
}

func newState() state {
	s := state{errors: map[string]uint64{}}
	for _, reason := range Reasons() {
		s.errors[reason] = 0
	}
	return s
}

// delivered counts what the target took.
func (w *Worker) delivered(facts uint64, rejected, leftOut int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.delivered += facts
	w.state.rejected += uint64(rejected)
	w.state.leftOut += uint64(leftOut)
	if facts > 0 {
		w.state.success = w.Clock()
	}
}

// answered notes that the target is there.
func (w *Worker) answered() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.success = w.Clock()
}

// complete notes up to which commit the target has everything.
func (w *Worker) complete(commit uint64) {
	var findings []model.Text
	if f, ok := w.Deliverer.(Finder); ok {
		findings = f.Findings()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.commit, w.state.findings = commit, findings
}

// failed counts a failure, and gives how long to wait after it. Only a failure
// of another reason than the one before is logged.
func (w *Worker) failed(p *Problem) time.Duration {
	w.looked = time.Time{}
	w.doubt = w.doubt || p.Reason == ReasonFailed || p.Reason == ReasonTimeout
	wait := w.retries.after(p)
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.Clock()
	w.state.errors[p.Reason]++
	if before := w.state.problem; before == nil || before.Reason != p.Reason {
		w.state.since = now
		w.Logger.Warn("delivery fails and is tried again", "target", w.Name, "reason", p.Reason, "err", p.Err)
	}
	w.state.problem, w.state.next = p, now.Add(wait)
	return wait
}

// succeeded forgets the failures before, and logs where there were any.
func (w *Worker) succeeded() {
	w.retries.reset()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.state.problem == nil {
		return
	}
	w.Logger.Info("delivery goes on", "target", w.Name, "failed_for", w.Clock().Sub(w.state.since).Round(time.Second).String())
	w.state.problem, w.state.since, w.state.next = nil, time.Time{}, time.Time{}
}

// tally is a count of rejections and the first of them.
type tally struct {
	count int
	first store.Rejection
}

func (t *tally) add(facts []store.Rejection) {
	if t.count == 0 && len(facts) > 0 {
		t.first = facts[0]
	}
	t.count += len(facts)
}

// tellRejected logs what was rejected and left out since it last did.
func (w *Worker) tellRejected() {
	if w.others > 0 {
		w.Logger.Info("facts of other regions are not for the target, and were left out", "target", w.Name, "facts", w.others)
		w.others = 0
	}
	if w.turned.count == 0 {
		return
	}
	w.Logger.Warn("target rejected facts for good", "target", w.Name, "facts", w.turned.count,
		"first", w.turned.first.Fact, "reason", w.turned.first.Reason, "file", w.rejected.path())
	w.turned = tally{}
}
