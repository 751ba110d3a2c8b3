package rulebook

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// pair is a centre that offers and a district that fetches.
type pair struct {
	offered  Book
	inForce  Book
	refuse   error // What the district says of what is offered.
	statuses []int // That the centre answered.

	fetcher          *Fetcher
	centre, district *prometheus.Registry
}

func newPair(t *testing.T) *pair {
	t.Helper()
	p := &pair{offered: bookOf("1"), centre: prometheus.NewRegistry(), district: prometheus.NewRegistry()}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.Use(func(c *gin.Context) { c.Next(); p.statuses = append(p.statuses, c.Writer.Status()) })
	NewOffer(OfferOptions{
		Book: func() Book { return p.offered },
		Region: func(c *gin.Context) (string, bool) {
			if c.GetHeader("Authorization") != "Bearer secret" {
				c.AbortWithStatus(http.StatusUnauthorized)
				return "", false
			}
			return "410505", true
		},
		Logger: slog.New(slog.DiscardHandler), Registerer: p.centre,
	}).Register(engine)
	server := httptest.NewServer(engine)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	require.NoError(t, err)
	p.fetcher = NewFetcher(FetcherOptions{
		Centre: func() Centre { return Centre{address, &http.Client{Transport: signed("secret")}} }, Every: time.Hour, Timeout: time.Minute,
		Wanted: func() bool { return true }, InForce: func() string { return p.inForce.Version },
		Take: func(_ context.Context, b Book) error {
			if p.refuse != nil {
				return p.refuse
			}
			p.inForce = b
			return nil
		},
		Clock: func() time.Time { return made }, Logger: slog.New(slog.DiscardHandler), Registerer: p.district,
	})
	return p
}

// signed adds a token; without one it fails.
type signed string

// RoundTrip sends a request.
func (s signed) RoundTrip(r *http.Request) (*http.Response, error) {
	if s == "" {
		return nil, errors.New("no token")
	}
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(s))
	return http.DefaultTransport.RoundTrip(r)
}

// says holds metrics of a registry against the lines of an exposition.
func says(t *testing.T, r *prometheus.Registry, name string, lines ...string) {
	t.Helper()
	families, err := r.Gather()
	require.NoError(t, err)
	var help string
	for _, f := range families {
		if f.GetName() == name {
			help = "# HELP " + name + " " + f.GetHelp() + "\n# TYPE " + name + " gauge\n"
		}
	}
	require.NoError(t, testutil.GatherAndCompare(r, strings.NewReader(help+strings.Join(lines, "\n")+"\n"), name))
}

func TestADistrictFollowsItsCentre(t *testing.T) {
	p := newPair(t)
	p.fetcher.Look(t.Context())
	require.Equal(t, p.offered, p.inForce)
	p.fetcher.Look(t.Context())
	require.Equal(t, []int{200, 304}, p.statuses)
	says(t, p.centre, "jindu_district_rules_info", `jindu_district_rules_info{region="410505",version="`+p.inForce.Version+`"} 1`)
	says(t, p.district, "jindu_rules_last_fetch_successful", "jindu_rules_last_fetch_successful 1")

	p.offered = bookOf("2")
	p.fetcher.Look(t.Context())
	p.fetcher.Look(t.Context())
	require.Equal(t, p.offered, p.inForce)
	says(t, p.centre, "jindu_district_rules_info", `jindu_district_rules_info{region="410505",version="`+p.offered.Version+`"} 1`)
	require.Equal(t, []int{200, 304, 200, 304}, p.statuses)
}

func TestWhatADistrictRefusesIsReportedAndAskedForAgain(t *testing.T) {
	p := newPair(t)
	p.refuse = &RefusedError{Version: p.offered.Version, Reason: ReasonLost, What: model.Text{ZH: "缺", EN: "lost"}}
	p.fetcher.Look(t.Context())
	p.fetcher.Look(t.Context())
	require.Empty(t, p.inForce.Version)
	line := `{reason="would_lose_series",version="` + p.offered.Version + `"} 1`
	says(t, p.district, "jindu_rules_refused", "jindu_rules_refused"+line)
	says(t, p.centre, "jindu_district_rules_refused",
		`jindu_district_rules_refused{reason="would_lose_series",region="410505",version="`+p.offered.Version+`"} 1`)
	p.refuse = nil // Its own files are mended.
	p.fetcher.Look(t.Context())
	require.Equal(t, p.offered, p.inForce)
	require.Nil(t, p.fetcher.Refusal())
	p.fetcher.Look(t.Context())
	require.Zero(t, testutil.CollectAndCount(p.fetcher.metrics.refused))
	n, err := testutil.GatherAndCount(p.centre, "jindu_district_rules_refused")
	require.NoError(t, err)
	require.Zero(t, n)
}

func TestACentreThatIsAwayChangesNothing(t *testing.T) {
	p := newPair(t)
	p.fetcher.Look(t.Context())
	was := p.inForce
	p.offered = bookOf("2")
	address := p.fetcher.Centre().URL
	for _, token := range []string{"", "wrong"} {
		p.fetcher.Centre = func() Centre { return Centre{address, &http.Client{Transport: signed(token)}} }
		p.fetcher.Look(t.Context())
		require.Equal(t, was, p.inForce)
		says(t, p.district, "jindu_rules_last_fetch_successful", "jindu_rules_last_fetch_successful 0")
	}
	n, err := testutil.GatherAndCount(p.centre, "jindu_district_rules_info")
	require.NoError(t, err)
	require.Zero(t, n, "the district had none in force when it was last let in")
}

func TestADocumentThatIsNotWholeIsRefused(t *testing.T) {
	p := newPair(t)
	p.offered.Version = "0123456789abcdef"
	p.fetcher.Look(t.Context())
	require.Empty(t, p.inForce.Version)
	require.Equal(t, ReasonMalformed, p.fetcher.Refusal().Reason)
	p.fetcher.Look(t.Context())
	says(t, p.centre, "jindu_district_rules_refused", `jindu_district_rules_refused{reason="malformed",region="410505",version="-"} 1`)
}

func TestAFetcherEndsWithItsContext(t *testing.T) {
	p := newPair(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	p.fetcher.Take = func(context.Context, Book) error { stop(); return nil }
	go func() { ended <- p.fetcher.Run(ctx) }()
	require.NoError(t, <-ended)
}
