package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"path/filepath"
	"time"

	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// reader is what the faces ask of a store, one that can only be read too;
// store.Ledger says what its methods do.
type reader interface {
	View(ctx context.Context, asOf time.Time) (model.View, error)
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]
	Receipt(ctx context.Context, id string) (model.Receipt, error)
	Stats() model.LedgerStats
	Close() error
}

// ledgerOptions say how a command uses a ledger.
type ledgerOptions struct {
	clock     func() time.Time
	mustExist bool // A missing ledger is an error.
	passing   bool // The folder goes away with the command.
}

// sizes spares a passing ledger, which is small, the memory that large ones
// need and the space that is set aside for full disks.
func (o ledgerOptions) sizes(p pebble.Options) pebble.Options {
	if o.passing {
		p.Ballast, p.MemTable, p.Cache = -1, 2<<20, 2<<20
	}
	return p
}

func openLedger(env *environment, c *config.Config, o ledgerOptions) (store.Ledger, error) {
	return pebble.Open(env.ctx, o.sizes(pebble.Options{
		Dir: filepath.Join(c.Data, "ledger"), MustExist: o.mustExist,
		Clock: o.clock, Zone: c.Zone(), Logger: env.logger,
	}))
}

// joinClose adds what goes wrong with closing to an error.
func joinClose(err error, c io.Closer) error { return errors.Join(err, c.Close()) }
