package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/officetest"
	"jindu/internal/web"
)

// answering answers everything with a status and a body.
func answering(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "dial 10.1.2.3")
	})
}

func TestWhatPrometheusAsksOfAStoreThatIsAway(t *testing.T) {
	for away, want := range map[error]map[int]int{
		nil:                                 {200: 200, 400: 400, 422: 422, 500: 500, 503: 503},
		errors.New("secret of the network"): {200: 200, 400: 400, 404: 404, 422: 503, 500: 503, 503: 503},
	} {
		for status, want := range want {
			options := plainOptions(officetest.New(t), nil)
			options.Query, options.Metrics = answering(status), answering(status)
			options.Away = func(context.Context) error { return away }
			s, err := web.New(options)
			require.NoError(t, err)
			for _, path := range []string{"/api/v1/query", "/metrics"} {
				got, text := read(t, s, path)
				require.Equal(t, want, got, path)
				if away == nil || status < 422 {
					require.Equal(t, "dial 10.1.2.3", text, path)
					continue
				}
				require.JSONEq(t, `{"status":"error","errorType":"unavailable",`+
					`"error":"the store that is read can't be reached; try again later（所读的存储连不上，请稍后再试）"}`, text, path)
			}
		}
	}
}
