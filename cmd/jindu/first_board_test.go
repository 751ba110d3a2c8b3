package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestReadyOnceTheFirstBoardIsDrawn asks before jindu serves, when nothing has
// been drawn, and after.
func TestReadyOnceTheFirstBoardIsDrawn(t *testing.T) {
	s := &serving{dir: t.TempDir(), bare: true}
	s.write(t, "jindu.yml", "data: data\nalerts: external\n")
	s.prepare = func(a *app) {
		w := httptest.NewRecorder()
		a.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
		require.Equal(t, http.StatusServiceUnavailable, w.Code)
		require.Equal(t, "drawing the first board\n", w.Body.String())
	}
	s.begin(t)
	require.Eventually(t, func() bool {
		status, _ := s.ask(t, http.MethodGet, "/readyz", "")
		return status == http.StatusOK
	}, time.Minute, 10*time.Millisecond)
}
