package testbed

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// readyWithin is how long a server may take until it answers; it may have much
// to read again on a machine that is busy.
const readyWithin = 2 * time.Minute

// shownLog is how much of a failed test's server log is shown, in bytes.
const shownLog = 8 << 10

// A Server is a real server on loopback. Its methods are called from the test's
// own goroutine.
type Server struct {
	URL    string // Base, without a slash at its end.
	Dir    string // All of its folders and its log are in it.
	Org    string // InfluxDB's, as those below.
	Bucket string
	Token  string

	name    string
	path    string
	args    []string
	health  string // Path that answers with a status of 2xx once it is ready.
	process *process
}

// begin starts the server for the first time and ends it with the test.
func (s *Server) begin(tb testing.TB) {
	tb.Helper()
	tb.Cleanup(func() {
		s.Stop(tb)
		if tb.Failed() {
			s.showLog(tb)
		}
	})
	s.Start(tb)
}

// Start starts a server that was stopped or killed: the same port and folders
// again. It returns when the server answers.
func (s *Server) Start(tb testing.TB) {
	tb.Helper()
	if s.process != nil && !s.process.ended() {
		tb.Fatalf("%s runs already, as process %d", s.name, s.process.pid)
	}
	p, err := launch(s.path, s.args, s.logFile())
	if err != nil {
		tb.Fatal(err)
	}
	s.process = p
	if err := s.await(tb.Context()); err != nil {
		tb.Fatal(err)
	}
}

// PID is the process's number in its present or last run.
func (s *Server) PID() int { return s.process.pid }

// Kill ends the server as a power cut would end its process: SIGKILL. Its port
// is dead until Start.
func (s *Server) Kill(tb testing.TB) {
	tb.Helper()
	s.end(tb, syscall.SIGKILL)
}

// Stop asks the server to end, and waits; one that doesn't is killed. A server
// that has ended is left alone.
func (s *Server) Stop(tb testing.TB) {
	tb.Helper()
	if s.process == nil {
		return
	}
	if s.end(tb, syscall.SIGTERM) {
		return
	}
	tb.Logf("%s did not end %v after SIGTERM and is killed", s.name, patience)
	if !s.end(tb, syscall.SIGKILL) {
		tb.Errorf("%s, process %d, can't be killed", s.name, s.process.pid)
	}
}

func (s *Server) end(tb testing.TB, signal syscall.Signal) bool {
	tb.Helper()
	ended, err := s.process.end(signal)
	if err != nil {
		tb.Errorf("end %s: %v", s.name, err)
	}
	return ended
}

// await polls until the server answers, has ended or takes too long.
func (s *Server) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	poll := time.NewTicker(20 * time.Millisecond)
	defer poll.Stop()
	client := &http.Client{Timeout: 5 * time.Second}
	defer client.CloseIdleConnections()
	for {
		problem := s.ask(ctx, client)
		if problem == nil {
			return nil
		}
		select {
		case <-s.process.done:
			return fmt.Errorf("%s ended instead of answering: %w", s.name, s.process.err)
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer: %w", s.name, problem)
		case <-poll.C:
		}
	}
}

func (s *Server) ask(ctx context.Context, client *http.Client) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+s.health, http.NoBody)
	if err != nil {
		return fmt.Errorf("ask for %s: %w", s.health, err)
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("ask for %s: %w", s.health, err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("ask for %s: %s", s.health, response.Status)
	}
	return nil
}

func (s *Server) logFile() string { return filepath.Join(s.Dir, s.name+".log") }

// showLog shows the end of the log.
func (s *Server) showLog(tb testing.TB) {
	tb.Helper()
	text, err := os.ReadFile(s.logFile())
	if err != nil {
		tb.Log(err)
		return
	}
	tb.Logf("the log of %s ends:\n%s", s.name, text[max(0, len(text)-shownLog):])
}

// write writes a file into the server's folder.
func (s *Server) write(tb testing.TB, name, text string) string {
	tb.Helper()
	path := filepath.Join(s.Dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}
