package upstream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
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

// permanent tells errors that sending the same again can't mend. A body that is
// not whole may have been cut off on its way.
func permanent(err error) bool {
	var scope *ScopeError
	return errors.As(err, &scope) || errors.Is(err, model.ErrTooManyFacts)
}
