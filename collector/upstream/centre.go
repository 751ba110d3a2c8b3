package upstream

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/semaphore"

	"jindu/internal/model"
)

// Path is where a centre is spoken to, below the address of its pages.
const Path = "/api/jindu/v1/upstream"

// SourceDistrict is the Source of receipts that a district's jindu delivered.
const SourceDistrict = "district"

// A District is a jindu below, which shows one of its tokens.
type District struct {
	Region string // Its code.
	Tokens *TokenFile
}

// CentreOptions are what a Centre is made of. All must be given.
type CentreOptions struct {
	Ledger     Ledger
	Taken      *Taken                // Of the ledger.
	Catalog    func() *model.Catalog // That holds now.
	Districts  []District
	Regions    *Regions
	Clock      func() time.Time
	Logger     *slog.Logger
	Registerer prometheus.Registerer // May be nil.
}

// A Centre takes what districts deliver. Its methods are gin handlers.
type Centre struct {
	CentreOptions
	intake  intake
	metrics *metrics
	writers writers
	memory  *semaphore.Weighted // Facts that are held at once.
}

// heldFacts bounds the memory that submissions under way may take together.
const heldFacts = 2 * model.MaxFacts

// NewCentre makes a centre; nothing is read or listened on.
func NewCentre(o CentreOptions) (*Centre, error) {
	m, err := newMetrics(o.Registerer, o.Regions)
	if err != nil {
		return nil, fmt.Errorf("register the metrics of regions: %w", err)
	}
	return &Centre{
		CentreOptions: o, intake: intake{o.Ledger, o.Taken, o.Clock}, metrics: m,
		memory: semaphore.NewWeighted(heldFacts),
	}, nil
}

// Register routes everything under Path.
func (c *Centre) Register(r gin.IRouter) {
	group := r.Group(Path)
	group.GET("/position", c.Position)
	group.POST("/submissions", c.Submit)
	group.POST("/heartbeat", c.Heartbeat)
	group.GET("/acknowledgements", c.Acknowledgements)
	group.GET("/regions", c.ShowRegions)
}

// Position says which receipt of ?ledger= is the newest here, and which ledger
// this is.
func (c *Centre) Position(g *gin.Context) {
	_, id, err := c.speaker(g)
	if err != nil {
		c.fail(g, err)
		return
	}
	newest, err := c.Taken.newest(g.Request.Context(), id)
	if err != nil {
		c.fail(g, err)
		return
	}
	g.JSON(http.StatusOK, Answer{Ledger: c.Ledger.Stats().ID, Newest: newest})
}

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
	s.Warnings = slices.Concat(head.Warnings, unknownIndicators(c.Catalog(), s))
	return c.intake.take(ctx, arrival{
		ledger: ledger, origin: origin, submission: s, outside: others, held: held, withdraws: head.Withdraws, reason: head.Reason,
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

// Heartbeat takes what a district says of itself.
func (c *Centre) Heartbeat(g *gin.Context) {
	d, err := c.district(g)
	if err != nil {
		c.fail(g, err)
		return
	}
	var beat Heartbeat
	g.Request.Body = http.MaxBytesReader(g.Writer, g.Request.Body, 64<<10)
	if err := g.ShouldBindJSON(&beat); err != nil || beat.Clock.IsZero() || !ledgerID.MatchString(beat.Ledger) {
		c.fail(g, badRequest("want a heartbeat as JSON"))
		return
	}
	if err := c.Regions.claim(d.Region, beat.Ledger); err != nil {
		c.fail(g, err)
		return
	}
	if err := c.Regions.heard(d.Region, beat); err != nil {
		c.fail(g, err)
		return
	}
	g.JSON(http.StatusOK, Answer{Ledger: c.Ledger.Stats().ID, Clock: c.Clock()})
}

// ShowRegions gives the state of every region that is expected.
func (c *Centre) ShowRegions(g *gin.Context) {
	g.JSON(http.StatusOK, gin.H{"regions": c.Regions.States()})
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

// ledgerID is LedgerStats.ID.
var ledgerID = regexp.MustCompile(`^[0-9a-f]{32}$`)

func ledgerOf(g *gin.Context) (string, error) {
	id := g.Query("ledger")
	if !ledgerID.MatchString(id) {
		return "", badRequest("ledger: want the 32 hexadecimal digits of a ledger")
	}
	return id, nil
}

// speaker tells by the token which district asks, and for which ledger.
func (c *Centre) speaker(g *gin.Context) (d District, ledger string, err error) {
	if d, err = c.district(g); err != nil {
		return d, "", err
	}
	if ledger, err = ledgerOf(g); err != nil {
		return d, "", err
	}
	return d, ledger, c.Regions.claim(d.Region, ledger)
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
