package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/internal/config"
	"jindu/internal/dispatch"
	"jindu/internal/model"
	"jindu/internal/notify"
)

// What fires is told by the machine's clock, whatever the office's is, and to
// nobody any more once a Prometheus evaluates.
func TestWhoeverEvaluatesTells(t *testing.T) {
	heard := make(chan dispatch.Now, 100)
	s := &serving{dir: t.TempDir(), prepare: func(a *app) {
		a.wall = time.Now
		a.hears = append(a.hears, func(now dispatch.Now) { heard <- now })
	}}
	s.write(t, "jindu.yml", "data: data\n")
	began := time.Now()
	s.begin(t)
	now := <-heard
	require.NotEmpty(t, now.Firing)
	require.False(t, now.Elsewhere)
	for _, a := range now.Firing {
		require.WithinRange(t, a.StartsAt, began.Add(-time.Minute), time.Now(), "the office's clock stands in 2020")
		require.NotEmpty(t, a.Labels["alertname"])
		require.Len(t, a.Fingerprint, 16)
	}
	s.write(t, "jindu.yml", "data: data\nalerts: external\n")
	status, answer := s.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	for now = range heard {
		if now.Elsewhere {
			break
		}
	}
	require.Empty(t, now.Firing)
	require.Empty(t, heard)
}

// A robot allows so many messages, however many receivers speak through it.
func TestReceiversOfOneRobotShareItsPace(t *testing.T) {
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"errcode":0}`)
	}))
	t.Cleanup(robot.Close)
	file := filepath.Join(t.TempDir(), "robot.url")
	require.NoError(t, os.WriteFile(file, []byte(robot.URL), 0o600))
	metrics, err := notify.NewMetrics(prometheus.NewRegistry())
	require.NoError(t, err)
	a := &app{begun: model.DefaultCatalog(), wall: time.Now, logger: slog.New(slog.DiscardHandler), config: &config.Config{Notify: config.Notify{
		Language: "zh", Receivers: []config.Receiver{
			{Name: "roads", Kind: config.ReceiverWeCom, URLFile: file}, {Name: "water", Kind: config.ReceiverWeCom, URLFile: file},
		},
	}}}
	receivers, err := a.newReceivers(metrics)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second) // Less than until the third may be sent.
	defer cancel()
	g := notify.NewGroup("office", "", nil, []notify.Alert{{Status: notify.Firing}})
	require.NoError(t, receivers[0].Send(ctx, g))
	require.NoError(t, receivers[1].Send(ctx, g))
	var failed *notify.Error
	require.ErrorAs(t, receivers[0].Send(ctx, g), &failed)
	require.Equal(t, notify.ReasonBusy, failed.Reason)
}
