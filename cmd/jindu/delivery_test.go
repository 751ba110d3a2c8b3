package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector/delivery"
	"jindu/internal/model"
	"jindu/internal/web"
)

// receiver takes what is written by remote write, or answers as it is told.
type receiver struct {
	*httptest.Server
	status atomic.Int64
	writes atomic.Int64
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{}
	r.status.Store(http.StatusNoContent)
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		_, _ = io.Copy(io.Discard, request.Body)
		if request.Method != http.MethodPost {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		r.writes.Add(1)
		w.WriteHeader(int(r.status.Load()))
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) settings() string {
	return `targets: [{name: tsdb, kind: prometheus, url: "` + r.URL + `/api/v1/write"}]` + "\n"
}

// command runs a command line and gives what it said.
func command(t *testing.T, args ...string) (code int, out, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), append([]string{"--lang", "en"}, args...), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func TestDeliveringThroughAServer(t *testing.T) {
	r := newReceiver(t)
	s := serveExample(t, r.settings(), nil)
	code, out, said := command(t, "deliver", "tsdb", "--server", s.base)
	require.Zero(t, code, said)
	require.Contains(t, out, "tsdb: everything is there; ")
	writes := r.writes.Load()
	require.Positive(t, writes)

	code, out, _ = command(t, "deliver", "--from-start", "tsdb", "--server", s.base)
	require.Zero(t, code)
	require.NotContains(t, out, "; 0 facts now")
	require.Greater(t, r.writes.Load(), writes)

	code, out, _ = command(t, "deliver", "--server", s.base)
	require.Zero(t, code)
	require.Regexp(t, `(?m)^ *target +kind +waiting`, out)
	require.Regexp(t, `tsdb +prometheus +0 .*everything is there`, out)

	code, out, _ = command(t, "deliver", "--format", "json", "--server", s.base)
	require.Zero(t, code)
	var answer delivery.Answer
	require.NoError(t, json.Unmarshal([]byte(out), &answer))
	require.Equal(t, answer.Commits, answer.Deliveries[0].Commit)

	code, _, said = command(t, "deliver", "nobody", "--server", s.base)
	require.Equal(t, exitBadInput, code)
	require.Contains(t, said, "no such target is configured")
	code, _, said = command(t, "deliver", "--from-start", "--server", s.base)
	require.Equal(t, exitBadInput, code)
	require.Contains(t, said, "name the target")
}

func TestADeliveryThatNeedsAPersonIsToldAndAlertedOf(t *testing.T) {
	r := newReceiver(t)
	r.status.Store(http.StatusUnauthorized)
	s := serveExample(t, r.settings(), nil)
	code, _, said := command(t, "deliver", "tsdb", "--server", s.base)
	require.Equal(t, exitFindings, code)
	require.Contains(t, said, "the target refuses jindu's credentials")
	require.Contains(t, said, "facts wait")

	require.Eventually(t, func() bool { // With the next look at all rules.
		return slices.ContainsFunc(s.office.Load().activeAlerts(), func(a web.ActiveAlert) bool { return a.Name == "DeliveryBlocked" })
	}, 2*time.Minute, 100*time.Millisecond)
	response, err := http.Get(s.base + "/api/v1/query?query=" + url.QueryEscape(`jindu_delivery_blocked{reason="forbidden"}`))
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Contains(t, string(text), `"1"]`)

	r.status.Store(http.StatusNoContent)
	code, _, said = command(t, "deliver", "tsdb", "--server", s.base)
	require.Zero(t, code, said)
}

func TestHowADeliveryStands(t *testing.T) {
	finding := []model.Text{{ZH: "保留期", EN: "retention"}}
	for want, s := range map[string]delivery.Status{
		"everything is there": {RejectedIn: "rejected.jsonl"}, // Of before it was begun anew.
		"under way":           {Backlog: 1, RejectedIn: "rejected.jsonl"},
		"everything but what was rejected is there":                {Rejected: 1, RejectedIn: "rejected.jsonl"},
		"everything is there; findings: 1, see jindu deliver tsdb": {Name: "tsdb", Findings: finding},
		"away": {Error: &delivery.Failure{Message: model.Text{EN: "away"}}, Findings: finding},
	} {
		require.Equal(t, want, deliveryState(&s).EN)
	}
	require.Equal(t, "已全部送达；发现1个问题：jindu deliver tsdb", deliveryState(&delivery.Status{Name: "tsdb", Findings: finding}).ZH)
	require.Contains(t, unfinished(0).EN, "nothing waits")
	require.Contains(t, unfinished(2).EN, "2 facts wait")
}

// A target that takes the connection and does not answer is not waited for in
// silence.
func TestWhatIsWaitedForIsSaid(t *testing.T) {
	var said bytes.Buffer
	now := time.Now()
	began := now
	w := watch{env: &environment{stderr: &said, lang: model.English, clock: func() time.Time { return now }}, moved: now}
	s := delivery.Status{Name: "tsdb", Backlog: 3}
	for range 60 {
		require.NoError(t, w.judge(&s))
		if now.Sub(began) < 5*time.Second {
			require.Empty(t, said.String())
		}
		now = now.Add(time.Second)
	}
	require.Equal(t, "tsdb: waiting for the target's answer; 3 facts wait\n", said.String(), "once")
	s.Sequence, s.Backlog = 3, 0
	for range 6 {
		require.NoError(t, w.judge(&s))
		now = now.Add(time.Second)
	}
	require.Contains(t, said.String(), "tsdb: no facts wait; waiting for the target's answer")
	require.Contains(t, awaited(&delivery.Status{Backlog: 1}).ZH, "还有1条")
}

func TestDeliveringFromAFolder(t *testing.T) {
	r := newReceiver(t)
	s := serveExample(t, r.settings(), nil)
	r.status.Store(http.StatusInternalServerError)
	s.stop()
	config := filepath.Join(s.dir, "jindu.yml")
	code, _, said := command(t, "deliver", "--from-start", "tsdb", "--config", config, "--patience", "1ms")
	require.Equal(t, exitFindings, code)
	require.Contains(t, said, "delivery fails and is tried again")
	code, out, _ := command(t, "deliver", "--config", config)
	require.Zero(t, code)
	require.NotRegexp(t, `tsdb +prometheus +0 `, out)

	r.status.Store(http.StatusNoContent)
	code, out, said = command(t, "deliver", "tsdb", "--config", config, "--patience", time.Minute.String())
	require.Zero(t, code, said)
	require.Contains(t, out, "everything is there")
	code, out, _ = command(t, "deliver", "--config", config)
	require.Zero(t, code)
	require.Regexp(t, `tsdb +prometheus +0 `, out, "the cursor is kept")
}

func TestTargetsThatCannotBeMade(t *testing.T) {
	s := &serving{dir: t.TempDir()}
	s.write(t, "token", "secret\n")
	s.write(t, "http.yml", "basic_auth: {username: a, password: b}\n")
	s.write(t, "bad.yml", "no_such_key: 1\n")
	for settings, want := range map[string]string{
		"{name: a, kind: influx, url: 'http://127.0.0.1:1', bucket: b, token_file: token, http_config: http.yml}": "want one of them",
		"{name: a, kind: influx, url: 'http://127.0.0.1:1', bucket: b, http_config: bad.yml}":                     "no_such_key",
	} {
		s.write(t, "jindu.yml", "listen: 127.0.0.1:0\ntargets: ["+settings+"]\n")
		code, _, said := command(t, "serve", "--config", filepath.Join(s.dir, "jindu.yml"))
		require.Equal(t, exitBadInput, code, said)
		require.Contains(t, said, want)
		require.NotContains(t, said, "secret")
	}
}
