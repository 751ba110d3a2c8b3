package influx_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/influx"
	"jindu/internal/store/storetest"
)

const secret = "very-secret-token"

// pretender answers as a server would, by path.
func pretender(t *testing.T, answers map[string]http.HandlerFunc) *influx.Target {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if answer, ok := answers[r.Method+" "+r.URL.Path]; ok {
			answer(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	target, err := influx.NewTarget(influx.Options{
		URL: server.URL, Org: "office", Bucket: "jindu", HTTP: authorized(t, secret), Zone: storetest.Zone(),
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, target.Close()) })
	return target
}

func says(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// written reads the lines of a write.
func written(t *testing.T, r *http.Request) string {
	unzipped, err := gzip.NewReader(r.Body)
	require.NoError(t, err, "writes are gzipped")
	text, err := io.ReadAll(unzipped)
	require.NoError(t, err)
	require.Equal(t, "ms", r.URL.Query().Get("precision"))
	return string(text)
}

// batch is one of n figures of a month each.
func batch(n int) store.Batch {
	b := store.Batch{Head: store.Head{Ledger: "0123456789abcdef0123456789abcdef", Commit: 1, Sequence: uint64(n)}}
	at := time.Date(2020, 9, 8, 9, 0, 0, 0, storetest.Zone())
	for i := range n {
		s := model.NewSeries("m", "n", fmt.Sprintf("s%03d", i))
		v := model.Version{Receipt: "R000001", Point: model.Point{
			Period: model.NewMonth(2020, time.July), Value: float64(i), Recorded: at, First: at,
		}}
		b.Figures = append(b.Figures, store.Figure{Sequence: uint64(i + 1), Series: &s, Version: v, Current: v})
	}
	b.Receipts = []model.Receipt{{ID: "R000001", Number: 1, Committed: at, Recorded: at, Figures: n}}
	return b
}

func TestErrorsAreToldApart(t *testing.T) {
	retry := &store.RetryError{}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		check  func(*testing.T, error)
	}{
		"unauthorized": {says(401, `{"code":"unauthorized","message":"unauthorized access"}`), forbidden},
		"forbidden":    {says(403, `{"code":"forbidden","message":"insufficient permissions"}`), forbidden},
		"no bucket":    {says(404, `{"code":"not found","message":"bucket \"jindu\" not found"}`), forbidden},
		"too many": {says(429, ``, "Retry-After", "7"), func(t *testing.T, err error) {
			require.ErrorAs(t, err, &retry)
			require.Equal(t, 7*time.Second, retry.After)
		}},
		"unavailable by date": {
			says(503, ``, "Retry-After", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)),
			func(t *testing.T, err error) {
				require.ErrorAs(t, err, &retry)
				require.InDelta(t, time.Hour, retry.After, float64(time.Minute))
			},
		},
		"unavailable": {says(503, ``), passing},
		"broken":      {says(500, `{"code":"internal error","message":"oops"}`), passing},
		"everything is bad, so it is not the points": {says(400, `{"code":"invalid","message":"proxy"}`), passing},
	} {
		t.Run(name, func(t *testing.T) {
			target := pretender(t, map[string]http.HandlerFunc{
				"GET /api/v2/buckets": says(200, `{"buckets":[{"name":"jindu","retentionRules":[]}]}`),
				"POST /api/v2/query":  says(200, "", "Content-Type", "text/csv"), "POST /api/v2/write": c.answer,
			})
			err := target.Write(t.Context(), batch(3))
			require.Error(t, err)
			require.NotContains(t, err.Error(), secret)
			require.Contains(t, err.Error(), "bucket jindu of http://127.0.0.1")
			c.check(t, err)
		})
	}
}

func forbidden(t *testing.T, err error) { require.ErrorIs(t, err, store.ErrForbidden) }

func passing(t *testing.T, err error) {
	require.NotErrorIs(t, err, store.ErrForbidden)
	var rejected *store.RejectedError
	require.NotErrorAs(t, err, &rejected)
	var retry *store.RetryError
	require.NotErrorAs(t, err, &retry)
}

func TestBadPointsAreFoundAndTheRestIsWritten(t *testing.T) {
	var kept strings.Builder
	requests := 0
	target := pretender(t, map[string]http.HandlerFunc{
		"GET /api/v2/buckets": says(200, `{"buckets":[{"name":"jindu","retentionRules":[]}]}`),
		"POST /api/v2/query":  says(200, "", "Content-Type", "text/csv"),
		"POST /api/v2/write": func(w http.ResponseWriter, r *http.Request) {
			requests++
			text := written(t, r)
			if strings.Contains(text, "m,n=s017 ") || strings.Contains(text, "m_revisions,n=s044 ") {
				says(422, `{"code":"unprocessable entity","message":"field type conflict"}`)(w, r)
				return
			}
			kept.WriteString(text)
			w.WriteHeader(http.StatusNoContent)
		},
	})
	err := target.Write(t.Context(), batch(100))
	var rejected *store.RejectedError
	require.ErrorAs(t, err, &rejected)
	require.Len(t, rejected.Facts, 2)
	require.EqualValues(t, 18, rejected.Facts[0].Sequence)
	require.Equal(t, `m{n="s044"} 2020-07`, rejected.Facts[1].Fact)
	require.Contains(t, rejected.Facts[1].Reason, "HTTP 422: unprocessable entity: field type conflict")
	require.Equal(t, 99, strings.Count(kept.String(), "\nm,n=")+strings.Count(kept.String()[:4], "m,n="), "all others are in force")
	require.Equal(t, 99, strings.Count(kept.String(), "m_revisions,n="))
	require.Contains(t, kept.String(), `jindu_head head=`)
	require.Less(t, requests, 60)
}

func TestBucketIsMadeWithLongShards(t *testing.T) {
	var asked string
	target := pretender(t, map[string]http.HandlerFunc{
		"GET /api/v2/buckets": says(200, `{"links":{"self":"/api/v2/buckets"},"buckets":[]}`),
		"GET /api/v2/orgs":    says(200, `{"orgs":[{"id":"0a1b2c3d4e5f6071","name":"office"}]}`),
		"POST /api/v2/buckets": func(w http.ResponseWriter, r *http.Request) {
			raw, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			asked = string(raw)
			says(201, `{"id":"1a1b2c3d4e5f6071","name":"jindu","retentionRules":[]}`)(w, r)
		},
		"POST /api/v2/query": says(200, "", "Content-Type", "text/csv"),
	})
	h, err := target.Head(t.Context())
	require.NoError(t, err)
	require.Zero(t, h)
	require.JSONEq(t, `{"name":"jindu","orgID":"0a1b2c3d4e5f6071","retentionRules":[
		{"everySeconds":0,"shardGroupDurationSeconds":3153600000,"type":"expire"}]}`, asked)
}

func TestBucketThatMayNotBeMade(t *testing.T) {
	target := pretender(t, map[string]http.HandlerFunc{
		"GET /api/v2/buckets":  says(200, `{"buckets":[]}`),
		"GET /api/v2/orgs":     says(200, `{"orgs":[{"id":"0a1b2c3d4e5f6071","name":"office"}]}`),
		"POST /api/v2/buckets": says(403, `{"code":"forbidden","message":"insufficient permissions for write"}`),
	})
	_, err := target.Head(t.Context())
	require.ErrorIs(t, err, store.ErrForbidden)
	require.ErrorContains(t, err, "shard group duration of years")
}

func TestUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	o := influx.Options{URL: server.URL, Org: "o", Bucket: "b", HTTP: authorized(t, secret), Zone: time.UTC}
	server.Close()
	target, err := influx.NewTarget(o)
	require.NoError(t, err)
	err = target.Write(t.Context(), batch(1))
	require.ErrorContains(t, err, "connection refused")
	require.NotContains(t, err.Error(), secret)
	s, err := influx.New(o)
	require.NoError(t, err)
	_, err = s.View(t.Context(), time.Time{})
	require.ErrorContains(t, err, "connection refused")
	require.NoError(t, s.Close())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = target.Head(ctx)
	require.ErrorIs(t, err, context.Canceled)
}

func TestOptionsThatAreRefused(t *testing.T) {
	good := influx.Options{URL: "http://127.0.0.1:1", Org: "o", Bucket: "b", HTTP: http.DefaultClient, Zone: time.UTC}
	for name, change := range map[string]func(*influx.Options){
		"no url": func(o *influx.Options) { o.URL = "" }, "a path": func(o *influx.Options) { o.URL = "/tmp" },
		"credentials": func(o *influx.Options) { o.URL = "http://u:" + secret + "@h" },
		"no bucket":   func(o *influx.Options) { o.Bucket = "" }, "no zone": func(o *influx.Options) { o.Zone = nil },
	} {
		o := good
		change(&o)
		_, err := influx.NewTarget(o)
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), secret)
	}
}

// TestAgainstTheServer tries what only the real one can refuse or keep.
func TestAgainstTheServer(t *testing.T) {
	bed := newBed(t)
	t.Run("a field of another type", func(t *testing.T) {
		o := bed.database(t)
		target, err := influx.NewTarget(o)
		require.NoError(t, err)
		defer func() { require.NoError(t, target.Close()) }()
		bad, err := http.NewRequestWithContext(t.Context(), http.MethodPost,
			o.URL+"/api/v2/write?org=-&bucket="+o.Bucket, strings.NewReader(`m,n=s001 value="a text" 1596000000000000000`))
		require.NoError(t, err)
		answer, err := o.HTTP.Do(bad)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		err = target.Write(t.Context(), batch(5))
		var rejected *store.RejectedError
		require.ErrorAs(t, err, &rejected)
		require.Contains(t, rejected.Facts[0].Reason, "field type conflict")
		h, err := target.Head(t.Context())
		require.NoError(t, err)
		want := batch(5).Head
		want.Committed = h.Committed // Of the receipt, which the batch brings.
		require.Equal(t, want, h)
		require.False(t, h.Committed.IsZero())
	})
	t.Run("a version too many", func(t *testing.T) {
		target, err := influx.NewTarget(bed.database(t))
		require.NoError(t, err)
		b := batch(2)
		b.Figures[1].Revision = 1000
		var rejected *store.RejectedError
		require.ErrorAs(t, target.Write(t.Context(), b), &rejected)
		require.Equal(t, "version 1001 of the figure: 1000 are kept", rejected.Facts[0].Reason)
		require.NoError(t, target.Write(t.Context(), batch(2)), "the same again, without it")
	})
	t.Run("another ledger", func(t *testing.T) {
		target, err := influx.NewTarget(bed.database(t))
		require.NoError(t, err)
		require.NoError(t, target.Write(t.Context(), batch(1)))
		b := batch(1)
		b.Head.Ledger = strings.Repeat("f", 32)
		require.ErrorIs(t, target.Write(t.Context(), b), store.ErrForbidden)
	})
	t.Run("no database, no right", func(t *testing.T) {
		o := bed.database(t)
		o.Bucket = "nowhere/autogen"
		target, err := influx.NewTarget(o)
		require.NoError(t, err)
		require.ErrorIs(t, target.Write(t.Context(), batch(1)), store.ErrForbidden)
		o = bed.database(t)
		o.HTTP = authorized(t, "jindu:"+secret)
		target, err = influx.NewTarget(o)
		require.NoError(t, err)
		err = target.Write(t.Context(), batch(1))
		require.ErrorIs(t, err, store.ErrForbidden)
		require.NotContains(t, err.Error(), secret)
	})
	t.Run("a long text, and every number", func(t *testing.T) {
		clock := time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)
		d := openDelivered(t, bed.database(t), func() time.Time { return clock })
		defer func() { require.NoError(t, d.Close()) }()
		long := strings.Repeat("安阳 \\ \" ,\n", 40_000)
		s := model.NewSeries("m")
		submission := model.Submission{Warnings: []model.Problem{{What: model.Text{ZH: long, EN: long}}}}
		values := []float64{math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, math.Copysign(0, -1), 0.1, 1.0 / 3, 1e22}
		for i, value := range values {
			submission.Observations = append(submission.Observations, model.Observation{
				Series: &s, Period: model.NewYear(1900 + 40*i), Value: value, Cell: long[:200],
			})
		}
		r, err := d.Commit(t.Context(), submission)
		require.NoError(t, err)
		got, err := d.Receipt(t.Context(), r.ID)
		require.NoError(t, err)
		require.Equal(t, r, got)
		v, err := d.View(t.Context(), time.Time{})
		require.NoError(t, err)
		defer func() { require.NoError(t, v.Close()) }()
		i := 0
		for p, err := range v.Points(t.Context(), s, model.Period{}, model.Period{}) {
			require.NoError(t, err)
			require.Equal(t, math.Float64bits(values[i]), math.Float64bits(p.Value))
			i++
		}
		require.Len(t, values, i)
	})
}
