package delivery

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/internal/store"
)

func ask(t *testing.T, g *Group, method, path, body string) (int, Answer, string) {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	g.Register(engine)
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	engine.ServeHTTP(w, r)
	text, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	var answer Answer
	require.NoError(t, json.Unmarshal(text, &answer), string(text))
	return w.Code, answer, string(text)
}

func TestDeliveriesOverHTTP(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, n := newDesk(t), newNaive()
		n.before = func(context.Context, store.Batch) error { return store.ErrForbidden }
		r := start(d, vfs.NewMem(), n)
		defer r.stop()
		g, err := NewGroup(r.worker)
		require.NoError(t, err)
		r.take(1)
		status, answer, _ := ask(t, g, http.MethodGet, Path, "")
		require.Equal(t, http.StatusOK, status)
		require.EqualValues(t, 1, answer.Commits)
		require.Len(t, answer.Deliveries, 1)
		s := answer.Deliveries[0]
		require.Equal(t, "t", s.Name)
		require.EqualValues(t, 1, s.Backlog)
		require.Equal(t, d.clock.now(), *s.Oldest)
		require.Equal(t, ReasonForbidden, s.Error.Reason)
		require.Contains(t, s.Error.Message.ZH, "token_file")
		require.Contains(t, s.Error.Message.EN, "token_file")

		n.before = nil
		status, answer, _ = ask(t, g, http.MethodPost, Path+"/t", `{"from_start":true}`)
		require.Equal(t, http.StatusAccepted, status)
		require.EqualValues(t, 1, answer.Commits)
		synctest.Wait()
		requireEqual(t, d.ledger, n)
		status, answer, _ = ask(t, g, http.MethodPost, Path+"/t", "")
		require.Equal(t, http.StatusAccepted, status)
		require.EqualValues(t, 1, answer.Deliveries[0].Commit)

		status, _, text := ask(t, g, http.MethodPost, Path+"/other", "{}")
		require.Equal(t, http.StatusNotFound, status)
		require.Contains(t, text, "no_target")
		status, _, text = ask(t, g, http.MethodPost, Path+"/t", "[")
		require.Equal(t, http.StatusBadRequest, status)
		require.Contains(t, text, "bad_request")
	})
}

func TestMetrics(t *testing.T) {
	d, n := newDesk(t), newNaive()
	fs := vfs.NewMem()
	for i := range 3 {
		d.commit(revenue(float64(i), i))
	}
	n.after = func(b store.Batch) error {
		return &store.RejectedError{Facts: []store.Rejection{{Sequence: b.Figures[0].Sequence, Fact: "x", Reason: "y"}}}
	}
	w := d.worker(fs, n, 2)
	_, err := w.attempt(t.Context())
	require.NoError(t, err)
	w.failed(problemOf(store.ErrForbidden))
	g, err := NewGroup(w)
	require.NoError(t, err)
	want := `
# HELP jindu_delivery_backlog_items Facts that the target does not have yet.
# TYPE jindu_delivery_backlog_items gauge
jindu_delivery_backlog_items{target="t"} 1
# HELP jindu_delivery_blocked Whether the delivery can't go on without a person, by reason.
# TYPE jindu_delivery_blocked gauge
jindu_delivery_blocked{reason="cursor",target="t"} 0
jindu_delivery_blocked{reason="forbidden",target="t"} 1
jindu_delivery_blocked{reason="target",target="t"} 0
# HELP jindu_delivery_delivered_items_total Facts that were brought to the target, also again.
# TYPE jindu_delivery_delivered_items_total counter
jindu_delivery_delivered_items_total{target="t"} 2
# HELP jindu_delivery_errors_total Attempts that failed, by reason.
# TYPE jindu_delivery_errors_total counter
jindu_delivery_errors_total{reason="busy",target="t"} 0
jindu_delivery_errors_total{reason="cursor",target="t"} 0
jindu_delivery_errors_total{reason="failed",target="t"} 0
jindu_delivery_errors_total{reason="forbidden",target="t"} 1
jindu_delivery_errors_total{reason="ledger",target="t"} 0
jindu_delivery_errors_total{reason="target",target="t"} 0
jindu_delivery_errors_total{reason="timeout",target="t"} 0
# HELP jindu_delivery_last_success_timestamp_seconds When the target last took facts or said how far it has got; 0 where it never did.
# TYPE jindu_delivery_last_success_timestamp_seconds gauge
jindu_delivery_last_success_timestamp_seconds{target="t"} 1.599555603e+09
# HELP jindu_delivery_left_out_items_total Facts that are not for the target, as agreed: of regions that this jindu does not report for.
# TYPE jindu_delivery_left_out_items_total counter
jindu_delivery_left_out_items_total{target="t"} 0
# HELP jindu_delivery_oldest_timestamp_seconds When the oldest fact that waits for the target was taken; 0 where none waits.
# TYPE jindu_delivery_oldest_timestamp_seconds gauge
jindu_delivery_oldest_timestamp_seconds{target="t"} 1.599555603e+09
# HELP jindu_delivery_rejected_file_size_bytes Size of the file of the target's rejected facts; 0 where it was moved away.
# TYPE jindu_delivery_rejected_file_size_bytes gauge
jindu_delivery_rejected_file_size_bytes{target="t"} 67
# HELP jindu_delivery_rejected_items_total Facts that the target will never take.
# TYPE jindu_delivery_rejected_items_total counter
jindu_delivery_rejected_items_total{target="t"} 1
`
	require.NoError(t, testutil.CollectAndCompare(g, strings.NewReader(want)))
	problems, err := testutil.CollectAndLint(g)
	require.NoError(t, err)
	require.Empty(t, problems)
}
