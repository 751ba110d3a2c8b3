package main

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/testbed"
)

// TestReader serves the example's district from InfluxDB alone, and compares
// what it answers with the jindu that took it in.
func TestReader(t *testing.T) {
	db := testbed.Influx(t)
	target := fmt.Sprintf("targets:\n  - {name: influx, kind: influx, url: %q, org: %q, bucket: %q, token_file: token}\n", db.URL, db.Org, db.Bucket)
	files := map[string]string{"token": db.Token + "\n"}
	writer := serveExample(t, target, files)
	reader := &serving{dir: t.TempDir(), bare: true}
	reader.write(t, "token", db.Token)
	reader.write(t, "jindu.yml", target+"read_from: influx\n")
	reader.begin(t)

	reader.until(t, "jindu_ledger_submissions", "1")
	for _, expression := range []string{
		`jindu_indicator_yuan`, `jindu_project_info`, `jindu_project_pace_gap_ratio`, `sum by (colour) (jindu_project_warning)`,
		`{__name__=~"jindu_.*",region="410505",__name__!~"jindu_(build|board).*"}`,
	} {
		want, got := writer.then(t, expression), reader.then(t, expression)
		require.Contains(t, want, `"status":"success"`)
		require.Contains(t, want, `"metric"`)
		require.Equal(t, want, got, expression)
	}
	require.Eventually(t, func() bool { // Each judges in its own time.
		fires := len(writer.office.Load().activeAlerts())
		return fires > 0 && fires == len(reader.office.Load().activeAlerts())
	}, 2*time.Minute, 50*time.Millisecond)

	status, body := reader.ask(t, http.MethodPost, "/submissions", "x")
	require.Equal(t, http.StatusMethodNotAllowed, status)
	var refused struct {
		Error struct {
			Code    string
			Message model.Text
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &refused))
	require.Equal(t, "read_only", refused.Error.Code)
	require.NotEmpty(t, refused.Error.Message.ZH)
	status, body = reader.ask(t, http.MethodPost, "/submissions/R000001/withdrawal", "x")
	require.Equal(t, http.StatusMethodNotAllowed, status)
	require.Contains(t, body, "read_only")
	_, err := os.Stat(filepath.Join(reader.dir, "jindu-data"))
	require.ErrorIs(t, err, os.ErrNotExist, "no folder is made")

	_, err = writer.commits.Withdraw(t.Context(), model.Withdrawal{Receipt: "R000001", Reason: "wrong"})
	require.NoError(t, err)
	reader.until(t, "jindu_ledger_submissions", "2")
	require.Equal(t, writer.then(t, `jindu_project_info`), reader.then(t, `jindu_project_info`))

	ready := func() int {
		status, _ := reader.ask(t, http.MethodGet, "/readyz", "")
		return status
	}
	require.Eventually(t, func() bool { return ready() == http.StatusOK }, time.Minute, 10*time.Millisecond, "the first board is drawn")
	status, body = reader.ask(t, http.MethodGet, "/alerts?lang=en", "")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, "this jindu only reads")
	status, body = reader.ask(t, http.MethodPost, "/alerts?lang=en&do=acknowledged&of_region=410505&of_project=P1", "")
	require.Equal(t, http.StatusMethodNotAllowed, status, body)
	db.Kill(t)
	status, body = reader.ask(t, http.MethodGet, "/readyz", "")
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, body, "can't be reached")
	status, body = reader.ask(t, http.MethodGet, "/regions?lang=en&time=2020-03-31", "")
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, html.UnescapeString(body), "can't be reached")
	for _, path := range []string{"/api/v1/query?query=jindu_project_info", "/api/v1/labels", "/api/v1/reports", "/metrics"} {
		status, body = reader.ask(t, http.MethodGet, path, "")
		require.Equal(t, http.StatusServiceUnavailable, status, path)
		require.Contains(t, body, `"errorType":"unavailable"`, path)
		require.NotContains(t, body, "127.0.0.1", path)
	}
	db.Start(t)
	require.Equal(t, http.StatusOK, ready())
	require.Equal(t, writer.then(t, `jindu_indicator_yuan`), reader.then(t, `jindu_indicator_yuan`))
}

// then asks in PromQL at the bulletin's day.
func (s *serving) then(t *testing.T, expression string) string {
	t.Helper()
	params := url.Values{"query": {expression}, "time": {"2020-09-08T10:00:00+08:00"}}
	_, answer := s.ask(t, http.MethodGet, "/api/v1/query?"+params.Encode(), "")
	return answer
}

// until waits for a value of jindu's own metrics.
func (s *serving) until(t *testing.T, series, value string) {
	t.Helper()
	require.Eventually(t, func() bool { return s.selfMetric(t, series) == value }, time.Minute, 100*time.Millisecond, series)
}
