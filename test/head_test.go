package test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestHead asks for the pages as load balancers and link checkers do.
func TestHead(t *testing.T) {
	base := startDemo(t)
	for _, path := range []string{"/", "/healthz", "/readyz", "/metrics", "/metrics/self"} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodHead, base+path, http.NoBody)
		require.NoError(t, err)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, http.StatusOK, response.StatusCode, path)
	}
}
