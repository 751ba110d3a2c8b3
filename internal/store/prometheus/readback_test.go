package prometheus_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/store"
	"jindu/internal/store/prometheus"
)

// slowToShow takes everything, and shows it only once it is told to.
type slowToShow struct {
	*httptest.Server
	shows  atomic.Bool
	value  atomic.Value
	writes atomic.Int64
	asked  atomic.Int64
}

func newSlowToShow(t *testing.T) *slowToShow {
	s := &slowToShow{}
	s.value.Store("7")
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v1/write", func(w http.ResponseWriter, _ *http.Request) {
		s.writes.Add(1)
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("/api/v1/query", func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		if !s.shows.Load() {
			_, _ = fmt.Fprint(w, `{"status":"success","data":{"resultType":"matrix","result":[]}}`)
			return
		}
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"","b":"","c":"","d":"","e":""},"values":[[%s,"%s"]]}]}}`,
			r.FormValue("time"), s.value.Load())
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *slowToShow) options() prometheus.Options {
	return prometheus.Options{
		Name: "there", URL: s.URL + "/api/v1/write", QueryURL: s.URL, Zone: officetest.Zone,
		Logger: slog.New(slog.DiscardHandler), Clock: time.Now, FoundWithin: 20 * time.Second,
	}
}

// TestReadingBackDoesNotHoldWritesUp writes a hundred batches to a server that
// shows nothing yet, as VictoriaMetrics does for some seconds.
func TestReadingBackDoesNotHoldWritesUp(t *testing.T) {
	s := newSlowToShow(t)
	o := s.options()
	target := open(t, o)
	began := time.Now()
	for batch := range 100 {
		var figures []store.Figure
		for i := range 30 {
			f := dayOf(revenue(), -1000+30*batch+i, 7)
			f.Sequence = uint64(30*batch + i + 1)
			figures = append(figures, f)
		}
		require.NoError(t, target.Write(t.Context(), store.Batch{Figures: figures}))
	}
	require.Less(t, time.Since(began), 10*time.Second)
	require.LessOrEqual(t, s.asked.Load(), int64(64*2))
	s.shows.Store(true)
	before := s.asked.Load()
	require.NoError(t, target.Check(t.Context()))
	require.Positive(t, s.asked.Load()-before, "it was looked for in the end")
	require.LessOrEqual(t, s.asked.Load()-before, int64(64+8))
	require.Empty(t, target.Findings())
	before = s.asked.Load()
	require.NoError(t, target.Check(t.Context()))
	require.Equal(t, before, s.asked.Load(), "once is enough")
}

func TestAnotherValueIsFoundWhenThereIsNothingMoreToWrite(t *testing.T) {
	s := newSlowToShow(t)
	s.shows.Store(true)
	s.value.Store("8")
	o := s.options()
	target := open(t, o)
	f := dayOf(revenue(), -2, 7)
	f.Sequence = 5
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{f}}))
	require.NoError(t, target.Write(t.Context(), store.Batch{}))
	err := target.Check(t.Context())
	require.Equal(t, []string{"another value stands there: 8"}, rejections(t, err))
	var rejected *store.RejectedError
	require.ErrorAs(t, err, &rejected)
	require.EqualValues(t, 5, rejected.Facts[0].Sequence)
	require.Len(t, target.Findings(), 1)
	s.value.Store("7")
	f.Sequence = 1 // From the start: it may be well now.
	require.NoError(t, target.Write(t.Context(), store.Batch{Figures: []store.Figure{f}}))
	require.NoError(t, target.Check(t.Context()))
	require.Empty(t, target.Findings())
}

// many is a source of a long history.
type many struct{ samples int }

func (m many) Samples(_ context.Context, to, _ time.Time, yield func(*model.Series, int64, float64) error) error {
	s := revenue()
	for i := range m.samples {
		if err := yield(&s, to.Add(-time.Duration(i)*time.Hour).UnixMilli(), 7); err != nil {
			return err
		}
	}
	return nil
}

func (many) Holding(context.Context, time.Time, time.Time, func(*model.Series, float64) error) error {
	return nil
}

// TestAServerThatRefusesMostIsNotBeaten projects a long history to a server that
// takes only requests of one sample, one in two.
func TestAServerThatRefusesMostIsNotBeaten(t *testing.T) {
	requests := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests++
		if body, _ := io.ReadAll(r.Body); len(body) > 200 || requests%2 == 0 { // An error shortens it: it is refused the more.
			http.Error(w, "out of bounds", http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	defer s.Close()
	target := open(t, prometheus.Options{
		Name: "there", URL: s.URL + "/api/v1/write", Zone: officetest.Zone, Logger: slog.New(slog.DiscardHandler), Clock: time.Now,
	})
	p := prometheus.NewProjector(target, many{200_000})
	_, err := p.Project(t.Context(), time.Time{})
	require.NoError(t, err)
	require.NotEmpty(t, target.Findings())
	require.Less(t, requests, 5_000)
}
