package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// serving is a jindu of the example's district that serves, whose clock runs
// from the bulletin's day.
type serving struct {
	*app
	dir  string // Of jindu.yml and what it names.
	base string
	stop func()

	bare    bool       // Without the example.
	prepare func(*app) // Done to it before it serves, where it is not nil.
}

// sink keeps what a command prints.
type sink struct{ strings.Builder }

// line is what was printed, without the end of the line.
func (s *sink) line() string { return strings.TrimSpace(s.String()) }

// write puts a file beside jindu.yml.
func (s *serving) write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600))
}

// serveExample serves by a configuration until the test ends.
func serveExample(t *testing.T, settings string, files map[string]string) *serving {
	t.Helper()
	s := &serving{dir: t.TempDir()}
	for name, text := range files {
		s.write(t, name, text)
	}
	s.write(t, "jindu.yml", settings)
	s.begin(t)
	return s
}

// begin starts it, anew after stop.
func (s *serving) begin(t *testing.T) {
	t.Helper()
	command := serveCommand{Config: filepath.Join(s.dir, "jindu.yml")}
	c, err := command.load()
	require.NoError(t, err)
	day := time.Date(2020, 9, 8, 0, 0, 0, 0, c.Zone())
	env := &environment{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, logger: slog.New(slog.DiscardHandler)}
	s.app, err = newApp(env, c, ledgerOptions{clock: clockFrom(day.Add(9*time.Hour), time.Now), passing: true})
	require.NoError(t, err)
	s.reloads.load = command.load
	if !s.bare {
		require.NoError(t, s.takeExample(env, day))
	}
	if evaluator := s.office.Load().evaluator; evaluator != nil {
		evaluator.Evaluate(t.Context())
	}
	if s.prepare != nil {
		s.prepare(s.app)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.base = "http://" + listener.Addr().String()
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.serve(ctx, listener) }()
	stopped := false
	s.stop = func() {
		if !stopped {
			stopped = true
			cancel()
			require.NoError(t, <-served)
			require.NoError(t, s.Close())
		}
	}
	t.Cleanup(s.stop)
}

// ask sends a request and gives the status and the answer.
func (s *serving) ask(t *testing.T, method, path, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.base+path, strings.NewReader(body))
	require.NoError(t, err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "text/csv")
	}
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(answer)
}

// self gives the value of one of jindu's own series, as it is written.
func (s *serving) selfMetric(t *testing.T, series string) string {
	t.Helper()
	_, text := s.ask(t, http.MethodGet, "/metrics/self", "")
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, series+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// activeSince gives since when each alert is active.
func (s *serving) activeSince(t *testing.T) map[string]string {
	t.Helper()
	_, text := s.ask(t, http.MethodGet, "/api/v1/alerts", "")
	var answer struct {
		Data struct {
			Alerts []struct {
				Labels   map[string]string
				ActiveAt string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer), text)
	since := map[string]string{}
	for _, a := range answer.Data.Alerts {
		labels, err := json.Marshal(a.Labels)
		require.NoError(t, err)
		since[string(labels)] = a.ActiveAt
	}
	return since
}
