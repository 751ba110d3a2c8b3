package test

import (
	"encoding/json"
	"fmt"
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
// often, and judges its rules; alerting is what it is told of Alertmanagers. It judges more files of rules besides.
func scrapedPrometheus(t *testing.T, jindu, alerting string, more ...string) promAPI {
	t.Helper()
	rules, err := filepath.Abs("../alerts/rules/*.rules.yml")
	require.NoError(t, err)
	at := strings.TrimPrefix(jindu, "http://")
	s := testbed.PrometheusWith(t, strings.NewReplacer("JINDU", at, "RULES", strings.Join(append(more, rules), ", "), "ALERTING", alerting).Replace(`
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

// TestFromARowToAMessageByPrometheus: where a Prometheus judges, a row of a
// table makes it fire into a real Alertmanager, which tells through jindu; what
// is silenced is not told, nor is yellow under red.
func TestFromARowToAMessageByPrometheus(t *testing.T) {
	address, messages := listenForMessages(t, `{"errcode":0}`)
	config := alertsOffice(t, "  token_file: token\n  receivers:\n    - {name: office, kind: wecom, url_file: office.url}\n",
		map[string]string{"token": "letmein", "office.url": address + "/robot"})
	folder := filepath.Dir(config)
	external(t, config)
	jindu := start(t, "serve", "--config", config)
	am := testbed.Alertmanager(t, relayedTo(jindu, filepath.Join(folder, "token")))
	silence(t, am, "P2")
	prometheus := scrapedPrometheus(t, jindu, fmt.Sprintf(
		"alerting: {alertmanagers: [{static_configs: [{targets: [%q]}]}]}", strings.TrimPrefix(am.URL, "http://")),
		filepath.Join(folder, "yellow.yml"))

	began := time.Now()
	reportYear(t, jindu, "P1", 0)
	reportYear(t, jindu, "P2", 0)
	taken := time.Now()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		assert.Len(c, prometheus.query(t, `ALERTS{alertname="ProjectBehindSchedule", severity="critical"}`), 2)
	}, scrapedWithin, 50*time.Millisecond)
	fired := time.Now()
	m := next(t, messages, "P1项目")
	t.Logf("taken %v after the row was handed in, firing in Prometheus %v later, told %v after the row", taken.Sub(began), fired.Sub(taken), m.at.Sub(began))
	t.Log(m.body)
	require.Contains(t, m.body, "红色预警")
	require.Contains(t, m.body, "责任单位：交通局")
	require.NotContains(t, m.body, "按另一规则为黄")
	for _, state := range []string{"inhibited=true&silenced=false", "silenced=true&inhibited=false"} {
		require.Eventually(t, func() bool {
			return strings.Contains(alertsIn(t, am, state+"&active=false"), `"project":"P`)
		}, scrapedWithin, 50*time.Millisecond, state)
	}

	began = time.Now()
	reportYear(t, jindu, "P1", 10)
	m = next(t, messages, "P1项目", "已恢复")
	t.Logf("its end told %v after the row", m.at.Sub(began))
	for len(messages) > 0 {
		require.NotContains(t, (<-messages).body, "P2项目", "it is silenced")
	}
}

// external has somebody else judge the rules.
func external(t *testing.T, config string) {
	t.Helper()
	text, err := os.ReadFile(config)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(config, append([]byte("alerts: external\n"), text...), 0o600))
}

// relayedTo is alertmanagerConfig with jindu's relay as its receiver.
func relayedTo(jindu, token string) string {
	return strings.Replace(fmt.Sprintf(alertmanagerConfig, jindu+"/api/jindu/v1/notify/office"),
		"}]", fmt.Sprintf(", http_config: {authorization: {credentials_file: %q}}}]", token), 1)
}
