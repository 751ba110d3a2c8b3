package page_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/sheet"
	"jindu/internal/web/page"
)

type row struct {
	name string
	gap  progress.Number
}

func listing() page.Listing[row] {
	return page.Listing[row]{Columns: []page.Column[row]{
		{Key: "name", Name: model.Text{ZH: "名称", EN: "name"}, Cell: func(r row) sheet.Cell { return sheet.Text(r.name) }},
		{Key: "gap", Name: model.Text{ZH: "差", EN: "gap"}, Cell: func(r row) sheet.Cell { return sheet.Number(sheet.Points, r.gap) }, Worst: true},
		{Name: model.Text{ZH: "注", EN: "note"}, Cell: func(row) sheet.Cell { return sheet.Text("<b>") }},
	}}
}

func askedFor(query string) page.Asked {
	values, _ := url.ParseQuery(query)
	return page.Asked{Query: values, Lang: model.English, Path: "/things"}
}

func names(rows []row) (all string) {
	for _, r := range rows {
		all += r.name
	}
	return all
}

func TestAListIsSortedByWhatIsKnownAndTheUnknownComesLast(t *testing.T) {
	for query, want := range map[string]string{
		"": "cabd", "sort=name": "abcd", "sort=-name": "dcba", "sort=gap": "bcad", "sort=-gap": "cbad",
	} {
		rows := []row{{"c", progress.Known(.2)}, {"a", progress.Number{}}, {"b", progress.Known(-.1)}, {"d", progress.Number{}}}
		require.Nil(t, listing().Sort(rows, askedFor(query)))
		require.Equal(t, want, names(rows), query)
	}
	wrong := listing().Sort(nil, askedFor("sort=colour"))
	require.Equal(t, http.StatusBadRequest, wrong.Status)
	require.Equal(t, "sort: want one of name, gap, with - before it for the largest first", wrong.Text.EN)
}

func TestAHeadSortsByWhatReadersLookFor(t *testing.T) {
	heads := listing().Table(nil, askedFor("q=x&page=3&sort=gap")).Heads
	require.Equal(t, "?q=x&sort=name", heads[0].Link)
	require.Equal(t, "none", heads[0].Sorted)
	require.Equal(t, "?q=x&sort=-gap", heads[1].Link, "the second click turns it round")
	require.Equal(t, "ascending", heads[1].Sorted)
	require.Empty(t, heads[2].Link)
	require.Empty(t, heads[2].Sorted)
}

func TestALongListComesInPages(t *testing.T) {
	var rows []row
	for i := range 250 {
		rows = append(rows, row{name: fmt.Sprint(i)})
	}
	for query, want := range map[string]string{
		"": "1 100 100 0", "page=2": "101 200 100 100", "page=3": "201 250 50 200", "page=99": "201 250 50 200", "page=-1": "1 100 100 0", "page=x": "1 100 100 0",
	} {
		table := listing().Table(rows, askedFor(query))
		require.Equal(t, want, fmt.Sprintf("%d %d %d %s", table.Pages.First, table.Pages.Last, len(table.Rows), table.Rows[0][0].HTML), query)
	}
	first := listing().Table(rows, askedFor("sort=name"))
	require.Empty(t, first.Pages.Before)
	require.Equal(t, "?page=2&sort=name", first.Pages.After)
	require.Equal(t, "&lt;b&gt;", string(first.Rows[0][2].HTML))
	require.Len(t, listing().Sheet("x", rows, askedFor("page=2")).Rows, 250, "what is kept is all of it")
	require.Equal(t, 0, listing().Table(nil, askedFor("")).Pages.First)
}

func TestLinksKeepWhatTheReaderChose(t *testing.T) {
	a := askedFor("lang=en&time=2020-07&region=410505&q=x&sort=gap")
	require.Equal(t, "/projects?lang=en&region=410505&time=2020-07", a.To("/projects"))
	require.Equal(t, "/projects?colour=red&lang=en&time=2020-07", a.To("/projects", "region", "", "colour", "red"))
	require.Equal(t, "?lang=en&q=x&region=410505&sort=gap", a.Here("time", ""))
	require.Equal(t, "/x", askedFor("").To("/x"))
	require.Equal(t, []page.Hidden{{Name: "lang", Value: "en"}, {Name: "q", Value: "x"}, {Name: "sort", Value: "gap"}}, a.Others("time", "region"))
}

func TestTheDatesOfTheHeadAreThoseAsked(t *testing.T) {
	zone := officetest.Zone
	kit := &page.Kit{Zone: zone}
	frame := page.Frame{Kit: kit, Asked: askedFor("time=2020-07&as_of=2020-09-08T09:00:00%2B08:00")}
	frame.At, frame.AsOf = officetest.EndOf(2020, 7, 31), time.Date(2020, 9, 8, 9, 0, 0, 0, zone)
	require.Equal(t, page.Field{Type: "date", Value: "2020-07-31"}, frame.TimeField())
	require.Equal(t, page.Field{Type: "text", Value: "2020-09-08T09:00:00+08:00"}, frame.AsOfField(), "an instant is not made a day of")
	require.Equal(t, page.Field{Type: "date"}, page.Frame{Kit: kit, Asked: askedFor("")}.TimeField())
}

func TestAssetsAreKeptByTheirContent(t *testing.T) {
	assets, err := page.NewAssets()
	require.NoError(t, err)
	gin.SetMode(gin.TestMode)
	engine := gin.New()
	assets.Register(engine)
	link, err := assets.Link("style.css")
	require.NoError(t, err)
	for target, want := range map[string]string{link: "public, max-age=31536000, immutable", "/assets/style.css?v=old": "no-cache"} {
		w := httptest.NewRecorder()
		engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
		require.Equal(t, http.StatusOK, w.Code)
		require.Equal(t, want, w.Header().Get("Cache-Control"))
		require.Contains(t, w.Header().Get("Content-Type"), "text/css")
	}
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/assets/..%2Fkit.go", nil))
	require.Equal(t, http.StatusNotFound, w.Code)
	_, err = assets.Link("none.js")
	require.Error(t, err)
}
