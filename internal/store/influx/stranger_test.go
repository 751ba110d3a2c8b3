package influx_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/store/influx"
	"jindu/internal/store/storetest"
)

// strangers answer in InfluxDB's place, as proxies and portals do.
var strangers = map[string]http.HandlerFunc{
	"a page": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<html>\n<body>Please sign in</body>\n</html>\n"))
	},
	"nothing":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) },
	"json":              func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) },
	"no content at all": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
	"refusal":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) },
	"redirect":          func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
}

// TestAStrangerInItsPlaceIsNotTakenForInfluxDB writes to what says yes, or no,
// to everything: nothing counts as written or as refused for good, and a reader
// does not take it for an empty bucket.
func TestAStrangerInItsPlaceIsNotTakenForInfluxDB(t *testing.T) {
	for name, answer := range strangers {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(answer)
			defer s.Close()
			o := influx.Options{URL: s.URL, Org: "-", Bucket: "jindu", HTTP: authorized(t, "secret-token"), Zone: storetest.Zone()}
			o.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			target, err := influx.NewTarget(o)
			require.NoError(t, err)
			defer func() { require.NoError(t, target.Close()) }()
			err = target.Write(t.Context(), batchOfOne())
			var rejected *store.RejectedError
			require.Error(t, err)
			require.NotErrorAs(t, err, &rejected)
			require.NotContains(t, err.Error(), "secret-token")
			_, err = target.Head(t.Context())
			require.Error(t, err)
			reader, err := influx.New(o)
			require.NoError(t, err)
			defer func() { require.NoError(t, reader.Close()) }()
			_, err = reader.View(t.Context(), time.Time{})
			require.Error(t, err)
		})
	}
}

// TestAStrangerOnTheWayToWrite lets questions through and answers writes itself.
func TestAStrangerOnTheWayToWrite(t *testing.T) {
	bed := newBed(t)
	o := bed.database(t)
	through := o.HTTP.Transport
	o.HTTP = &http.Client{Transport: answering{through, "/api/v2/write"}, Timeout: time.Minute}
	target, err := influx.NewTarget(o)
	require.NoError(t, err)
	defer func() { require.NoError(t, target.Close()) }()
	require.Error(t, target.Write(t.Context(), batchOfOne()))
}

// answering says 200 to one path, with a page.
type answering struct {
	http.RoundTripper
	path string
}

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != a.path {
		return a.RoundTripper.RoundTrip(r)
	}
	w := httptest.NewRecorder()
	strangers["a page"](w, r)
	return w.Result(), nil
}

func batchOfOne() store.Batch {
	s := model.NewSeries("jindu_indicator_yuan", "region", "410505")
	at := time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)
	v := model.Version{
		Point:   model.Point{Period: model.NewMonth(2020, time.July), Value: 1, Recorded: at, First: at},
		Receipt: model.ReceiptID(1),
	}
	return store.Batch{
		Figures:  []store.Figure{{Sequence: 1, Series: &s, Version: v, Current: v}},
		Receipts: []model.Receipt{{ID: model.ReceiptID(1), Number: 1, Committed: at, Recorded: at, Figures: 1}},
		Head:     store.Head{Ledger: "here", Commit: 1, Sequence: 1},
	}
}
