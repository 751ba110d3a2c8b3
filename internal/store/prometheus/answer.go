package prometheus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"jindu/internal/store"
)

// maxAnswer is how much of an answer to a write is read: words of an error.
const maxAnswer = 4 << 10

// An answer is what a server said to a write.
type answer struct {
	status  int // 0 where there was no answer.
	text    string
	after   time.Duration // How long it asks to be left alone.
	written int           // Samples that it says it took; -1 where it doesn't say.
	err     error         // Why there was no answer.
}

// heard keeps what is answered for who asked for it in the request's context;
// the library gives words only. It bounds the body besides.
type heard struct{ next http.RoundTripper }

type heardKey struct{}

func hearing(ctx context.Context) (context.Context, *answer) {
	a := &answer{written: -1}
	return context.WithValue(ctx, heardKey{}, a), a
}

// RoundTrip sends a request.
func (h *heard) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := h.next.RoundTrip(r)
	a, wanted := r.Context().Value(heardKey{}).(*answer)
	if !wanted {
		return response, err
	}
	*a = answer{written: -1, err: err}
	if err != nil {
		return response, err
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	_ = response.Body.Close() // Read as far as it is wanted.
	if err != nil {
		a.err = err
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(text))
	a.status, a.text, a.after = response.StatusCode, plain(string(text)), retryAfter(response.Header)
	if n, err := strconv.Atoi(response.Header.Get("X-Prometheus-Remote-Write-Samples-Written")); err == nil {
		a.written = n
	}
	return response, nil
}

// CloseIdleConnections lets go of connections.
func (h *heard) CloseIdleConnections() { closeIdle(h.next) }

// plain is a server's words on one line, not too long.
func plain(text string) string {
	words := strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if runes := []rune(words); len(runes) > 300 {
		return string(runes[:300]) + "…"
	}
	return words
}

// retryAfter reads the header in seconds; a date in it is left alone, for clocks differ.
func retryAfter(h http.Header) time.Duration {
	n, err := strconv.Atoi(h.Get("Retry-After"))
	if err != nil || n < 0 {
		return 0
	}
	return min(time.Duration(n)*time.Second, time.Hour)
}

func (a answer) taken() bool { return a.status/100 == 2 }

// failure says why a request is to be sent again, or that only a person can
// help; nil where the server has judged the samples.
func (a answer) failure(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case a.status == 0:
		return fmt.Errorf("write: %w", withoutURL(a.err))
	case a.status == http.StatusTooManyRequests, a.status == http.StatusRequestTimeout,
		a.status == http.StatusTooEarly, a.status/100 == 5:
		err := fmt.Errorf("write: %s", a.said())
		if a.after > 0 {
			return &store.RetryError{After: a.after, Err: err}
		}
		return err
	case a.status/100 == 1, a.status/100 == 3, a.status == http.StatusUnauthorized, a.status == http.StatusForbidden,
		a.status == http.StatusNotFound, a.status == http.StatusMethodNotAllowed, a.status == http.StatusProxyAuthRequired:
		return fmt.Errorf("write: %s: %w", a.said(), store.ErrForbidden)
	}
	return nil
}

// said is the answer in words.
func (a answer) said() string {
	return strings.TrimSuffix(fmt.Sprintf("%d %s: %s", a.status, http.StatusText(a.status), a.text), ": ")
}

// withoutURL takes the address out of an error: it may hold what is secret.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	if err == nil {
		return errors.New("no answer")
	}
	return err
}
