package upstream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"jindu/internal/model"
)

// BeatEvery is how often a district says that it is there.
const BeatEvery = time.Minute

// PulseOptions are what a Pulse is made of.
type PulseOptions struct {
	Link    *Link
	Sender  *Sender
	Ledger  Ledger // What comes down is taken here.
	Taken   *Taken // Of the ledger.
	Version string
	Clock   func() time.Time
	Logger  *slog.Logger
}

// A Pulse tells a centre every minute that a district's jindu is there, and
// fetches what was acknowledged at the centre.
type Pulse struct {
	PulseOptions
	intake intake
	centre string // Its ledger, as it last said.
	after  Origin // Of that ledger: up to there all has come down.
}

// NewPulse makes a pulse; nothing is connected to.
func NewPulse(o PulseOptions) *Pulse {
	return &Pulse{PulseOptions: o, intake: intake{o.Ledger, o.Taken, o.Clock}}
}

// Run beats at once and every minute until the context ends. It gives no
// error: a centre that does not answer is told of in the log and waited for.
func (p *Pulse) Run(ctx context.Context) error {
	ticks := time.NewTicker(BeatEvery)
	defer ticks.Stop()
	failing := false
	for {
		err := p.Beat(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil && !failing:
			p.Logger.WarnContext(ctx, "the jindu above can't be told that this one is there", slog.Any("error", err))
		case err == nil && failing:
			p.Logger.InfoContext(ctx, "the jindu above answers again")
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
	}
}

// beatTimeout bounds one heartbeat with what it fetches.
const beatTimeout = 50 * time.Second

// Beat sends one heartbeat and takes what was acknowledged at the centre.
func (p *Pulse) Beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, beatTimeout)
	defer cancel()
	if err := p.tell(ctx); err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	for more := true; more; {
		var err error
		if more, err = p.fetch(ctx); err != nil {
			return fmt.Errorf("fetch acknowledgements: %w", err)
		}
	}
	return nil
}

func (p *Pulse) tell(ctx context.Context) error {
	stats := p.Ledger.Stats()
	beat := Heartbeat{Version: p.Version, Ledger: stats.ID, Clock: p.Clock()}
	if stats.Commits > 0 {
		beat.NewestReceipt = Origin{stats.Commits, stats.Newest}
	}
	if facts, known := p.Sender.Backlog(); known {
		beat.Backlog = &facts
	}
	text, err := json.Marshal(beat)
	if err != nil {
		return err
	}
	r, err := p.Link.request(ctx, http.MethodPost, "heartbeat", url.Values{}, bytes.NewReader(text))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	var answer Answer
	if err := p.Link.do(r, &answer); err != nil {
		return err
	}
	return p.meet(ctx, answer.Ledger)
}

// meet remembers the centre's ledger. Another one than before starts anew.
func (p *Pulse) meet(ctx context.Context, ledger string) (err error) {
	if ledger == p.centre {
		return nil
	}
	p.centre = ledger
	p.after, err = p.Taken.newest(ctx, ledger)
	return err
}

// fetch takes what was acknowledged since, and tells whether there may be more.
func (p *Pulse) fetch(ctx context.Context) (more bool, err error) {
	query := url.Values{"ledger": {p.Ledger.Stats().ID}, "after": {"0"}}
	if !p.after.IsZero() {
		query.Set("after", strconv.FormatUint(p.after.Number, 10))
		query.Set("committed", p.after.Committed.UTC().Format(time.RFC3339Nano))
	}
	r, err := p.Link.request(ctx, http.MethodGet, "acknowledgements", query, http.NoBody)
	if err != nil {
		return false, err
	}
	var found Instructions
	if err := p.Link.do(r, &found); err != nil {
		return false, err
	}
	if found.Ledger != p.centre {
		return false, errors.New("the centre has another ledger than a moment ago")
	}
	for _, one := range found.Items {
		if err := p.take(ctx, one); err != nil {
			return false, err
		}
		p.after = one.Origin
	}
	p.after = found.Through
	return len(found.Items) == maxInstructions, nil
}

// take commits what came down, unless it is here.
func (p *Pulse) take(ctx context.Context, i Instruction) error {
	held, err := p.Taken.find(ctx, p.centre, i.Origin)
	if err != nil || len(held) > 0 {
		return err
	}
	s, err := i.submission()
	if err != nil {
		return err
	}
	out, err := p.intake.take(ctx, arrival{ledger: p.centre, origin: i.Origin, submission: s, withdraws: i.Withdraws})
	if err != nil {
		return err
	}
	for _, aside := range out.setAside {
		if aside.Reason == reasonOf(model.ErrBackdated) {
			p.Logger.WarnContext(ctx, "what the centre acknowledged is stated here later", slog.String("fact", aside.Fact))
			continue
		}
		p.Logger.WarnContext(ctx, "what the centre acknowledged can't be taken", slog.String("fact", aside.Fact), slog.String("reason", aside.Reason.EN))
	}
	if out.receipt.ID != "" {
		p.Logger.InfoContext(ctx, "an acknowledgement of the centre was taken", slog.String("receipt", out.receipt.ID), slog.String("by", i.By))
	}
	return nil
}
