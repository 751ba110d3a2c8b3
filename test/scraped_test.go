package test

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// scrapedWithin is how long a Prometheus may take to scrape and to judge.
const scrapedWithin = 2 * time.Minute

// scrapedPrometheus is a Prometheus that scrapes a jindu, as deploy/ has it but
// often, and judges its rules; alerting is what it is told of Alertmanagers.
func scrapedPrometheus(t *testing.T, jindu, alerting string) promAPI {
	t.Helper()
	rules, err := filepath.Abs("../alerts/rules/*.rules.yml")
	require.NoError(t, err)
	at := strings.TrimPrefix(jindu, "http://")
	s := testbed.PrometheusWith(t, strings.NewReplacer("JINDU", at, "RULES", rules, "ALERTING", alerting).Replace(`
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [RULES]
ALERTING
scrape_configs:
  - {job_name: jindu, metrics_path: /metrics, static_configs: [{targets: [JINDU]}]}
  - {job_name: jindu-self, metrics_path: /metrics/self, static_configs: [{targets: [JINDU]}]}
`))
	return promAPI{base: s.URL, live: true}
}

// firingOf gives what fires, by its labels, without those of scraping.
func (a promAPI) firingOf(t *testing.T) map[string]string {
	t.Helper()
	_, text := get(t, a.base+"/api/v1/alerts")
	var answer struct {
		Data struct {
			Alerts []struct {
				Labels      map[string]string
				Annotations map[string]string
				State       string
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	firing := map[string]string{}
	for _, one := range answer.Data.Alerts {
		if one.State == "firing" {
			firing[keyOf(t, one.Labels)] = one.Annotations["summary_zh"]
		}
	}
	return firing
}

// keyOf writes labels without those that scraping adds.
func keyOf(t *testing.T, labels map[string]string) string {
	t.Helper()
	kept := maps.Clone(labels)
	maps.DeleteFunc(kept, func(name, _ string) bool { return slices.Contains([]string{"instance", "job"}, name) })
	text, err := json.Marshal(kept)
	require.NoError(t, err)
	return string(text)
}

// TestAPrometheusThatScrapesJudgesAsJinduDoes: the same rules over what was
// scraped fire for the same objects with the same words.
func TestAPrometheusThatScrapesJudgesAsJinduDoes(t *testing.T) {
	jindu := startDemo(t)
	want := promAPI{base: jindu}.firingOf(t)
	require.Greater(t, len(want), 5)
	prometheus := scrapedPrometheus(t, jindu, "")
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		assert.Equal(c, want, prometheus.firingOf(t))
	}, scrapedWithin, time.Second)
	status, rules := get(t, prometheus.base+"/api/v1/rules")
	require.Equal(t, http.StatusOK, status)
	require.NotContains(t, rules, `"health":"err"`)
	t.Logf("%d alerts fire at both", len(want))
}

// TestPanelsAboutNowAreAnsweredByAPrometheusToo: where a panel is promised on a
// Prometheus that scrapes jindu, its queries give as many series there, and the
// table says so.
func TestPanelsAboutNowAreAnsweredByAPrometheusToo(t *testing.T) {
	jindu := promAPI{base: startDashboardDemo(t)}
	prometheus := scrapedPrometheus(t, jindu.base, "")
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		assert.Equal(c, jindu.firingOf(t), prometheus.firingOf(t))
	}, scrapedWithin, time.Second)

	promised := func(q dashboardQuery) bool { return q.Now }
	want, got := jindu.counted(t, promised), prometheus.counted(t, promised)
	require.Len(t, got, len(want))
	require.Greater(t, len(got), 50)
	seen := map[string]string{}
	for i, q := range got {
		require.Equal(t, want[i].key(), q.key())
		assert.Equal(t, want[i].Series, q.Series, "%s: %s", q.key(), q.Expr)
		seen[q.key()] = strconv.Itoa(q.Series)
	}
	committed, err := os.ReadFile(queryTable)
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(queryTable, []byte(withSeen(string(committed), seen)), 0o644))
		return
	}
	require.Equal(t, seen, onPrometheus(string(committed)), "JINDU_TESTBED=required go test ./test -run ByAPrometheusToo -update notes it anew")
}
