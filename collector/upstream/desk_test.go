package upstream

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store"
)

// desk is a centre that answers on loopback.
type desk struct {
	t        *testing.T
	ledger   store.Ledger
	now      *time.Time
	centre   *Centre
	registry *prometheus.Registry
	dir      string
	url      *url.URL
	expected []Expected
	handler  atomic.Pointer[gin.Engine]
}

func tokenFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// newDesk starts a centre whose one district shows "secret".
func newDesk(t *testing.T, ledger store.Ledger, now *time.Time) *desk {
	t.Helper()
	d := &desk{t: t, ledger: ledger, now: now, dir: t.TempDir(), expected: []Expected{{"410505", time.Hour}}}
	d.start(ledger, District{"410505", NewTokenFile(tokenFile(t, "secret\n"))})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { d.handler.Load().ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	d.url, _ = url.Parse(server.URL)
	return d
}

// start wires the centre, again where it was restarted.
func (d *desk) start(ledger store.Ledger, districts ...District) {
	d.t.Helper()
	clock := func() time.Time { return *d.now }
	regions, err := NewRegions(d.dir, d.expected, clock)
	require.NoError(d.t, err)
	d.ledger, d.registry = ledger, prometheus.NewPedanticRegistry()
	d.centre, err = NewCentre(CentreOptions{
		Ledger: ledger, Taken: NewTaken(ledger), Catalog: model.DefaultCatalog, Districts: districts, Regions: regions,
		Clock: clock, Logger: slog.New(slog.DiscardHandler), Registerer: d.registry,
	})
	require.NoError(d.t, err)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	d.centre.Register(engine)
	d.handler.Store(engine)
}

func (d *desk) restart() { d.start(d.ledger, d.centre.Districts...) }

// link speaks to the centre with a token, through a transport.
func (d *desk) link(token string, through http.RoundTripper) *Link {
	if through == nil {
		through = &http.Transport{ExpectContinueTimeout: time.Second}
	}
	d.t.Cleanup(func() { (&http.Client{Transport: through}).CloseIdleConnections() })
	return NewLink(LinkOptions{
		URL: d.url, Client: &http.Client{Transport: through}, Region: func() string { return "410505" },
		Token: func() (string, error) { return token, nil },
	})
}

func (d *desk) sender(log Log) *Sender { return NewSender(log, d.link("secret", nil)) }

// deliverAll calls as a worker would, until nothing is left; what was rejected
// on the way is given.
func deliverAll(t require.TestingT, s *Sender, after uint64) (uint64, []store.Rejection) {
	var all []store.Rejection
	ctx := &background{}
	for range 1000 {
		through, err := s.Deliver(ctx, after)
		var rejected *store.RejectedError
		if errors.As(err, &rejected) {
			all = append(all, rejected.Facts...)
		} else {
			require.NoError(t, err)
		}
		require.GreaterOrEqual(t, through, after)
		if through == after && err == nil {
			return through, all
		}
		after = through
	}
	require.Fail(t, "the delivery does not end")
	return 0, nil
}

// background is a context that a test of rapid has no other of.
type background struct{}

func (*background) Deadline() (time.Time, bool) { return time.Time{}, false }
func (*background) Done() <-chan struct{}       { return nil }
func (*background) Err() error                  { return nil }
func (*background) Value(any) any               { return nil }

// known gives everything a ledger knows as of an instant, without receipts,
// which each numbers by itself.
func known(t require.TestingT, l store.Ledger, asOf time.Time) map[string][]string {
	ctx := &background{}
	view, err := l.View(ctx, asOf)
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	all := map[string][]string{}
	series, err := view.Select(ctx, model.Matcher{Name: "__name__", Op: model.Match, Value: ".+"})
	require.NoError(t, err)
	for _, s := range series {
		for p, err := range view.Points(ctx, s, model.Period{}, model.Period{}) {
			require.NoError(t, err)
			key := s.String() + " " + p.Period.String()
			history, err := view.History(ctx, s, p.Period)
			require.NoError(t, err)
			for _, v := range history {
				all[key] = append(all[key], fmt.Sprint(v.Period, math.Float64bits(v.Value), v.Status, v.Recorded.UnixMilli(), v.First.UnixMilli(), v.Cell))
			}
		}
	}
	for _, kind := range model.Kinds() {
		var records []model.Record
		for r, err := range view.Records(ctx, kind) {
			require.NoError(t, err)
			records = append(records, r)
		}
		for _, o := range model.Objects(records) {
			for _, r := range o.Statements {
				key := fmt.Sprint(r.Kind, r.Region, r.ID)
				all[key] = append(all[key], fmt.Sprint(r.ValidFrom.Unix(), string(r.Body), r.Recorded.UnixMilli(), r.Cell))
			}
		}
	}
	return all
}

// stumbling is a line that loses every nth request, or the answer to it.
type stumbling struct {
	http.RoundTripper
	every int
	count int
}

func (s *stumbling) RoundTrip(r *http.Request) (*http.Response, error) {
	s.count++
	if s.count%s.every != 0 {
		return s.RoundTripper.RoundTrip(r)
	}
	if s.count%(2*s.every) == 0 {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, errors.New("the line is down")
	}
	answer, err := s.RoundTripper.RoundTrip(r)
	if err == nil {
		_, _ = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
	}
	return nil, errors.New("the answer is lost")
}

func newOffice(t *testing.T) *officetest.Office {
	t.Helper()
	return officetest.New(t)
}

// pair opens a district and a centre, whose clock is a minute ahead: commits at
// one instant get a millisecond each.
func pair(t *testing.T) (here, above *officetest.Office) {
	t.Helper()
	here, above = newOffice(t), newOffice(t)
	above.Now = here.Now.Add(time.Minute)
	return here, above
}
