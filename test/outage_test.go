package test

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// The tests of this file take minutes and need real servers: they run where
// these are required, as in `make test-all`.

// TestInfluxDiesDuringALoad kills InfluxDB in the middle of a load and leaves
// it dead for a minute, while jindu goes on taking submissions.
func TestInfluxDiesDuringALoad(t *testing.T) {
	needServers(t)
	influx := testbed.Influx(t)
	regions := loadRegions(t)
	target := influxTarget(t, influx)
	jindu := startDelivering(t, regions, target)
	dieDuringALoad(t, jindu, influx, regions)
	checkInflux(t, influx, regions)
	reader := startDelivering(t, regions, target+"read_from: outside\n")
	compareReader(t, jindu, reader, regions)
}

// TestVictoriaMetricsDiesDuringALoad does the same to VictoriaMetrics.
func TestVictoriaMetricsDiesDuringALoad(t *testing.T) {
	needServers(t)
	victoria := testbed.VictoriaMetrics(t, "-dedup.minScrapeInterval=1ms")
	regions := loadRegions(t)
	jindu := startDelivering(t, regions, "targets: [{name: outside, kind: prometheus, url: '"+victoria.URL+"/api/v1/write', query_url: '"+victoria.URL+"'}]\n")
	dieDuringALoad(t, jindu, victoria, regions)
	postTo(t, victoria.URL+"/internal/force_flush", nil, "")
	found := compareVictoria(t, victoria, regions)
	require.Equal(t, figuresOf(regions), found)
	t.Logf("VictoriaMetrics: %d samples, every one compared with what was handed in, none twice", found)
}

// TestJinduDiesDuringALoad kills jindu ten times while it takes submissions and
// delivers them. What it acknowledged must be in its ledger and in InfluxDB at
// the end; what it did not is handed in again.
func TestJinduDiesDuringALoad(t *testing.T) {
	needServers(t)
	influx := testbed.Influx(t)
	regions := loadRegions(t)
	jindu := startDelivering(t, regions, influxTarget(t, influx))
	begin, l := time.Now(), startLoad(t, jindu.URL, regions)
	const kills = 10
	var receipts []string
	for k := range kills {
		for len(receipts) < (k+1)*regions/(kills+1) {
			id, more := <-l.taken
			if !more { // Only then is its error there to be read.
				t.Fatalf("the load ended early: %v", l.err)
			}
			receipts = append(receipts, id)
		}
		time.Sleep(time.Duration(rand.IntN(200)) * time.Millisecond) // Into whatever it does then.
		jindu.Kill(t)
		jindu.Start(t)
	}
	receipts = append(receipts, l.rest(t)...)
	awaitDelivery(t, jindu)
	t.Logf("killed %d times: %d submissions acknowledged after %d requests, all delivered after %v", kills, len(receipts), l.sent, time.Since(begin).Round(time.Second))
	requireReceipts(t, jindu, receipts, regions)
	found := compareJindu(t, jindu.URL, regions)
	require.Equal(t, figuresOf(regions), found)
	t.Logf("ledger: %d receipts, %d figures, every one compared with what was handed in", len(receipts), found)
	checkInflux(t, influx, regions)
}

func needServers(t *testing.T) {
	t.Helper()
	if os.Getenv(testbed.Required) != "required" {
		t.Skip("takes minutes; run by `make test-all`")
	}
	require.NoError(t, sources())
}

func figuresOf(regions int) int { return regions * loadIndicators * loadMonths }

func influxTarget(t *testing.T, s *testbed.Server) string {
	token := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte(s.Token+"\n"), 0o600))
	return "targets: [{name: outside, kind: influx, url: '" + s.URL + "', token_file: " + token + ", org: '" + s.Org + "', bucket: " + s.Bucket + "}]\n"
}

// startDelivering starts a jindu with one target, called outside.
func startDelivering(t *testing.T, regions int, targets string) *testbed.Server {
	t.Helper()
	return testbed.Program(t, binary, "/healthz", func(address, dir string) []string {
		config := filepath.Join(dir, "jindu.yml")
		require.NoError(t, os.WriteFile(config, []byte("listen: "+address+"\ndata: data\ncatalog: catalog.yml\n"+targets), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "catalog.yml"), loadCatalog(regions), 0o600))
		return []string{"serve", "--config", config}
	})
}

// dieDuringALoad kills the target while things are on their way, and waits for
// all of them after it is back.
func dieDuringALoad(t *testing.T, jindu, target *testbed.Server, regions int) {
	t.Helper()
	begin, l := time.Now(), startLoad(t, jindu.URL, regions)
	require.Eventually(t, func() bool {
		return deliveryStatus(t, jindu).Sequence > uint64(figuresOf(regions)/5)
	}, 5*time.Minute, 10*time.Millisecond, "a fifth is there")
	target.Kill(t)
	at := deliveryStatus(t, jindu)
	t.Logf("the target is killed after %v; it has been given %d figures of the %d that were taken", time.Since(begin).Round(time.Millisecond), at.Sequence, at.Newest)
	time.Sleep(outage(t)) // It is what the test is about.
	at = deliveryStatus(t, jindu)
	require.NotNil(t, at.Error, "jindu knows that it is away")
	t.Logf("the target comes back after %v; %d figures wait; jindu says: %s", outage(t), at.Backlog, at.Error.Message.EN)
	back := time.Now()
	target.Start(t)
	receipts := l.rest(t)
	require.Len(t, receipts, regions)
	require.Equal(t, regions, l.sent, "none was refused or kept waiting")
	awaitDelivery(t, jindu)
	t.Logf("%d figures in %d submissions; all delivered %v after the target was back", figuresOf(regions), regions, time.Since(back).Round(time.Second))
}

// delivering is what jindu says of a delivery.
type delivering struct {
	Sequence, Newest, Backlog, Commit, Rejected uint64
	Error                                       *struct{ Message struct{ ZH, EN string } }
}

func deliveryStatus(t *testing.T, jindu *testbed.Server) delivering {
	s, _ := deliveryOf(t, jindu)
	return s
}

func deliveryOf(t *testing.T, jindu *testbed.Server) (s delivering, commits uint64) {
	t.Helper()
	var answer struct {
		Deliveries []delivering
		Commits    uint64
	}
	status, text := get(t, jindu.URL+"/api/jindu/v1/deliveries")
	require.Equal(t, http.StatusOK, status, text)
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	require.Len(t, answer.Deliveries, 1)
	return answer.Deliveries[0], answer.Commits
}

// awaitDelivery waits until the target has everything that jindu has.
func awaitDelivery(t *testing.T, jindu *testbed.Server) {
	t.Helper()
	var s delivering
	require.Eventually(t, func() bool {
		var commits uint64
		s, commits = deliveryOf(t, jindu)
		return s.Error == nil && s.Backlog == 0 && s.Commit >= commits
	}, 10*time.Minute, 50*time.Millisecond)
	require.Zero(t, s.Rejected)
}

// checkInflux compares every figure, and counts those that Flux finds.
func checkInflux(t *testing.T, influx *testbed.Server, regions int) {
	t.Helper()
	want := figuresOf(regions)
	require.Equal(t, want, compareInflux(t, influx, regions))
	current := countInflux(t, influx, "jindu_indicator_yuan", "value")
	versions := countInflux(t, influx, "jindu_indicator_yuan_revisions", "fact")
	t.Logf("InfluxDB: %d current values, every one compared with what was handed in; Flux counts %d, and %d versions", want, current, versions)
	require.Equal(t, want, current)
	require.Equal(t, want, versions, "one version of each figure: none twice")
}

// requireReceipts checks that what was acknowledged is there, and nothing else.
func requireReceipts(t *testing.T, jindu *testbed.Server, acknowledged []string, want int) {
	t.Helper()
	_, text := get(t, jindu.URL+"/submissions?limit=1000")
	var answer struct {
		Receipts []struct {
			ID      string
			Figures int
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer), text)
	there := map[string]bool{}
	for _, r := range answer.Receipts {
		require.Equal(t, loadIndicators*loadMonths, r.Figures)
		there[r.ID] = true
	}
	require.Len(t, there, want, "every region once")
	for _, id := range acknowledged {
		require.True(t, there[id], "%s was acknowledged", id)
	}
}

func answerTo(t *testing.T, request *http.Request) []byte {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, 2, response.StatusCode/100, "%s: %s", response.Status, strings.TrimSpace(string(text[:min(len(text), 1000)])))
	return text
}
