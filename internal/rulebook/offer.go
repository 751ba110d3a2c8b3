package rulebook

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
)

// Path is where a centre offers its rules.
const Path = "/api/jindu/v1/upstream/rules"

// The headers by which a district says, when it asks, how it stands.
const (
	InForceHeader = "Jindu-Rules-In-Force" // The version that it goes by.
	RefusedHeader = "Jindu-Rules-Refused"  // A version and the reason, with a blank between.
)

// OfferOptions are what an Offer is made of. All must be given.
type OfferOptions struct {
	Book       func() Book                                     // What is in force now.
	Region     func(*gin.Context) (region string, passed bool) // Of the district whose token was shown; it answers where none was.
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// An Offer gives a centre's rules to its districts, and keeps in metrics which
// version each goes by and why it refused another.
type Offer struct {
	OfferOptions
	mutex    sync.Mutex
	standing map[string]standing // By region.
	inForce  *prometheus.GaugeVec
	refused  *prometheus.GaugeVec
}

// standing is what a district said of itself.
type standing struct{ inForce, refused, reason string }

// NewOffer registers the metrics.
func NewOffer(o OfferOptions) *Offer {
	offer := &Offer{
		OfferOptions: o, standing: map[string]standing{},
		inForce: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_district_rules_info", Help: "Version of the rules that a district goes by, as it said when it last asked for them; always 1.",
		}, []string{"region", "version"}),
		refused: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "jindu_district_rules_refused", Help: "Version of the rules that a district refused, and why; always 1.",
		}, []string{"region", "version", "reason"}),
	}
	o.Registerer.MustRegister(offer.inForce, offer.refused)
	return offer
}

// Register routes the offer.
func (o *Offer) Register(r gin.IRouter) { r.GET(Path, o.Answer) }

// Answer gives the rules, or 304 where the district has them.
func (o *Offer) Answer(c *gin.Context) {
	region, passed := o.Region(c)
	if !passed {
		return
	}
	o.note(region, standingOf(c.Request.Header))
	book := o.Book()
	c.Header("ETag", `"`+book.Version+`"`)
	c.Header("Content-Type", "application/json; charset=utf-8")
	c.Header("Cache-Control", "no-cache")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(book.Encode()))
}

// standingOf reads the headers, and passes over what has not their form.
func standingOf(h http.Header) (s standing) {
	if version := h.Get(InForceHeader); IsVersion(version) {
		s.inForce = version
	}
	version, reason, _ := strings.Cut(h.Get(RefusedHeader), " ")
	for _, known := range []string{ReasonMalformed, ReasonFaulty, ReasonRegion, ReasonLost, ReasonFailed} {
		if reason == known && (version == "-" || IsVersion(version)) {
			s.refused, s.reason = version, reason
		}
	}
	return s
}

// note keeps what a district said of itself, and logs what is new of it.
func (o *Offer) note(region string, s standing) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if before, known := o.standing[region]; known && before == s {
		return
	}
	o.standing[region] = s
	of := prometheus.Labels{"region": region}
	o.inForce.DeletePartialMatch(of)
	o.refused.DeletePartialMatch(of)
	if s.inForce != "" {
		o.inForce.WithLabelValues(region, s.inForce).Set(1)
	}
	if s.reason != "" {
		o.refused.WithLabelValues(region, s.refused, s.reason).Set(1)
		o.Logger.Warn("a district refused the rules", "region", region, "version", s.refused, "reason", s.reason)
	}
}
