package notify

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// The reasons why a message is not taken.
const (
	ReasonRefused = "refused" // The receiver does not want it so: a person must help.
	ReasonBusy    = "busy"    // The receiver asks to be left alone for a while.
	ReasonTimeout = "timeout" // It did not answer in time.
	ReasonFailed  = "failed"  // Anything else: mostly, it can't be reached.
)

// Reasons are all of them.
func Reasons() []string { return []string{ReasonRefused, ReasonBusy, ReasonTimeout, ReasonFailed} }

// An Error is why a message was not taken. It never holds the address of a
// robot, which is a secret.
type Error struct {
	Reason string
	After  time.Duration // To wait at least, where the receiver asks for it.
	Err    error
}

// Error gives the error itself.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap gives the error itself.
func (e *Error) Unwrap() error { return e.Err }

// failf makes an error of a reason.
func failf(reason, format string, args ...any) *Error {
	return &Error{Reason: reason, Err: fmt.Errorf(format, args...)}
}

// explain sorts an error of sending.
func explain(err error) *Error {
	var known *Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.DeadlineExceeded):
		return failf(ReasonTimeout, "no answer in time")
	}
	return &Error{Reason: ReasonFailed, Err: err}
}

// withoutURL takes the address out of an error of net/http.
func withoutURL(err error) error {
	var named *url.Error
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}
