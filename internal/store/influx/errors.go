package influx

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	api "github.com/influxdata/influxdb-client-go/v2/api/http"

	"jindu/internal/store"
)

// errPoints is wrapped where the server says that points are bad.
var errPoints = errors.New("the server refuses points")

// noDatabase is how InfluxDB 1.8 says to a query, with a status of 500, what it
// says to a write with one of 404.
const noDatabase = "no database"

// howToMake helps where jindu can't make a bucket itself.
const howToMake = "is the bucket there? For InfluxDB 1.8 make a database by " +
	"CREATE DATABASE jindu WITH DURATION INF SHARD DURATION 5200w NAME autogen, and name it jindu/autogen"

// maxReason is how much of a server's words is kept, in bytes.
const maxReason = 300

// sorted tells what an error of the client means: store.ErrForbidden,
// errPoints, *store.RetryError, or a failure that may pass.
func sorted(err error) error {
	var answer *api.Error
	if !errors.As(err, &answer) || answer.StatusCode == 0 {
		return err
	}
	said := errors.New(reason(answer))
	if answer.StatusCode == http.StatusNotFound || strings.Contains(answer.Error(), noDatabase) {
		return fmt.Errorf("%w: %w: %s", store.ErrForbidden, said, howToMake)
	}
	switch answer.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%w: %w", store.ErrForbidden, said)
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		return fmt.Errorf("%w: %w", errPoints, said)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if after := retryAfter(answer.Header, time.Now()); after > 0 {
			return &store.RetryError{After: after, Err: said}
		}
	}
	return said
}

// reason is what a server said, on one line, with its status.
func reason(answer *api.Error) string {
	text := strings.Join(strings.Fields(answer.Error()), " ")
	if len(text) > maxReason {
		text = strings.ToValidUTF8(text[:maxReason], "") + "…"
	}
	return fmt.Sprintf("HTTP %d: %s", answer.StatusCode, text)
}

// retryAfter reads how long to leave the server alone: seconds, or a date.
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return at.Sub(now)
	}
	return 0
}

// ended tells that it was the caller who gave up.
func ended(ctx context.Context, err error) error {
	if cause := ctx.Err(); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%w: %w", cause, err)
	}
	return err
}
