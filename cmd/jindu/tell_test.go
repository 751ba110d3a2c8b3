package main

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/dispatch"
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
