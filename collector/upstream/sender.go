package upstream

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

// SourceUpstream is the Source of receipts that came down from a centre.
const SourceUpstream = "upstream"

// Log is what is delivered; store.Ledger is one.
type Log interface {
	Receipts
	// Receipt gives one receipt, or model.ErrNoReceipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
	// Changes gives the log after a sequence number.
	Changes(ctx context.Context, after uint64) iter.Seq2[store.Change, error]
	// Stats says who the ledger is and how much it has taken.
	Stats() model.LedgerStats
}

// A Sender delivers a ledger's receipts to a centre, each whole, in the order
// of their commits. It is a delivery.Deliverer: its methods are called from one
// goroutine, but for Backlog.
type Sender struct {
	log  Log
	link *Link

	mu   sync.Mutex // Held for place alone.
	last place
}

// A place is how far the sender has got.
type place struct {
	receipt  uint64 // All up to this one were offered.
	sequence uint64 // Of the log, after it.
	told     uint64 // What Deliver last gave.
	centre   Origin // The newest that the centre held then.
	known    bool
}

// NewSender makes a sender; nothing is connected to.
func NewSender(log Log, link *Link) *Sender { return &Sender{log: log, link: link} }

// One call delivers so many receipts or facts at least, where there are as many.
const (
	pieceReceipts = 500
	pieceFacts    = 100_000
)

// Deliver offers the receipts after the newest that the centre holds, and says
// up to where in the log the centre now has everything. With after 0 it begins
// at the first, so that what was refused or set aside is offered again. What the
// centre has whole it says before the facts are sent.
//
// Errors, by errors.As: *store.RejectedError, after which the delivery goes on
// behind the facts that it names, *store.RetryError, *Refusal; by errors.Is:
// store.ErrForbidden.
func (s *Sender) Deliver(ctx context.Context, after uint64) (through uint64, err error) {
	stats := s.log.Stats()
	newest, err := s.position(ctx, stats.ID)
	if err != nil {
		return after, err
	}
	at, err := s.resume(ctx, after, newest, stats)
	if err != nil {
		return after, err
	}
	var rejected store.RejectedError
	at, err = s.piece(ctx, at, after, stats, &rejected)
	at.told = max(after, at.sequence)
	s.mu.Lock()
	s.last = at
	s.mu.Unlock()
	switch {
	case len(rejected.Facts) > 0 || rejected.LeftOut > 0:
		rejected.Then = err
		return at.told, &rejected
	case at.told > after:
		return at.told, nil // What failed then fails again.
	}
	return at.told, err
}

// Close lets go of connections.
func (s *Sender) Close() error {
	s.link.Client.CloseIdleConnections()
	return nil
}

// Backlog is how many facts wait; it is not known before the first delivery.
func (s *Sender) Backlog() (facts uint64, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	newest := s.log.Stats().Sequence
	return newest - min(newest, s.last.sequence), s.last.known
}

// position asks for the newest of this ledger's receipts that the centre holds.
func (s *Sender) position(ctx context.Context, ledger string) (Origin, error) {
	r, err := s.link.request(ctx, http.MethodGet, "position", url.Values{"ledger": {ledger}}, http.NoBody)
	if err != nil {
		return Origin{}, err
	}
	var answer Answer
	err = s.link.do(r, &answer)
	return answer.Newest, err
}

// piece offers receipts until the bound is reached and the log has moved on
// from after, for standing still means that there is no more. The place, and
// what was rejected, count after an error too.
func (s *Sender) piece(
	ctx context.Context, at place, after uint64, stats model.LedgerStats, rejected *store.RejectedError,
) (place, error) {
	receipts, facts := 0, 0
	for at.known = true; at.receipt < stats.Commits; {
		if at.sequence > after && (receipts >= pieceReceipts || facts >= pieceFacts) {
			break
		}
		r, err := s.log.Receipt(ctx, model.ReceiptID(at.receipt+1))
		if err != nil {
			return at, err
		}
		answer, err := s.offer(ctx, stats.ID, r, at.sequence)
		if err != nil && !rejects(err) {
			return at, err
		}
		rejected.Facts = append(rejected.Facts, rejectedOf(r, answer, err, at.sequence)...)
		if answer != nil {
			rejected.LeftOut += answer.LeftOut
		}
		at.receipt, at.sequence = r.Number, at.sequence+factsOf(r)
		if answer != nil && !answer.Newest.IsZero() {
			at.centre = answer.Newest
		}
		receipts, facts = receipts+1, facts+int(factsOf(r))
	}
	return at, nil
}

func factsOf(r model.Receipt) uint64 { return uint64(r.Figures + r.Records) }

// offer sends a receipt, unless it came from above; then there is no answer.
func (s *Sender) offer(ctx context.Context, ledger string, r model.Receipt, after uint64) (*Answer, error) {
	head, ok, err := s.head(ctx, ledger, r)
	if err != nil || !ok {
		return nil, err
	}
	query := url.Values{
		"ledger": {ledger}, "number": {strconv.FormatUint(r.Number, 10)}, "committed": {r.Committed.UTC().Format(time.RFC3339Nano)},
		"facts": {strconv.Itoa(head.facts())},
	}
	body := s.body(ctx, head, after)
	defer body.end()
	request, err := s.link.request(ctx, http.MethodPost, "submissions", query, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", ContentType)
	request.Header.Set("Content-Encoding", "gzip")
	request.Header.Set("Expect", "100-continue") // What the centre has needs no body.
	var answer Answer
	if err := s.link.do(request, &answer); err != nil {
		return nil, fmt.Errorf("deliver %s: %w", r.ID, body.blame(err))
	}
	return &answer, nil
}

// head writes a receipt as it goes up. What came down from a centre stays here,
// and so does the withdrawal of it.
func (s *Sender) head(ctx context.Context, ledger string, r model.Receipt) (Head, bool, error) {
	h := Head{
		Ledger: ledger, Origin: originOf(r), Recorded: r.Recorded, By: r.By, Source: r.Source, File: r.File, Hash: r.Hash,
		Warnings: r.Warnings, Reason: r.Reason, Figures: r.Figures, Records: r.Records,
	}
	if r.Withdraws != "" {
		withdrawn, err := s.log.Receipt(ctx, r.Withdraws)
		if err != nil {
			return h, false, err
		}
		of := originOf(withdrawn)
		h.Withdraws, h.Figures, h.Records = &of, 0, 0
		return h, withdrawn.Source != SourceUpstream, nil
	}
	return h, r.Source != SourceUpstream, nil
}
