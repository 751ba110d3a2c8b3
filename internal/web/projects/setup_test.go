package projects_test

import (
	"encoding/csv"
	"html"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
	"jindu/internal/web/page"
	"jindu/internal/web/projects"
)

// now is when the pages are read: the morning of the bulletin's day.
var now = officetest.Date(2020, 9, 8).Add(9 * time.Hour)

// site answers for the pages over a ledger.
type site struct {
	http.Handler
	boards *board.Boards
}

func siteOf(t testing.TB, ledger store.Ledger, rules progress.Rules) site {
	t.Helper()
	boards, err := board.New(ledger, rules)
	require.NoError(t, err)
	kit := &page.Kit{
		Boards: boards, Ledger: ledger, Catalog: rules.Catalog, Zone: officetest.Zone, Version: "test",
		Clock: func() time.Time { return now }, Logger: slog.New(slog.DiscardHandler),
	}
	register, err := projects.New(kit, ledger, boards)
	require.NoError(t, err)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	register(engine)
	return site{engine, boards}
}

// read asks for an address and gives the status and the text of the answer.
func (s site) read(t testing.TB, target string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w.Code, w.Body.String()
}

// shown asks for a page that must be there.
func (s site) shown(t testing.TB, target string) string {
	t.Helper()
	status, text := s.read(t, target)
	require.Equal(t, http.StatusOK, status, "%s: %s", target, text)
	return text
}

// table asks for the list as CSV: its heads, and the rows by their heads.
func (s site) table(t testing.TB, query string) ([]string, []map[string]string) {
	t.Helper()
	text := s.shown(t, "/projects?format=csv&"+query)
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		rows = append(rows, row)
	}
	return lines[0], rows
}

// column is what stands in a column of the list.
func column(rows []map[string]string, head string) (all []string) {
	for _, row := range rows {
		all = append(all, row[head])
	}
	return all
}

// tile is the figure of a page's tile.
func tile(t testing.TB, text, name string) string {
	t.Helper()
	found := regexp.MustCompile(`<li>` + regexp.QuoteMeta(name) + `<b[^>]*>([^<]*)</b>`).FindStringSubmatch(html.UnescapeString(text))
	require.NotNil(t, found, name)
	return found[1]
}

// example is a site over the example's ledger, judged by the default pack.
func example(t testing.TB) site {
	t.Helper()
	zone := officetest.Zone
	ledger, err := pebble.Open(t.Context(), pebble.Options{
		Dir: t.TempDir(), Clock: func() time.Time { return now }, Zone: zone, Ballast: -1, Reserve: -1,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ledger.Close()) })
	c, err := collector.New(collector.Options{
		Ledger: ledger, Catalog: model.DefaultCatalog(), Zone: zone, Clock: func() time.Time { return now },
	})
	require.NoError(t, err)
	workbook, err := yindu2020.Workbook()
	require.NoError(t, err)
	_, err = c.Submit(t.Context(), collector.Upload{
		Files: []format.File{{Name: yindu2020.WorkbookName, Content: workbook}}, By: "统计局", Source: "test", Recorded: officetest.Date(2020, 9, 8),
	})
	require.NoError(t, err)
	rules := officetest.Rules()
	rules.Colours = nil
	for _, name := range []string{"default", "default-score"} {
		text, err := fs.ReadFile(alerts.Packs, "packs/"+name+".yml")
		require.NoError(t, err)
		require.NoError(t, rules.Add(text))
	}
	return siteOf(t, ledger, rules)
}
