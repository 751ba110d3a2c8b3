package web_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/web"
	"jindu/internal/web/page"
)

// serverOf is a server whose page shows an office.
func serverOf(t *testing.T, o *officetest.Office, submissions func(gin.IRouter)) *web.Server {
	t.Helper()
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	if submissions == nil {
		submissions = func(gin.IRouter) {}
	}
	options := plainOptions(o, boards)
	options.Routes = []func(gin.IRouter){submissions}
	s, err := web.New(options)
	require.NoError(t, err)
	return s
}

// plainOptions are those of a server that shows an office's boards on the
// bulletin's day, with one alert.
func plainOptions(o *officetest.Office, boards *board.Boards) web.Options {
	return web.Options{
		Kit: page.Kit{
			Boards: boards, Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Version: "test",
			Clock:  func() time.Time { return officetest.Date(2020, 9, 8).Add(9 * time.Hour) },
			Logger: slog.New(slog.DiscardHandler),
		},
		Metrics: http.NotFoundHandler(), SelfMetrics: http.NotFoundHandler(), Query: http.NotFoundHandler(),
		Alerts: func() []web.ActiveAlert {
			return []web.ActiveAlert{{Severity: "critical", Summary: model.Text{ZH: "<落后>", EN: "<behind>"}}}
		},
	}
}

func read(t *testing.T, s *web.Server, target string, header ...string) (int, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

// noBoards are of a store that can't be reached.
type noBoards struct{ page.Boards }

func (noBoards) Board(context.Context, time.Time, time.Time) (*progress.Board, error) {
	return nil, errors.New("connection refused")
}

func TestAPageWithoutABoardSaysSoInTheReadersLanguage(t *testing.T) {
	options := plainOptions(officetest.New(t), nil)
	options.Boards = noBoards{}
	s, err := web.New(options)
	require.NoError(t, err)
	for _, page := range []string{"/", "/regions"} {
		for lang, want := range map[string]string{"zh": "看板无法生成，详见日志", "en": "the board can&#39;t be drawn; see the log"} {
			status, text := read(t, s, page+"?lang="+lang)
			require.Equal(t, http.StatusInternalServerError, status)
			require.Contains(t, text, `<p role="alert">`+want+"</p>")
		}
	}
}

func TestOfAStoreThatIsAwayNobodyIsToldThatJinduFailed(t *testing.T) {
	options := plainOptions(officetest.New(t), nil)
	options.Boards = noBoards{}
	options.Judge = func(context.Context, time.Time, time.Time, []string) (web.Judged, error) {
		return web.Judged{}, errors.New("connection refused")
	}
	options.Away = func(context.Context) error { return errors.New("secret of the network") }
	s, err := web.New(options)
	require.NoError(t, err)
	for _, page := range []string{"/", "/regions"} {
		for lang, want := range map[string]string{
			"zh": "所读的存储连不上，请稍后再试", "en": "the store that is read can&#39;t be reached; try again later",
		} {
			status, text := read(t, s, page+"?lang="+lang)
			require.Equal(t, http.StatusServiceUnavailable, status)
			require.Contains(t, text, `<p role="alert">`+want+"</p>")
			require.NotContains(t, text, "secret")
		}
	}
	for _, path := range []string{"/judgements", web.SchedulePath + "?project=P1", "/api/jindu/v1/regions"} {
		status, text := read(t, s, path)
		require.Equal(t, http.StatusServiceUnavailable, status, path)
		require.JSONEq(t, `{"error":{"code":"unavailable","message":{"zh":"所读的存储连不上，请稍后再试",`+
			`"en":"the store that is read can't be reached; try again later"}}}`, text)
	}
}

func TestThePageSumsTheBoardUp(t *testing.T) {
	o := officetest.New(t)
	o.Task("P1", 2020, 65_5700_0000)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一"})
	o.Report("P1", officetest.Date(2020, 7, 31), 48_3000_0000)
	o.Task("P2", 2020, 0)
	o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2020, 7), 12_1900_0000)
	o.Indicator("general_public_budget_revenue", model.YTDGrowth, model.NewMonth(2020, 7), 0.079)
	s := serverOf(t, o, nil)

	status, zh := read(t, s, "/", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
	require.Equal(t, http.StatusOK, status)
	for _, want := range []string{
		"殷都区", "65.57", "48.30", "73.7%", "58.3%", "&#43;15.3个百分点", "数据截至 2020-07-31", "12.19 亿元", "&#43;7.9%", "&lt;落后&gt;",
	} {
		require.Contains(t, zh, want)
	}
	_, en := read(t, s, "/", "Accept-Language", "en-GB")
	require.Contains(t, en, "Yindu")
	require.Contains(t, en, "&#43;15.3 points")
	require.NotRegexp(t, `\p{Han}`, strings.NewReplacer("进度", "", "中文", "").Replace(en), "an English page speaks English")
	_, byChoice := read(t, s, "/?lang=en", "Accept-Language", "zh")
	require.Equal(t, mainOf(en), strings.ReplaceAll(mainOf(byChoice), "lang=en&amp;", ""), "links carry the choice on")
}

// mainOf is what stands between a page's head and foot.
func mainOf(page string) string {
	_, after, _ := strings.Cut(page, "<main")
	before, _, _ := strings.Cut(after, "</main>")
	return before
}

func TestWhatIsNotKnownIsNotZero(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "P1", officetest.Date(2019, 1, 1), model.Project{Name: "一"})
	o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2019, 12), 12_1900_0000)
	_, page := read(t, serverOf(t, o, nil), "/?lang=en")
	require.NotContains(t, page, "0.00")
	require.Contains(t, page, "no report this year")
	require.Contains(t, page, "late 2020-01", "a late indicator stays on the page")
}

func TestAnEmptyLedgerSaysWhatToDo(t *testing.T) {
	status, page := read(t, serverOf(t, officetest.New(t), nil), "/")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, page, "还没有数据")
	require.Contains(t, page, "jindu ingest")
}

func TestHealthAndReadiness(t *testing.T) {
	s := serverOf(t, officetest.New(t), nil)
	for _, path := range []string{"/healthz", "/readyz"} {
		status, _ := read(t, s, path)
		require.Equal(t, http.StatusOK, status, path)
	}
	status, _ := read(t, s, "/nowhere")
	require.Equal(t, http.StatusNotFound, status)
}

func TestAnotherSitesFormCantHandFiguresIn(t *testing.T) {
	taken := false
	s := serverOf(t, officetest.New(t), func(r gin.IRouter) {
		r.POST("/submissions", func(*gin.Context) { taken = true })
	})
	r := httptest.NewRequest(http.MethodPost, "/submissions", strings.NewReader("x"))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Origin", "https://elsewhere.example")
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	require.Equal(t, http.StatusForbidden, w.Code)
	require.Contains(t, w.Body.String(), `"code":"cross_origin"`)
	require.False(t, taken)
}

func TestAPanicIsAnsweredAndTheServerLives(t *testing.T) {
	s := serverOf(t, officetest.New(t), func(r gin.IRouter) {
		r.GET("/panic", func(*gin.Context) { panic("on purpose") })
	})
	status, body := read(t, s, "/panic")
	require.Equal(t, http.StatusInternalServerError, status)
	require.NotContains(t, body, "purpose")
	status, _ = read(t, s, "/")
	require.Equal(t, http.StatusOK, status)
}

// A request under way is finished when the server is told to stop.
func TestStoppingFinishesWhatIsUnderWay(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	s := serverOf(t, officetest.New(t), func(r gin.IRouter) {
		r.GET("/slow", func(c *gin.Context) {
			close(begun)
			<-finish
			c.String(http.StatusOK, "done")
		})
	})
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- web.Serve(ctx, listener, "", s.Handler(), slog.New(slog.DiscardHandler)) }()
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String() + "/slow") //nolint:noctx // Ends with the server.
		if err != nil {
			answered <- err.Error()
			return
		}
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
		_ = response.Body.Close()
	}()
	<-begun
	stop()
	close(finish)
	require.Equal(t, "done", <-answered)
	require.NoError(t, <-served)
}

func TestAServerForThisMachineAnswersToItsOwnNamesOnly(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	s := serverOf(t, officetest.New(t), nil)
	go func() { served <- web.Serve(ctx, listener, "", s.Handler(), slog.New(slog.DiscardHandler)) }()
	for host, want := range map[string]int{
		"": 200, "localhost": 200, "LOCALHOST:8080": 200, "[::1]:8080": 200, "127.0.0.1": 200,
		"evil.example": 421, "evil.example:8080": 421, "10.0.0.1": 421, "localhost.evil.example": 421,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String()+"/healthz", nil)
		require.NoError(t, err)
		r.Host = host
		response, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, want, response.StatusCode, host)
	}
	stop()
	require.NoError(t, <-served)
}
