package upstream

import (
	"fmt"
	"log/slog"
	"net/http"
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
	warned  warnings
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
