package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/common/config"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/collector/upstream"
	jindu "jindu/internal/config"
	"jindu/internal/officetest"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

// A city and its districts, all in this process, with real HTTP between them.
type city struct {
	t       *testing.T
	dir     string
	catalog string
	now     atomic.Int64 // Seconds since 1970.
	regions []string
	front   *httptest.Server // Where the centre is, whichever runs.
	centre  atomic.Pointer[app]
	below   []*belowCity
}

// belowCity is a district.
type belowCity struct {
	*app
	office *officetest.Office
	sender *upstream.Sender
	after  uint64
}

const districtsOfCity = 10

func newCity(t *testing.T) *city {
	t.Helper()
	c := &city{t: t, dir: t.TempDir()}
	c.now.Store(officetest.Date(2020, 9, 1).Add(12 * time.Hour).Unix())
	c.catalog = filepath.Join(c.dir, "catalog.yml")
	text, err := os.ReadFile("../../internal/model/catalog.yml")
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(text), "\nregions:\n")
	require.True(t, ok)
	_, tail, _ := strings.Cut(rest, "\n\n")
	regions := "\nregions:\n  - {code: \"410500\", name: 市, name_en: City}\n"
	for i := range districtsOfCity {
		code := fmt.Sprint(410501 + i)
		c.regions = append(c.regions, code)
		regions += fmt.Sprintf("  - {code: %q, name: 区%d, name_en: D%d, parent: \"410500\"}\n", code, i, i)
	}
	require.NoError(t, os.WriteFile(c.catalog, []byte(head+regions+"\n"+tail), 0o600))
	c.front = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a := c.centre.Load(); a != nil {
			a.ServeHTTP(w, r)
			return
		}
		http.Error(w, "away", http.StatusBadGateway)
	}))
	t.Cleanup(c.front.Close)
	c.open()
	for _, region := range c.regions {
		c.join(region)
	}
	return c
}

// clock is the districts', and a minute behind the centre's.
func (c *city) clock() time.Time { return time.Unix(c.now.Load(), 0) }

func (c *city) token(region string) string { return filepath.Join(c.dir, region+".token") }

// start opens a jindu.
func (c *city) start(name, settings string, clock func() time.Time) *app {
	c.t.Helper()
	s, err := jindu.Parse([]byte(settings+"\nalerts: external\ncatalog: catalog.yml\ndata: "+name+"\n"), c.dir)
	require.NoError(c.t, err)
	env := &environment{ctx: c.t.Context(), stdout: io.Discard, stderr: io.Discard, logger: slog.New(slog.DiscardHandler)}
	a, err := newApp(env, s, ledgerOptions{clock: clock, passing: true})
	require.NoError(c.t, err)
	return a
}

// open starts the centre, again after shut.
func (c *city) open() {
	c.t.Helper()
	settings := "districts:\n"
	for _, region := range c.regions {
		require.NoError(c.t, os.WriteFile(c.token(region), []byte("token of " + region + "\n")[9:], 0o600))
		settings += fmt.Sprintf("  - {region: %q, token_file: %s.token}\n", region, region)
	}
	a := c.start("centre", settings, func() time.Time { return c.clock().Add(time.Minute) })
	c.centre.Store(a)
}

// shut stops the centre.
func (c *city) shut() {
	c.t.Helper()
	a := c.centre.Swap(nil)
	c.front.CloseClientConnections()
	require.Eventually(c.t, func() bool { return a.Close() == nil }, time.Minute, time.Millisecond, "requests under way end")
}

// join starts a district.
func (c *city) join(region string) {
	c.t.Helper()
	a := c.start(region, fmt.Sprintf("region: %q", region), c.clock)
	c.t.Cleanup(func() { require.NoError(c.t, a.Close()) })
	to, err := url.Parse(c.front.URL)
	require.NoError(c.t, err)
	client, err := config.NewClientFromConfig(config.HTTPClientConfig{
		Authorization: &config.Authorization{Type: "Bearer", CredentialsFile: c.token(region)},
	}, "test")
	require.NoError(c.t, err)
	c.t.Cleanup(client.CloseIdleConnections)
	sender := a.sendUp(to, client)
	c.below = append(c.below, &belowCity{
		app: a, sender: sender,
		office: &officetest.Office{T: c.t, Ledger: a.ledger.(*pebble.Ledger), Region: region},
	})
}

// deliver sends what there is, as far as the centre answers.
func (d *belowCity) deliver(t *testing.T) (whole bool) {
	for {
		through, err := d.sender.Deliver(t.Context(), d.after)
		var rejected *store.RejectedError
		if errors.As(err, &rejected) {
			t.Errorf("rejected: %v", err)
			return false
		}
		if err != nil {
			return false
		}
		if through == d.after {
			return true
		}
		d.after = through
	}
}

// ask gets a path of a jindu.
func (c *city) ask(a *app, path string) string {
	c.t.Helper()
	r := httptest.NewRequestWithContext(c.t.Context(), http.MethodGet, path, http.NoBody)
	r.Host = "localhost"
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	require.Equal(c.t, http.StatusOK, w.Code, w.Body.String())
	return w.Body.String()
}

// amongSisters are families that compare a region with its sisters, which a
// district alone does not know.
var amongSisters = []string{"jindu_region_info", "jindu_region_side"}

// samplesOf gives the lines of an exposition that are of a region.
func samplesOf(text, region string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, `region="`+region+`"`) && !slices.ContainsFunc(amongSisters, func(f string) bool { return strings.HasPrefix(line, f) }) {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	return lines
}

// Ten districts report at random, one is away for a while and the centre is
// started anew; afterwards the centre knows of each what it knows itself, now
// and as of then.
func TestTenDistricts(t *testing.T) {
	c := newCity(t)
	const rounds, away, back, restart = 8, 2, 6, 4
	var asOf []time.Time
	for round := range rounds {
		var all sync.WaitGroup
		for i, d := range c.below {
			for n := range 6 {
				d.office.Now = c.clock()
				rapid.Custom(func(rt *rapid.T) bool { d.office.AnythingHere(rt); return true }).Example(round*1000 + i*10 + n)
			}
			if i == 3 && round >= away && round < back {
				continue
			}
			all.Go(func() { d.deliver(t) })
		}
		if round == restart {
			c.shut() // While they deliver.
			all.Wait()
			c.open()
		}
		all.Wait()
		asOf = append(asOf, c.clock().Add(30*time.Second))
		c.now.Add(20 * 24 * 3600)
	}
	facts := uint64(0)
	for _, d := range c.below {
		require.True(t, d.deliver(t))
		facts += d.ledger.Stats().Sequence
	}
	centre := c.centre.Load()
	t.Cleanup(c.shut)
	require.Equal(t, facts, centre.ledger.Stats().Sequence)
	exposed, answered := 0, 0
	whole := c.ask(centre, "/metrics")
	for i, d := range c.below {
		own := samplesOf(c.ask(d.app, "/metrics"), c.regions[i])
		require.Equal(t, strings.Join(own, ""), strings.Join(samplesOf(whole, c.regions[i]), ""))
		exposed += len(own)
		for _, at := range asOf {
			path := "/api/v1/query?" + url.Values{
				"query": {fmt.Sprintf(`{region=%q,__name__!~"%s.*"}`, c.regions[i], strings.Join(amongSisters, ".*|"))},
				"time":  {at.Format(time.RFC3339)}, "as_of": {at.Format(time.RFC3339)},
			}.Encode()
			want := c.ask(d.app, path)
			require.Equal(t, want, c.ask(centre, path))
			answered += strings.Count(want, `"metric"`)
		}
	}
	t.Logf("%d submissions, %d facts, %d samples exposed, %d samples answered as of %d instants",
		centre.ledger.Stats().Commits, facts, exposed, answered, len(asOf))
	require.NotZero(t, exposed)
	require.NotZero(t, answered)
}
