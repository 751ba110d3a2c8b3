package alert_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/prometheus/rules"
	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/internal/alert"
	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/query"
)

// watch makes an evaluator of the shipped rules over an office.
func watch(t *testing.T, o *officetest.Office, clock func() time.Time, commits <-chan struct{}) *alert.Evaluator {
	t.Helper()
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	logger := slog.New(slog.DiscardHandler)
	e, err := alert.New(alert.Options{
		Rules: alerts.Rules, Files: []string{"rules/projects.rules.yml", "rules/reports.rules.yml"},
		Engine: query.NewEngine(logger, prometheus.NewRegistry()), Queryable: query.NewQueryable(boards),
		Clock: clock, Interval: time.Hour, Commits: commits, Logger: logger, Registerer: prometheus.NewRegistry(),
	})
	require.NoError(t, err)
	return e
}

// firing gives the Chinese summaries of what fires.
func firing(e *alert.Evaluator) []string {
	var texts []string
	for _, r := range e.AlertingRules() {
		for _, a := range r.ActiveAlerts() {
			if a.State == rules.StateFiring {
				texts = append(texts, a.Annotations.Get("summary_zh"))
			}
		}
	}
	return texts
}

func TestAlertsStayAsTheyAreWhileNothingCanBeRead(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("red", 2020, 100)
	o.State(model.KindProject, "red", officetest.Date(2020, 1, 1), model.Project{Name: "red项目"})
	o.Report("red", officetest.Date(2020, 7, 31), 20)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	var away error
	var told []alert.Told
	var log strings.Builder
	logger := slog.New(slog.NewTextHandler(&log, nil))
	e, err := alert.New(alert.Options{
		Rules: alerts.Rules, Files: []string{"rules/projects.rules.yml"},
		Engine: query.NewEngine(logger, prometheus.NewRegistry()), Queryable: query.NewQueryable(boards),
		Clock: func() time.Time { return officetest.EndOf(2020, 8, 1) }, Interval: time.Hour, Logger: logger,
		Registerer: prometheus.NewRegistry(), Away: func(context.Context) error { return away },
		Tell: func(now alert.Told) { told = append(told, now) },
	})
	require.NoError(t, err)
	away = errors.New("no answer")
	e.Evaluate(t.Context())
	require.Empty(t, told, "nobody knows yet")
	away = nil
	e.Evaluate(t.Context())
	before := firing(e)
	require.NotEmpty(t, before)
	away = errors.New("no answer")
	require.NoError(t, o.Ledger.Close()) // Every rule would fail now.
	e.Evaluate(t.Context())
	require.Equal(t, before, firing(e))
	require.NotContains(t, log.String(), "failed")
	require.Len(t, told, 2)
	require.Equal(t, told[0], told[1], "told so")
	require.Len(t, told[0].Firing, len(before))
	require.Empty(t, told[0].Unsure)
	away = nil
	e.Evaluate(t.Context())
	require.True(t, told[2].Unsure["ProjectBehindSchedule"])
	require.Len(t, told[2].Firing, len(before), "what can't be evaluated is as it was")
}

func TestAProjectBehindFiresAndOneAheadDoesNot(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	for id, done := range map[string]float64{"ahead": 70, "yellow": 55, "red": 20} {
		o.Task(id, 2020, 100)
		o.State(model.KindProject, id, officetest.Date(2020, 1, 1), model.Project{Name: id + "项目"})
		o.Report(id, officetest.Date(2020, 7, 31), done)
	}
	now := officetest.EndOf(2020, 8, 1)
	e := watch(t, o, func() time.Time { return now }, nil)
	e.Evaluate(t.Context())
	require.ElementsMatch(t, []string{
		"yellow项目 落后序时进度 3.3 个百分点", "red项目 落后序时进度 38.3 个百分点",
	}, firing(e))

	now = officetest.Date(2020, 9, 6)
	e.Evaluate(t.Context())
	require.Len(t, firing(e), 6, "three reports are late besides, which are all that the region owes, and nobody became slower")

	o.Now = officetest.Date(2020, 9, 5)
	o.Report("red", officetest.Date(2020, 8, 31), 90)
	e.Evaluate(t.Context())
	require.Len(t, firing(e), 3, "it caught up and reported")
}

func TestACommitIsJudgedAtOnce(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 1)
	o.Task("P1", 2020, 100)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "甲"})
	o.Report("P1", officetest.Date(2020, 7, 31), 60)
	commits := make(chan struct{})
	evaluations := make(chan struct{}, 10)
	clock := func() time.Time { evaluations <- struct{}{}; return officetest.Date(2020, 8, 2) }
	e := watch(t, o, clock, commits)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	<-evaluations
	o.Report("P1", officetest.Date(2020, 7, 31), 10)
	commits <- struct{}{} // Taken when the first evaluation is over.
	<-evaluations
	commits <- struct{}{}
	require.Equal(t, []string{"甲 落后序时进度 48.3 个百分点"}, firing(e))
	cancel()
	require.NoError(t, <-ended)
}

func TestRecordingRulesAreRefused(t *testing.T) {
	files := fstest.MapFS{"r.yml": {Data: []byte("groups:\n  - name: g\n    rules:\n      - {record: a:b, expr: up}\n")}}
	_, err := alert.New(alert.Options{
		Rules: files, Files: []string{"r.yml"}, Logger: slog.New(slog.DiscardHandler), Registerer: prometheus.NewRegistry(),
	})
	require.ErrorContains(t, err, "r.yml: group g: a:b is a recording rule")
	_, err = alert.New(alert.Options{
		Rules: files, Files: []string{"none.yml"}, Logger: slog.New(slog.DiscardHandler), Registerer: prometheus.NewRegistry(),
	})
	require.ErrorContains(t, err, "read none.yml")
}

// Alerts must be the same whenever a past month is judged again: no rule waits,
// and none asks what time it is.
func TestShippedRulesNeitherWaitNorAskTheTime(t *testing.T) {
	files, err := fs.Glob(alerts.Rules, "rules/*.yml")
	require.NoError(t, err)
	require.Greater(t, len(files), 5)
	for _, name := range files {
		text, err := alerts.Rules.ReadFile(name)
		require.NoError(t, err)
		for line := range strings.Lines(string(text)) {
			code, _, _ := strings.Cut(line, "#")
			require.NotContains(t, code, "time()", name)
			require.NotRegexp(t, `^\s*for:`, code, name)
		}
	}
}
