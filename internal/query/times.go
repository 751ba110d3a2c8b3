package query

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"jindu/internal/model"
)

// readTimes rewrites the times of a request's form so that Prometheus's
// handlers read them: a bare date or period means its end, and a query without
// a time is at the clock's. It gives the as_of, zero where there is none.
func (a *API) readTimes(r *http.Request) (asOf time.Time, err error) {
	for _, name := range []string{"time", "start", "end"} {
		text := r.Form.Get(name)
		if text == "" {
			continue
		}
		t, err := model.ParseInstant(text, a.zone)
		if err != nil {
			return time.Time{}, fmt.Errorf("parameter %s: %w", name, err)
		}
		r.Form.Set(name, seconds(t))
	}
	if (r.URL.Path == "/api/v1/query" || r.URL.Path == reportsPath) && r.Form.Get("time") == "" {
		r.Form.Set("time", seconds(a.clock()))
	}
	if text := r.Form.Get("as_of"); text != "" {
		if asOf, err = model.ParseAsOf(text, a.zone); err != nil {
			return time.Time{}, fmt.Errorf("parameter as_of: %w", err)
		}
	}
	return asOf, nil
}

// seconds writes a time as Prometheus's API takes it, to the millisecond.
func seconds(t time.Time) string {
	return strconv.FormatFloat(float64(t.UnixMilli())/1000, 'f', 3, 64)
}
