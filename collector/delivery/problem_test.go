package delivery

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFaultsOfTLSAreNamed(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secure.Close)
	for address, want := range map[string]string{
		secure.URL: "the target's certificate is not trusted",
		strings.Replace(plain.URL, "http", "https", 1): "the target does not speak TLS",
		"http://127.0.0.1:1":                           "delivery fails and is tried again",
	} {
		r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, http.NoBody)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(r)
		if err == nil {
			require.NoError(t, answer.Body.Close())
		}
		p := problemOf(fmt.Errorf("write: %w", err))
		require.Equal(t, ReasonFailed, p.Reason)
		require.Contains(t, p.Text.EN, want)
		require.NotEmpty(t, p.Text.ZH)
	}
}
