package upstream

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// Submit takes the submission ?number= ?committed= of ?ledger=, which has ?facts=.
// What was taken before, and whole, is answered before its body is read.
func (c *Centre) Submit(g *gin.Context) {
	d, ledger, err := c.speaker(g)
	if err != nil {
		c.fail(g, err)
		return
	}
	status, answer, err := c.submit(g, d, ledger)
	c.count(g.Request.Context(), d.Region, answer, err)
	if err != nil {
		c.fail(g, err)
		return
	}
	g.JSON(status, answer)
}

func (c *Centre) submit(g *gin.Context, d District, ledger string) (int, Answer, error) {
	ctx, answer := g.Request.Context(), Answer{Ledger: c.Ledger.Stats().ID}
	origin, err := originIn(g)
	if err != nil {
		return 0, answer, err
	}
	release, err := c.writers.enter(ctx, d.Region)
	if err != nil {
		return 0, answer, err
	}
	defer release()
	held, err := c.Taken.find(ctx, ledger, origin)
	if err != nil {
		return 0, answer, err
	}
	whole, err := c.whole(ctx, held, factsIn(g))
	if err != nil {
		return 0, answer, err
	}
	out := outcome{}
	if !whole {
		if out, err = c.receive(g, d, ledger, origin, held); err != nil {
			return 0, answer, err
		}
	}
	answer.Receipt, answer.SetAside, answer.LeftOut, answer.Late = out.receipt.ID, out.setAside, out.leftOut, out.late
	status := http.StatusCreated
	if out.receipt.ID == "" {
		status = http.StatusOK
		if len(held) > 0 {
			answer.Receipt, answer.AlreadyTaken = held[0], true
		}
	}
	answer.Newest, err = c.Taken.newest(ctx, ledger)
	return status, answer, err
}

// maxCompressed bounds a body as it comes.
const maxCompressed = 256 << 20

// receive reads the body and gives it to the ledger, but for what the receipts
// that are held have of it.
func (c *Centre) receive(g *gin.Context, d District, ledger string, origin Origin, held []string) (outcome, error) {
	ctx := g.Request.Context()
	body, err := NewDecoder(http.MaxBytesReader(g.Writer, g.Request.Body, maxCompressed))
	if err != nil {
		return outcome{}, err
	}
	head, err := body.Head()
	if err != nil {
		return outcome{}, err
	}
	if head.Ledger != ledger || !head.same(origin) {
		return outcome{}, fmt.Errorf("%w: the body is of another receipt than the address", ErrBody)
	}
	size := int64(head.facts() + 1)
	if err := c.memory.Acquire(ctx, size); err != nil {
		return outcome{}, err
	}
	defer c.memory.Release(size)
	s, err := body.Facts(head)
	if err != nil {
		return outcome{}, err
	}
	others, err := outside(c.Catalog(), d.Region, s)
	if err != nil {
		return outcome{}, err
	}
	s.By, s.Source, s.File, s.Recorded = c.signed(d, head.By), SourceDistrict, head.File, head.Recorded
	s.Reason = head.Reason
	s.Warnings = slices.Concat(head.Warnings, unknownIndicators(c.Catalog(), s))
	return c.intake.take(ctx, arrival{
		ledger: ledger, origin: origin, submission: s, outside: others, held: held, withdraws: head.Withdraws,
	})
}

// signed says whose submission it is, beside who sent it there.
func (c *Centre) signed(d District, by string) string {
	name := d.Region
	if r, ok := c.Catalog().Region(d.Region); ok {
		name = r.Name
	}
	if by == "" {
		return name
	}
	return name + " " + by
}

func originIn(g *gin.Context) (Origin, error) {
	number, err := strconv.ParseUint(g.Query("number"), 10, 64)
	at, timeErr := time.Parse(time.RFC3339Nano, g.Query("committed"))
	if err := cmp.Or(err, timeErr); err != nil || number == 0 {
		return Origin{}, badRequest("number, committed: want those of a receipt")
	}
	return Origin{number, at}, nil
}

// factsIn is how many facts the receipt has, as far as the sender says it.
func factsIn(g *gin.Context) int {
	n, _ := strconv.Atoi(g.Query("facts"))
	return n
}

// permanent tells errors that sending the same again can't mend. A body that is
// not whole may have been cut off on its way.
func permanent(err error) bool {
	var scope *ScopeError
	return errors.As(err, &scope) || errors.Is(err, model.ErrTooManyFacts)
}

// count counts an arrival and logs what a person should know.
func (c *Centre) count(ctx context.Context, region string, a Answer, err error) {
	result, log := resultTaken, c.Logger.With(slog.String("region", region))
	switch {
	case err != nil && permanent(err):
		result = resultRefused
		log.WarnContext(ctx, "delivered submission refused", slog.Any("error", err))
	case err != nil:
		result = resultFailed
	case a.AlreadyTaken:
		result = resultRepeated
	case a.Receipt == "":
		result = resultNothing
	default:
		log.InfoContext(ctx, "delivered submission taken", slog.String("receipt", a.Receipt))
	}
	if n := len(a.SetAside); n > 0 {
		c.metrics.setAside.WithLabelValues(region).Add(float64(n))
		log.WarnContext(ctx, "delivered facts set aside",
			slog.Int("facts", n), slog.String("first", a.SetAside[0].Fact), slog.String("reason", a.SetAside[0].Reason.EN))
	}
	if a.LeftOut > 0 {
		c.metrics.leftOut.WithLabelValues(region).Add(float64(a.LeftOut))
		log.InfoContext(ctx, "delivered facts of other regions left out", slog.Int("facts", a.LeftOut))
	}
	c.metrics.submissions.WithLabelValues(region, result).Inc()
	if err == nil {
		if kept := c.Regions.submitted(region); kept != nil {
			log.WarnContext(ctx, "when a region delivered is not kept", slog.Any("error", kept))
		}
	}
}
