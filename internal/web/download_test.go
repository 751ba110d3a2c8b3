package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/web"
)

type write func(ctx context.Context, query url.Values, w io.Writer) error

// downloads serves a backup that is written so, and gives its address.
func downloads(t *testing.T, w write, logger *slog.Logger) (*web.Downloads, string) {
	t.Helper()
	d := web.NewDownloads(web.Download{Type: "application/zstd", Name: "x", Write: w}, web.Download{Write: w}, logger)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	d.Register(engine)
	s := httptest.NewServer(engine)
	t.Cleanup(s.Close)
	return d, s.URL + web.BackupPath
}

func fetch(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, http.NoBody)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response, string(text)
}

func TestDownload(t *testing.T) {
	_, address := downloads(t, func(_ context.Context, query url.Values, w io.Writer) error {
		_, err := io.WriteString(w, "as of "+query.Get("as_of"))
		return err
	}, slog.New(slog.DiscardHandler))
	response, text := fetch(t, address+"?as_of=2020")
	require.Equal(t, http.StatusOK, response.StatusCode)
	require.Equal(t, "as of 2020", text)
	require.Equal(t, `attachment; filename="x"`, response.Header.Get("Content-Disposition"))
	require.Equal(t, "no-store", response.Header.Get("Cache-Control"))
}

// A Grafana passes on what its readers GET of a data source.
func TestNothingIsHandedOutToGet(t *testing.T) {
	_, address := downloads(t, func(_ context.Context, _ url.Values, w io.Writer) error {
		_, err := io.WriteString(w, "the ledger")
		return err
	}, slog.New(slog.DiscardHandler))
	response, err := http.Get(address)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusNotFound, response.StatusCode)
}

func TestDownloadThatFails(t *testing.T) {
	var log bytes.Buffer
	var fails error
	_, address := downloads(t, func(context.Context, url.Values, io.Writer) error { return fails },
		slog.New(slog.NewTextHandler(&log, nil)))
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{model.ErrDiskFull, http.StatusInsufficientStorage, "disk_full"},
		{errors.New("secret of the house"), http.StatusInternalServerError, "internal"},
		{&web.AskedError{Text: model.Text{ZH: "错", EN: "wrong"}}, http.StatusBadRequest, "bad_request"},
	} {
		fails = c.err
		response, text := fetch(t, address)
		require.Equal(t, c.status, response.StatusCode)
		require.Contains(t, text, c.code)
		require.NotContains(t, text, "secret")
		require.Empty(t, response.Header.Get("Content-Disposition"))
	}
	require.Equal(t, 2, strings.Count(log.String(), "was not finished"), "what was asked wrongly is no fault of jindu's")
}

// TestOneDownloadAtATime asks for a second while one is under way, and stops.
func TestOneDownloadAtATime(t *testing.T) {
	begun := make(chan struct{})
	d, address := downloads(t, func(ctx context.Context, _ url.Values, w io.Writer) error {
		if _, err := io.WriteString(w, "begun"); err != nil {
			return err
		}
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}, slog.New(slog.DiscardHandler))
	first := make(chan string, 1)
	go func() {
		response, err := http.Post(address, "", http.NoBody)
		if err != nil {
			first <- err.Error()
			return
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		first <- string(text)
	}()
	<-begun
	response, text := fetch(t, address)
	require.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
	require.Contains(t, text, "busy")
	require.NotEmpty(t, response.Header.Get("Retry-After"))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	require.NoError(t, d.Run(ctx))
	require.Equal(t, "begun", <-first, "it ends without its end")
}
