package submissions_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web/page"
	"jindu/internal/web/submissions"
)

// many are so many receipts, the newest first, which count how many are read.
type many struct{ of, read int }

func (m *many) Receipts(context.Context) iter.Seq2[model.Receipt, error] {
	return func(yield func(model.Receipt, error) bool) {
		for n := m.of; n > 0; n-- {
			if m.read++; !yield(m.receipt(n), nil) {
				return
			}
		}
	}
}

func (m *many) receipt(n int) model.Receipt {
	return model.Receipt{
		ID: model.ReceiptID(uint64(n)), Number: uint64(n), By: fmt.Sprintf("officer %d", n%7), File: "a.csv",
		Committed: officetest.Date(2020, 1, 1).Add(time.Duration(n) * time.Minute),
	}
}

func (m *many) Receipt(_ context.Context, id string) (model.Receipt, error) {
	n, err := model.ParseReceiptID(id)
	if err != nil || n == 0 || n > uint64(m.of) {
		return model.Receipt{}, model.ErrNoReceipt
	}
	return m.receipt(int(n)), nil
}

// readOnly are the pages of a jindu that takes nothing in.
func readOnly(t *testing.T, receipts submissions.Receipts) func(path string) *httptest.ResponseRecorder {
	t.Helper()
	o := officetest.New(t)
	kit := &page.Kit{
		Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Version: "test",
		Clock: func() time.Time { return o.Now }, Logger: slog.New(slog.DiscardHandler),
	}
	if receipts == nil {
		receipts = o.Ledger
		o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2020, 7), 1219e6)
	}
	route, err := submissions.New(kit, submissions.Options{Receipts: receipts})
	require.NoError(t, err)
	gin.SetMode(gin.TestMode)
	engine := gin.New()
	route(engine)
	return func(path string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("Accept", "text/html")
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, r)
		return w
	}
}

var receiptLink = regexp.MustCompile(`<td><a href="[^"]*">(R\d+)</a>`)

// The first page of a large ledger reads no more than it shows; following the
// links shows every receipt once.
func TestTheListIsReadByThePage(t *testing.T) {
	receipts := &many{of: 100_000}
	get := readOnly(t, receipts)
	first := get("/submissions?lang=en")
	require.Equal(t, http.StatusOK, first.Code)
	require.Less(t, receipts.read, 60)
	require.Contains(t, first.Body.String(), "R100000")

	receipts.read = 0
	require.Contains(t, get("/submissions?lang=en&from=2020-03-10").Body.String(), "R100000")
	require.Less(t, receipts.read, 60)

	receipts.of = 175
	seen := map[string]int{}
	path := "/submissions?lang=en"
	for range 10 {
		body := get(path).Body.String()
		for _, found := range receiptLink.FindAllStringSubmatch(body, -1) {
			seen[found[1]]++
		}
		_, link, more := strings.Cut(body, `<a rel="next" href="`)
		if !more {
			break
		}
		link, _, _ = strings.Cut(link, `"`)
		path = "/submissions" + strings.ReplaceAll(link, "&amp;", "&")
	}
	require.Len(t, seen, 175)
	for id, times := range seen {
		require.Equal(t, 1, times, id)
	}
}

func TestAReadOnlyJinduHasNoForms(t *testing.T) {
	get := readOnly(t, nil)
	figure := "/submissions/correct?lang=en&indicator=general_public_budget_revenue&region=410505&measure=ytd&period=2020-07"
	for _, path := range []string{"/submissions?lang=en", "/submissions/R000001?lang=en", figure, "/submissions?lang=en&as_of=2020-10-01"} {
		w := get(path)
		require.Equal(t, http.StatusOK, w.Code, path)
		require.NotContains(t, w.Body.String(), `method="post"`, path)
		require.NotContains(t, w.Body.String(), "Refused uploads", path)
	}
	require.Contains(t, get(figure).Body.String(), "12.19", "its history can be read")
	require.Contains(t, get(figure).Body.String(), "only reads")
	require.NotEqual(t, http.StatusOK, get("/submissions/refused").Code)
	require.NotEqual(t, http.StatusOK, get("/submissions/R000001/files/0").Code)
}

// Every indicator of the catalog has a unit in which each of its measures can
