package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

const (
	aRow   = "指标,地区,期间,口径,数值\n一般公共预算收入,殷都区,2020年1-8月,累计,13.5亿元\n"
	tongue = `sum(jindu_project_warning{colour="red",pack="ours"})`
)

// ours is a pack that calls projects red below a gap in points.
func ours(red string) string {
	return "name: ours\nkind: colour\nnames: {zh: 本区, en: Ours}\nsource: a test\ncolours: [green, red]\n" +
		"rules:\n  - subject: progress\n    judges: points\n    bands:\n" +
		"      - {colour: green, from: " + red + "}\n      - {colour: red, below: " + red + "}\n"
}

// instant evaluates an expression on the server.
func (s *serving) instant(t *testing.T, expr string) string {
	t.Helper()
	var out, errs sink
	code := run(t.Context(), []string{"query", expr, "--server", s.base, "--lang", "en"}, &out, &errs)
	require.Zero(t, code, errs.String())
	return out.line()
}

func TestAReloadReadsTheRulesAnew(t *testing.T) {
	s := serveExample(t, "data: data\npacks: [ours.yml]\n", map[string]string{"ours.yml": ours("-100")})
	require.Equal(t, "0", s.instant(t, tongue))
	active := s.activeSince(t)
	require.NotEmpty(t, active)

	s.write(t, "ours.yml", ours("100"))
	require.Equal(t, "0", s.instant(t, tongue), "not before it is asked for")
	status, answer := s.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	require.JSONEq(t, `{"reloaded": true, "restart_needed": []}`, answer)
	require.Equal(t, "39", s.instant(t, tongue))
	for labels, since := range s.activeSince(t) {
		if was, ok := active[labels]; ok {
			require.Equal(t, was, since, labels)
		}
	}
	require.GreaterOrEqual(t, len(s.activeSince(t)), len(active))

	s.write(t, "jindu.yml", "data: elsewhere\nlisten: 127.0.0.1:1\n")
	_, answer = s.ask(t, http.MethodPost, reloadPath, "")
	require.JSONEq(t, `{"reloaded": true, "restart_needed": ["listen", "data"]}`, answer)
	require.Equal(t, "39", s.instant(t, `count(jindu_project_info)`), "of the ledger that is open")
}

func TestAFaultyFileLeavesTheRulesAsTheyWere(t *testing.T) {
	s := serveExample(t, "data: data\npacks: [ours.yml]\ncatalog: catalog.yml\n", map[string]string{
		"ours.yml": ours("100"), "catalog.yml": catalogText(t),
	})
	read := s.selfMetric(t, "jindu_config_last_reload_success_timestamp_seconds")
	for name, text := range map[string]string{
		"catalog.yml": "indicators: 3\n",
		"ours.yml":    ours("100") + "colour: odd\n",
		"jindu.yml":   "data: data\npacks: [none.yml]\n",
	} {
		was, err := os.ReadFile(filepath.Join(s.dir, name))
		require.NoError(t, err)
		s.write(t, name, text)
		status, answer := s.ask(t, http.MethodPost, reloadPath, "")
		require.Equal(t, 500, status, name)
		var refused struct {
			Error struct {
				Code    string
				Message model.Text
			}
		}
		require.NoError(t, json.Unmarshal([]byte(answer), &refused), answer)
		require.Equal(t, "reload_failed", refused.Error.Code)
		require.Contains(t, refused.Error.Message.EN, "goes on by the rules it had")
		require.Contains(t, refused.Error.Message.ZH, "仍按原有规则运行")
		require.Equal(t, "39", s.instant(t, tongue))
		require.Equal(t, "0", s.selfMetric(t, "jindu_config_last_reload_successful"))
		require.Equal(t, read, s.selfMetric(t, "jindu_config_last_reload_success_timestamp_seconds"))
		s.write(t, name, string(was))
	}
	status, _ := s.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status)
	require.Equal(t, "1", s.selfMetric(t, "jindu_config_last_reload_successful"))
	require.NotEqual(t, read, s.selfMetric(t, "jindu_config_last_reload_success_timestamp_seconds"))
}

func TestASignalReloads(t *testing.T) {
	hangups := make(chan os.Signal)
	s := &serving{dir: t.TempDir()}
	s.write(t, "jindu.yml", "data: data\npacks: [ours.yml]\n")
	s.write(t, "ours.yml", ours("-100"))
	s.prepare = func(a *app) { a.hangups = hangups }
	s.begin(t)
	s.write(t, "ours.yml", ours("100"))
	before := s.office.Load()
	hangups <- syscall.SIGHUP
	hangups <- syscall.SIGHUP // Taken once the first is done.
	require.NotSame(t, before, s.office.Load())
	require.Equal(t, "39", s.instant(t, tongue))
}

// Requests go on while the rules change, and nothing stays behind.
func TestReloadsUnderLoad(t *testing.T) {
	s := &serving{dir: t.TempDir(), bare: true}
	s.write(t, "jindu.yml", "data: data\nwatch: [inbox]\npacks: [ours.yml]\n")
	s.write(t, "ours.yml", ours("0"))
	s.begin(t)
	done := make(chan struct{})
	var group sync.WaitGroup
	var answered atomic.Int64
	for _, one := range []struct{ method, path, body string }{
		{http.MethodGet, "/", ""},
		{http.MethodGet, "/metrics", ""},
		{http.MethodGet, "/api/v1/query?query=count(jindu_region_info)", ""},
		{http.MethodPost, "/submissions?dry_run=true", aRow},
	} {
		group.Go(func() {
			for {
				status, answer := s.ask(t, one.method, one.path, one.body)
				if status != http.StatusOK {
					t.Errorf("%s %s: %d %s", one.method, one.path, status, answer)
				}
				answered.Add(1)
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	reload := func(times int) {
		for range times {
			status, answer := s.ask(t, http.MethodPost, reloadPath, "")
			require.Equal(t, 200, status, answer)
		}
	}
	reload(1)
	var reloading sync.WaitGroup
	for range 2 {
		reloading.Go(func() { reload(10) })
	}
	reloading.Wait()
	close(done)
	group.Wait()
	require.Greater(t, answered.Load(), int64(20))
	running := func() int {
		http.DefaultClient.CloseIdleConnections()
		return runtime.NumGoroutine()
	}
	now := running()
	reload(10)
	require.Eventually(t, func() bool { return running() <= now }, 10*time.Second, 20*time.Millisecond)
	status, answer := s.ask(t, http.MethodPost, "/submissions", aRow)
	require.Equal(t, 201, status, answer)
	require.Equal(t, "1", s.selfMetric(t, `jindu_submissions_total{result="accepted",source="http"}`), "counted across reloads")
}

func catalogText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../internal/model/catalog.yml")
	require.NoError(t, err)
	return string(text)
}
