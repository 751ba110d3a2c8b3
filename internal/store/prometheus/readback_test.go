package prometheus_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
)

// A server that is slow to find things must not make a load slow.
func TestALongLoadIsNotReadBackBatchByBatch(t *testing.T) {
	e := newPrometheus(t)
	to, err := url.Parse(e.URL)
	require.NoError(t, err)
	proxy, asked := httputil.NewSingleHostReverseProxy(to), atomic.Int64{}
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/query" {
			asked.Add(1)
			time.Sleep(100 * time.Millisecond)
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(slow.Close)
	o := e.options()
	o.QueryURL = slow.URL
	target := open(t, o)
	write := func(day, n int) int64 {
		before := asked.Load()
		figures := make([]store.Figure, n)
		for i := range figures {
			figures[i] = dayOf(model.NewSeries("jindu_indicator_yuan", "n", time.Duration(i).String()), day, 1)
		}
		require.NoError(t, target.Write(t.Context(), store.Batch{Figures: figures}))
		return asked.Load() - before
	}
	require.NotZero(t, write(-9, 5000), "the first is")
	require.Zero(t, write(-8, 5000))
	require.NotZero(t, write(-7, 100), "a small one always is")
}
