package model

import (
	"context"
	"fmt"
	"iter"
	"regexp"
	"time"
)

// MatchOp is how a Matcher compares, as in PromQL.
type MatchOp uint8

// The comparisons of a Matcher. Regular expressions are anchored at both ends.
const (
	Equal MatchOp = iota
	NotEqual
	Match
	NotMatch
)

// A Matcher selects series by one label. The name __name__ stands for the
// metric, and a label that a series lacks counts as empty.
type Matcher struct {
	Name  string
	Op    MatchOp
	Value string
}

// Matches tells whether a label's value passes.
func (m Matcher) Matches(value string) (bool, error) {
	switch m.Op {
	case Equal:
		return value == m.Value, nil
	case NotEqual:
		return value != m.Value, nil
	case Match, NotMatch:
		re, err := regexp.Compile("^(?s:" + m.Value + ")$")
		if err != nil {
			return false, fmt.Errorf("matcher %s: %w", m.Name, err)
		}
		return re.MatchString(value) == (m.Op == Match), nil
	}
	return false, fmt.Errorf("matcher %s: unknown comparison %d", m.Name, m.Op)
}

// A View is a consistent read of a ledger: everything that was known at one
// instant, whatever is committed meanwhile. It must be closed. Its methods may
// be called from several goroutines.
type View interface {
	// AsOf is the instant at which the reader stands; zero means that
	// everything the ledger holds is known.
	AsOf() time.Time

	// Commit numbers the newest commit the view can see, so that with AsOf it
	// identifies what is read.
	Commit() uint64

	// Select gives the series that match, sorted by Series.Compare. A series
	// may have no points at an early AsOf. A bad regular expression is an error.
	Select(ctx context.Context, matchers ...Matcher) ([]Series, error)

	// Points gives a series' points in the order of their periods, from one
	// period through another; a zero Period leaves that side open. Breaking
	// off is allowed. An unknown series has no points.
	Points(ctx context.Context, s Series, from, to Period) iter.Seq2[Point, error]

	// History gives every version of one period that the view knows, the
	// newest first, withdrawn ones too.
	History(ctx context.Context, s Series, p Period) ([]Version, error)

	// Records gives every statement of a kind, in no set order, withdrawals
	// among them; Objects makes things of them.
	Records(ctx context.Context, kind Kind) iter.Seq2[Record, error]

	// Close lets go of the view.
	Close() error
}
