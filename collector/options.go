package collector

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/collector/format"
	"jindu/internal/model"
)

// Ledger is what the collector asks of a store; store.Ledger is one, and says
// which errors its methods give. Its methods may be called from several
// goroutines.
type Ledger interface {
	// Commit takes a whole submission or nothing.
	Commit(ctx context.Context, s model.Submission) (model.Receipt, error)
	// Withdraw takes a submission back.
	Withdraw(ctx context.Context, w model.Withdrawal) (model.Receipt, error)
	// View reads what was known at an instant, zero for everything; the caller
	// closes it.
	View(ctx context.Context, asOf time.Time) (model.View, error)
	// Receipts gives every receipt, the newest first.
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]
}

// Options are what a Collector is made of.
type Options struct {
	Ledger     Ledger
	Catalog    *model.Catalog
	Zone       *time.Location
	Clock      func() time.Time
	Region     string // Code or name of the office's own region, for tables that name none; may be empty.
	KeepDir    string // Where originals are kept; empty keeps none.
	Logger     *slog.Logger
	Registerer prometheus.Registerer // May be nil. Collectors that share one count together.
	Turn       Turn                  // Shared by collectors of one ledger; nil where there is only this one.
	Formats    format.Registry       // Nil means format.Default.
	Limits     Limits                // Zero fields mean DefaultLimits.
}

// Limits bound one upload.
type Limits struct {
	Bytes   int64 // Of all files together.
	Files   int
	Facts   int
	Refused int // How many refused uploads are kept; the oldest go.
	Decode  format.Limits
}

// DefaultLimits are 32 MiB in 100 files, holding a million facts.
func DefaultLimits() Limits {
	return Limits{Bytes: 32 << 20, Files: 100, Facts: model.MaxFacts, Refused: 500, Decode: format.DefaultLimits()}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	if l.Bytes == 0 {
		l.Bytes = d.Bytes
	}
	if l.Files == 0 {
		l.Files = d.Files
	}
	if l.Facts == 0 {
		l.Facts = d.Facts
	}
	if l.Refused == 0 {
		l.Refused = d.Refused
	}
	if l.Decode == (format.Limits{}) {
		l.Decode = d.Decode
	}
	return l
}

// check says what is missing, and fills in what may be.
func (o *Options) check() error {
	if o.Ledger == nil || o.Catalog == nil || o.Zone == nil || o.Clock == nil {
		return errors.New("collector: a ledger, a catalog, a zone and a clock are needed")
	}
	if o.Region != "" {
		region, ok := o.Catalog.Region(o.Region)
		if !ok {
			return errors.New("collector: region " + o.Region + " is not in the catalog")
		}
		o.Region = region.Code
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Turn == nil {
		o.Turn = NewTurn()
	}
	if o.Formats == nil {
		o.Formats = format.Default()
	}
	o.Limits = o.Limits.withDefaults()
	return nil
}
