package web_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/officetest"
	"jindu/internal/web"
)

func TestReadinessIsToldWithoutDrawing(t *testing.T) {
	var why error
	options := plainOptions(officetest.New(t), nil) // No boards: asking for one panics.
	options.Undrawable = func(context.Context) error { return why }
	s, err := web.New(options)
	require.NoError(t, err)
	for _, c := range []struct {
		why    error
		status int
		body   string
	}{
		{web.ErrDrawing, http.StatusServiceUnavailable, "drawing the first board\n"},
		{errors.New("secret of the disk"), http.StatusServiceUnavailable, "the board can't be drawn; see the log\n"},
		{nil, http.StatusOK, "ready\n"},
	} {
		why = c.why
		status, body := read(t, s, "/readyz")
		require.Equal(t, c.status, status)
		require.Equal(t, c.body, body)
	}
}
