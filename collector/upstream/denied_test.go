package upstream

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"
)

// Whoever is not heard is counted each time and logged now and then, without
// what was shown as a token.
func TestTheRefusedAreToldOf(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	d.start(above.Ledger, District{"410505", NewTokenFile(tokenFile(t, "secret"))}, District{"410506", NewTokenFile(tokenFile(t, "sister"))})
	var log bytes.Buffer
	d.centre.Logger = slog.New(slog.NewTextHandler(&log, nil))
	here.Commit(note("410505", "P1", "一"))
	knock := func(token string) {
		_, err := NewSender(here.Ledger, d.link(token, nil)).Deliver(t.Context(), 0)
		require.Error(t, err)
	}
	said := func(text string) int { return strings.Count(log.String(), text) }
	for range 3 {
		knock("a-guess")
		knock("sister")
	}
	require.Equal(t, 1, said(errToken.Error()), log.String())
	require.Equal(t, 1, said(errRegion.Error()), log.String())
	require.Contains(t, log.String(), "region=410506", "whose token it is")
	require.Contains(t, log.String(), "410505", "who the sender says it is")
	require.Contains(t, log.String(), "from=127.0.0.1")

	above.Now = above.Now.Add(warnEvery)
	knock("a-guess")
	require.Equal(t, 1, said("unsaid_before=2"), log.String())
	require.NotContains(t, log.String(), "a-guess")
	require.NotContains(t, log.String(), "=sister")
	require.NoError(t, testutil.GatherAndCompare(d.registry, strings.NewReader(`
# HELP jindu_upstream_denied_requests_total Requests below /api/jindu/v1/upstream that were refused to who sent them, by the code of the refusal.
# TYPE jindu_upstream_denied_requests_total counter
jindu_upstream_denied_requests_total{code="ledger_claimed"} 0
jindu_upstream_denied_requests_total{code="too_many_ledgers"} 0
jindu_upstream_denied_requests_total{code="unknown_token"} 4
jindu_upstream_denied_requests_total{code="wrong_region"} 3
`), "jindu_upstream_denied_requests_total"))
}

// A token file that can't be read is no reason to fill the log either.
func TestAnUnreadableTokenFileIsToldOfNowAndThen(t *testing.T) {
	_, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	d.start(above.Ledger, District{"410505", NewTokenFile(t.TempDir() + "/none")})
	var log bytes.Buffer
	d.centre.Logger = slog.New(slog.NewTextHandler(&log, nil))
	for range 3 {
		_, err := NewSender(above.Ledger, d.link("secret", nil)).Deliver(t.Context(), 0)
		require.Error(t, err)
		above.Now = above.Now.Add(time.Second)
	}
	require.Equal(t, 1, strings.Count(log.String(), "token is not known"), log.String())
}
