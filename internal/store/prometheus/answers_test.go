package prometheus_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/snappy"
	"github.com/prometheus/prometheus/prompb"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/prometheus"
	"jindu/internal/testbed"
)

const secret = "s3cret-of-the-tenant"

// answering is a server of the test's own.
func answering(t *testing.T, answer http.HandlerFunc) prometheus.Options {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	o := engine{Server: &testbed.Server{}}.options()
	o.URL, o.QueryURL, o.HTTP, o.Headers = s.URL+"/api/v1/write", "", &http.Client{Transport: withToken{}}, map[string]string{"X-Scope-OrgID": "anyang"}
	return o
}

// withToken adds the token, as the transport of a configured target does.
type withToken struct{}

func (withToken) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+secret)
	return http.DefaultTransport.RoundTrip(r)
}

func batch() store.Batch {
	var b store.Batch
	for i := range 20 {
		f := figure(revenue(), model.NewMonth(2019, time.January).Add(i), float64(i), 0)
		f.Sequence = uint64(i + 1)
		b.Figures = append(b.Figures, f)
	}
	return b
}

// only leaves the pages of the engine out.
func only(write http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.NotFound(w, r)
			return
		}
		write(w, r)
	}
}

func TestAnswersAreToldApart(t *testing.T) {
	for status, kind := range map[int]string{
		401: "forbidden", 403: "forbidden", 404: "forbidden", 302: "forbidden",
		400: "forbidden", // Even of nothing, so it is no place to write to.
		500: "again", 503: "later", 429: "later", 408: "again",
	} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			o := answering(t, only(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", "/elsewhere")
				if kind == "later" {
					w.Header().Set("Retry-After", "7")
				}
				http.Error(w, "as it is", status)
			}))
			err := open(t, o).Write(t.Context(), batch())
			require.Error(t, err)
			require.NotContains(t, err.Error(), secret)
			require.NotContains(t, err.Error(), o.URL)
			require.Equal(t, kind == "forbidden", isForbidden(err), err)
			var later *store.RetryError
			require.Equal(t, kind == "later", asRetry(err, &later), err)
			if later != nil {
				require.Equal(t, 7*time.Second, later.After)
			}
		})
	}
}

func TestNoAnswerIsTriedAgain(t *testing.T) {
	o := answering(t, nil)
	o.URL = "http://127.0.0.1:1/api/v1/write?token=" + secret
	err := open(t, o).Write(t.Context(), batch())
	require.ErrorContains(t, err, "connection refused")
	require.NotContains(t, err.Error(), secret)
	require.False(t, isForbidden(err))
	o.URL = "http://me:" + secret + "@127.0.0.1:1/"
	_, err = prometheus.New(o)
	require.ErrorContains(t, err, "no password")
	require.NotContains(t, err.Error(), secret)
}

func TestAnEndedContextEndsIt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	o := answering(t, only(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	require.ErrorIs(t, open(t, o).Write(ctx, batch()), context.Canceled)
}

// receiver takes remote write 1.0 and refuses samples of some values.
func receiver(t *testing.T, refuse func(float64) bool, taken *atomic.Int64) http.HandlerFunc {
	return only(func(w http.ResponseWriter, r *http.Request) {
		require.Equal(t, "Bearer "+secret, r.Header.Get("Authorization"))
		require.Equal(t, "anyang", r.Header.Get("X-Scope-OrgID"))
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		if r.Header.Get("X-Prometheus-Remote-Write-Version") != "0.1.0" {
			w.WriteHeader(http.StatusUnsupportedMediaType)
			return
		}
		text, err := snappy.Decode(nil, body)
		require.NoError(t, err)
		var request prompb.WriteRequest
		require.NoError(t, request.Unmarshal(text))
		n := int64(0)
		for _, series := range request.Timeseries {
			for i, s := range series.Samples {
				require.True(t, i == 0 || series.Samples[i-1].Timestamp < s.Timestamp, "in order")
				if refuse(s.Value) {
					http.Error(w, "out of order", http.StatusBadRequest)
					return
				}
				n++
			}
		}
		taken.Add(n)
		w.WriteHeader(http.StatusNoContent)
	})
}

func TestBadSamplesAreFoundAndTheRestIsWritten(t *testing.T) {
	var taken atomic.Int64
	o := answering(t, receiver(t, func(v float64) bool { return v == 3 || v == 17 }, &taken))
	err := open(t, o).Write(t.Context(), batch())
	reasons := rejections(t, err)
	require.Equal(t, []string{
		"the server answers 400 Bad Request: out of order", "the server answers 400 Bad Request: out of order",
	}, reasons)
	require.EqualValues(t, 18, taken.Load())
	require.NotContains(t, err.Error(), secret)
}

func TestTheSearchForBadSamplesIsBounded(t *testing.T) {
	var taken, requests atomic.Int64
	all := receiver(t, func(v float64) bool { return v >= 0 }, &taken)
	o := answering(t, func(w http.ResponseWriter, r *http.Request) { requests.Add(1); all(w, r) })
	var b store.Batch
	for i := range 4000 {
		b.Figures = append(b.Figures, figure(revenue(), model.NewDate(2010, 1, 1).Add(i), 1, 0))
	}
	require.Len(t, rejections(t, open(t, o).Write(t.Context(), b)), 4000)
	require.Less(t, requests.Load(), int64(2500))
}

// A server that says it has written less than it was sent, though with 204.
func TestWhatIsCountedIsCompared(t *testing.T) {
	var first atomic.Bool
	o := answering(t, only(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		n, _ := snappy.DecodedLen(body)
		written := "0"
		if n > 100 && n < 200 && first.CompareAndSwap(false, true) { // The first that is sent alone.
			written = "1"
		}
		w.Header().Set("X-Prometheus-Remote-Write-Samples-Written", written)
		w.WriteHeader(http.StatusNoContent)
	}))
	b := batch()
	b.Figures = b.Figures[:2]
	reasons := rejections(t, open(t, o).Write(t.Context(), b))
	require.NotEmpty(t, reasons)
	require.Equal(t, "answered with 204, but not written", reasons[0])
}

func TestTheVersionIsRemembered(t *testing.T) {
	var taken, newer atomic.Int64
	old := receiver(t, func(float64) bool { return false }, &taken)
	o := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Prometheus-Remote-Write-Version") == "2.0.0" {
			newer.Add(1)
		}
		old(w, r)
	})
	target := open(t, o)
	for range 3 {
		require.NoError(t, target.Write(t.Context(), batch()))
	}
	require.EqualValues(t, 1, newer.Load())
	require.EqualValues(t, 60, taken.Load())
}
