package testbed

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// patience is how long a server may take to end after a signal.
const patience = 30 * time.Second

// A process is one run of a server.
type process struct {
	pid    int
	handle *os.Process
	done   chan struct{} // Closed when it has ended,
	err    error         // as this says.
}

// launch starts a program whose output is appended to a file.
func launch(path string, args []string, output string) (*process, error) {
	log, err := os.OpenFile(output, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	// Not the test's context: it ends before the test's clean-up, and kills.
	cmd := exec.CommandContext(context.Background(), path, args...) //nolint:gosec // A program of the testbed.
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = log, log, attributes()
	p := &process{done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// The kernel ends the server with the thread that started it.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer func() { _ = log.Close() }()
		err := cmd.Start()
		if err == nil {
			p.pid, p.handle = cmd.Process.Pid, cmd.Process
		}
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	return p, nil
}

// ended says whether it has.
func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// end sends a signal and waits; it says whether the process ended in time.
func (p *process) end(s syscall.Signal) (bool, error) {
	if p.ended() {
		return true, nil
	}
	if err := p.signal(s); err != nil && !errors.Is(err, syscall.ESRCH) && !errors.Is(err, os.ErrProcessDone) {
		return false, fmt.Errorf("signal %d to process %d: %w", s, p.pid, err)
	}
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	select {
	case <-p.done:
		return true, nil
	case <-timeout.C:
		return false, nil
	}
}
