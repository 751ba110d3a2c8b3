package pebble

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	engine "github.com/cockroachdb/pebble/v2"
)

// logger hands what the engine says on to slog. The engine's own logger prints
// to standard error and exits the process.
type logger struct {
	to    *slog.Logger
	fatal func(error)
}

func (l logger) Infof(format string, args ...any)  { l.to.Debug(line(format, args)) }
func (l logger) Errorf(format string, args ...any) { l.to.Error(line(format, args)) }

// A failedCommit is what the engine panics with when a commit can't be written.
type failedCommit struct{ cause error }

// Fatalf must not return: the engine would go on as if nothing had happened. A
// commit that failed unwinds to the commit it is of, which has the caller to
// tell; anything else happens in the background and ends the process.
func (l logger) Fatalf(format string, args ...any) {
	text := line(format, args)
	l.to.Error("ledger can't go on", "error", text)
	cause := fmt.Errorf("%s", text)
	for _, a := range args {
		if err, ok := a.(error); ok {
			cause = err
		}
	}
	if strings.HasPrefix(format, "pebble: fatal commit error") {
		panic(failedCommit{cause})
	}
	l.fatal(cause)
	panic("unreachable: the ledger's Fatal returned after " + text)
}

func line(format string, args []any) string {
	return strings.TrimSpace(fmt.Sprintf(format, args...))
}

// fullPause is how long work in the background rests on a full disk.
const fullPause = 50 * time.Millisecond

// events logs what an operator should hear of. Damage is not fatal: whoever
// reads what is damaged gets the error.
func (l logger) events() *engine.EventListener {
	return &engine.EventListener{
		BackgroundError: func(err error) {
			l.to.Error("ledger: work in the background", "error", err)
			if isFull(err) {
				time.Sleep(fullPause) // The engine tries again at once, without end.
			}
		},
		DataCorruption: func(info engine.DataCorruptionInfo) {
			l.to.Error("ledger is damaged", "file", info.Path, "error", info.Details)
		},
		DiskSlow: func(info engine.DiskSlowInfo) {
			l.to.Warn("ledger's disk is slow", "file", info.Path, "took", info.Duration)
		},
		WriteStallBegin: func(info engine.WriteStallBeginInfo) {
			l.to.Debug("ledger waits for its tables to be written", "reason", info.Reason)
		},
	}
}
