package page

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// Boards gives the board that pages show.
type Boards interface {
	// Board gives the board at t as known at asOf; a zero asOf means
	// everything known. It is shared and must not be changed.
	Board(ctx context.Context, t, asOf time.Time) (*progress.Board, error)
}

// Ledger says how the ledger is, and what was stated.
type Ledger interface {
	// Stats sizes the ledger up.
	Stats() model.LedgerStats
	// View gives what was known at asOf; a zero asOf means everything. The
	// caller closes it.
	View(ctx context.Context, asOf time.Time) (model.View, error)
}

// A Kit is what every page needs. All must be given that do not say otherwise.
type Kit struct {
	Boards  Boards
	Ledger  Ledger
	Catalog *model.Catalog
	Clock   func() time.Time
	Zone    *time.Location
	Version string
	Region  string                      // The office's own, by code or name. May be empty.
	Away    func(context.Context) error // Why nothing can be read now; nil where it always can.
	Logger  *slog.Logger
}

// Undrawn is said where there is no board, or no page of it.
var Undrawn = model.Text{ZH: "看板无法生成，详见日志", EN: "the board can't be drawn; see the log"}

// Away says that what is read can't be reached.
var Away = Refusal{http.StatusServiceUnavailable, "unavailable", model.Text{
	ZH: "所读的存储连不上，请稍后再试", EN: "the store that is read can't be reached; try again later",
}}

// Undrawn is why there is no board: what is read is away, or what the log tells.
func (k *Kit) Undrawn(ctx context.Context, asked string, err error) Refusal {
	k.Logger.Error("no board", "asked", asked, "err", err)
	if k.IsAway(ctx) {
		return Away
	}
	return Refusal{http.StatusInternalServerError, "internal", Undrawn}
}

// IsAway tells whether nothing can be read now.
func (k *Kit) IsAway(ctx context.Context) bool { return k.Away != nil && k.Away(ctx) != nil }
