package wall_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/web/page"
	"jindu/internal/web/wall"
)

// now is the bulletin's day.
var now = officetest.Date(2020, 9, 8).Add(9 * time.Hour)

// A hung wall is one over an office, and the boards that it shows.
type hung struct {
	*testing.T
	boards *board.Boards
	engine *gin.Engine
}

// hang hangs a wall over an office; change may change how.
func hang(t *testing.T, o *officetest.Office, change func(*page.Kit, *wall.Needs)) *hung {
	t.Helper()
	kit := page.Kit{
		Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Version: "test",
		Clock: func() time.Time { return now }, Logger: slog.New(slog.DiscardHandler),
	}
	needs := wall.Needs{Alerts: func() []wall.Alert { return nil }}
	if change != nil {
		change(&kit, &needs)
	}
	rules := officetest.AllPacks(t)
	rules.Catalog = kit.Catalog
	boards, err := board.New(o.Ledger, rules)
	require.NoError(t, err)
	needs.Course = boards.Course
	if kit.Boards == nil {
		kit.Boards = boards
	}
	route, err := wall.New(&kit, needs)
	require.NoError(t, err)
	gin.SetMode(gin.ReleaseMode)
	h := &hung{t, boards, gin.New()}
	route(h.engine)
	return h
}

// read asks for the wall.
func (h *hung) read(query string) (status int, body string) {
	h.Helper()
	w := httptest.NewRecorder()
	h.engine.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/wall?"+query, nil))
	return w.Code, w.Body.String()
}

// page is the wall that must be there.
func (h *hung) page(query string) string {
	h.Helper()
	status, body := h.read(query)
	require.Equal(h, http.StatusOK, status, body)
	return body
}

// words are what stands in a part of a page, without markup.
func (h *hung) words(page, id string) string {
	h.Helper()
	from := strings.Index(page, `id="`+id+`"`)
	require.GreaterOrEqual(h, from, 0, "there is no %s", id)
	rest := page[from:]
	end := "</section>"
	if page[from-3:from] == "<p " {
		end = "</p>"
	}
	return text(between(rest, ">", end))
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

func text(html string) string {
	plain := tags.ReplaceAllString(html, " ")
	plain = strings.NewReplacer("&#43;", "+", "&#39;", "'", "&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(plain)
	return strings.TrimSpace(spaces.ReplaceAllString(plain, " "))
}

// between is what stands in a page after one text and before another.
func between(page, from, to string) string {
	_, rest, _ := strings.Cut(page, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}

// board is the board that the wall shows.
func (h *hung) board(t time.Time) *progress.Board {
	h.Helper()
	b, err := h.boards.Board(h.Context(), t, time.Time{})
	require.NoError(h, err)
	return b
}

// example is the office of the bulletin's district.
func example(t *testing.T) *officetest.Office {
	t.Helper()
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 9, 8)
	c, err := collector.New(collector.Options{
		Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Clock: func() time.Time { return o.Now },
		KeepDir: t.TempDir(), Logger: slog.New(slog.DiscardHandler), Registerer: prometheus.NewRegistry(), Turn: collector.NewTurn(),
	})
	require.NoError(t, err)
	workbook, err := yindu2020.Workbook()
	require.NoError(t, err)
	_, err = c.Submit(t.Context(), collector.Upload{
		Files: []format.File{{Name: yindu2020.WorkbookName, Content: workbook}}, By: "test", Source: "file",
	})
	require.NoError(t, err)
	return o
}
