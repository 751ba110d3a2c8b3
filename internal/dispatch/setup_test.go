package dispatch

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/notify"
)

// alert is one of a project: "P1 red" is that P1 is red.
func alert(text string) notify.Alert {
	project, what, _ := strings.Cut(text, " ")
	labels := map[string]string{"alertname": what, "region": "410505", "project": project, "severity": "warning"}
	switch what {
	case "red", "yellow":
		labels[alertname], labels["colour"] = behind, what
		if what == "red" {
			labels["severity"] = "critical"
		}
	case "RegionSilent", "RegionDisconnected":
		delete(labels, "project")
	}
	return notify.Alert{
		Status: notify.Firing, Labels: labels, StartsAt: time.Now(), Fingerprint: notify.Fingerprint(labels),
		Annotations: map[string]string{"summary": text},
	}
}

// firing is that these fire and no others.
func firing(texts ...string) Now {
	var now Now
	for _, text := range texts {
		now.Firing = append(now.Firing, alert(text))
	}
	return now
}

// A hall hears what is told, and when.
type hall struct {
	began time.Time
	heard []string // "1m0s +P1 red -P2 yellow": of each message what fires and what has ended.
	tries int
	last  notify.Group
	fail  func(g notify.Group) error
	rests int
	looks int
	mu    sync.Mutex // Orders what is told and what a test looks at.
}

// pass lets time pass until nothing more happens.
func (h *hall) pass(d time.Duration) {
	h.order()
	time.Sleep(d)
	synctest.Wait()
	h.order()
}

// order lets one goroutine see what another did before.
func (h *hall) order() {
	h.mu.Lock()
	h.looks++
	h.mu.Unlock()
}

func (h *hall) Send(_ context.Context, g notify.Group) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tries++
	if h.fail != nil {
		if err := h.fail(g); err != nil {
			return err
		}
	}
	h.last = g
	words := []string{time.Since(h.began).Round(time.Second).String()}
	for _, a := range g.Alerts {
		sign := "+"
		if a.Status == notify.Resolved {
			sign = "-"
		}
		words = append(words, sign+a.Annotations["summary"])
	}
	h.heard = append(h.heard, strings.Join(words, " "))
	return nil
}

func (h *hall) Rest() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.rests++
}

var times = Times{Wait: 30 * time.Second, Interval: 5 * time.Minute, Repeat: 4 * time.Hour}

// play runs a teller in a time of its own.
func play(t *testing.T, dir string, h *hall, change func(*TellerOptions), steps func(tell *Teller)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		run(t, dir, h, change, steps)
	})
}

// run runs a teller until the steps are over, as a process would.
func run(t *testing.T, dir string, h *hall, change func(*TellerOptions), steps func(tell *Teller)) {
	t.Helper()
	if h.began.IsZero() {
		h.began = time.Now()
	}
	o := TellerOptions{
		Name: "hall", Dir: dir, Receiver: h, GroupBy: []string{"region", "project"}, Times: times, Resolved: true,
		Clock: time.Now, Logger: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&o)
	}
	tell, err := NewTeller(o)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- tell.Run(ctx) }()
	steps(tell)
	synctest.Wait()
	cancel()
	require.NoError(t, <-ended)
}

// sorted is what was heard, in an order that does not depend on that of groups
// told at once.
func (h *hall) sorted() string {
	return fmt.Sprint(slices.Sorted(slices.Values(h.heard)))
}
