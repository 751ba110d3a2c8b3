package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	toolkit "github.com/prometheus/exporter-toolkit/web"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// Options are what a Server needs. All must be given that do not say otherwise.
type Options struct {
	page.Kit

	Metrics     http.Handler                // /metrics: the board.
	SelfMetrics http.Handler                // /metrics/self: jindu's own.
	Query       http.Handler                // /api/v1/*.
	Routes      []func(gin.IRouter)         // What others answer: /submissions and more.
	Alerts      func() []ActiveAlert        // What the page shows of them.
	Judge       Judge                       // Answers /judgements.
	Links       func() []RegionLink         // How the districts' jindus are heard from; nil where none delivers here.
	Undrawable  func(context.Context) error // Why no board can be drawn now, ErrDrawing while the first one is; nil where one is drawn to see.
}

// An ActiveAlert is an alert that is firing.
type ActiveAlert struct {
	Name     string
	Severity string
	Summary  model.Text

	Region, Project, Indicator string // Codes, from its labels; empty where it has none.
}

// Server answers everything, by one catalog.
type Server struct {
	options Options
	handler http.Handler
}

// New makes a server; nothing listens until Serve is given its handler.
func New(o Options) (*Server, error) {
	s := &Server{options: o}
	home, err := newHomePage(s)
	if err != nil {
		return nil, err
	}
	assets, err := page.NewAssets()
	if err != nil {
		return nil, err
	}
	comparison, err := newRegionsPage(s)
	if err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode) // Gin has no other way to keep its routes off the terminal.
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.Use(s.recovery(), headers)
	// What watches a service often asks by HEAD.
	read := func(path string, h gin.HandlerFunc) { engine.Match([]string{http.MethodGet, http.MethodHead}, path, h) }
	read("/", home.serve)
	read("/healthz", func(c *gin.Context) { c.String(http.StatusOK, "ok\n") })
	read("/readyz", s.ready)
	read("/metrics", gin.WrapH(s.orAway(o.Metrics)))
	read("/metrics/self", gin.WrapH(o.SelfMetrics))
	read(SchedulePath, s.schedule)
	read(RegionsPath, s.compare)
	read(AcknowledgementsPath, s.acknowledgements)
	read("/regions", comparison.serve)
	assets.Register(engine)
	engine.Any("/api/v1/*path", gin.WrapH(s.orAway(o.Query)))
	read("/judgements", s.judgements)
	engine.POST("/judgements", s.judgements)
	for _, add := range o.Routes {
		add(engine)
	}
	// Another site's page, open in an officer's browser, must not hand in
	// figures in the officer's name.
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(denyOrigin))
	zip, err := gzhttp.NewWrapper(gzhttp.ContentTypes(zipped))
	if err != nil {
		return nil, fmt.Errorf("compress pages: %w", err)
	}
	s.handler = zip(protection.Handler(engine))
	return s, nil
}

// zipped are the kinds of answer that are compressed for browsers that take it:
// the wall must show over a district's line at 10 KB/s. What is streamed to
// them as it happens, and what programs ask for, goes as it is.
var zipped = []string{"text/html", "text/css", "text/javascript", "image/svg+xml", "text/csv"}

// denyOrigin answers what another site's page sent.
func denyOrigin(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write([]byte(`{"error":{"code":"cross_origin","message":{` + // The client has gone if this fails.
		`"zh":"不接受其他网站的页面提交的请求","en":"requests made by pages of other sites are not taken"}}}` + "\n"))
}

// Handler answers requests.
func (s *Server) Handler() http.Handler { return s.handler }

// recovery answers a request whose handler panicked, and logs why.
func (s *Server) recovery() gin.HandlerFunc {
	return gin.CustomRecoveryWithWriter(nil, func(c *gin.Context, reason any) {
		s.options.Logger.Error("a request's handler panicked", "path", c.Request.URL.Path, "reason", reason)
		c.AbortWithStatus(http.StatusInternalServerError)
	})
}

// headers are those of every answer.
func headers(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:")
	c.Next()
}

// ErrDrawing says that the first board is being drawn.
var ErrDrawing = errors.New("drawing the first board")

// ready tells whether a board can be drawn. It draws none where it can be told
// otherwise: a probe does not wait for as long as that can take.
func (s *Server) ready(c *gin.Context) {
	if s.options.Away != nil {
		if err := s.options.Away(c.Request.Context()); err != nil {
			s.options.Logger.Error("not ready", "err", err)
			c.String(http.StatusServiceUnavailable, "the store that is read can't be reached; see the log\n")
			return
		}
	}
	switch err := s.undrawable(c.Request.Context()); {
	case errors.Is(err, ErrDrawing):
		c.String(http.StatusServiceUnavailable, err.Error()+"\n")
		return
	case err != nil:
		s.options.Logger.Error("not ready", "err", err)
		c.String(http.StatusServiceUnavailable, "the board can't be drawn; see the log\n")
		return
	}
	c.String(http.StatusOK, "ready\n")
}

func (s *Server) undrawable(ctx context.Context) error {
	if s.options.Undrawable != nil {
		return s.options.Undrawable(ctx)
	}
	_, err := s.options.Boards.Board(ctx, s.options.Clock(), time.Time{})
	return err
}

// The limits of a connection; those of requests and answers are by their pace.
const (
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	closeTimeout  = 10 * time.Second
)

// Serve answers by a handler on a listener until the context ends, then lets
// requests under way finish. The web configuration is a file of Prometheus's (TLS, basic
// auth), or empty.
func Serve(ctx context.Context, listener net.Listener, webConfig string, handler http.Handler, logger *slog.Logger) error {
	if webConfig == "" && IsLoopback(listener.Addr()) {
		handler = onlyLoopbackNames(handler)
	}
	server := &http.Server{
		Handler:           paced(handler),
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	closed := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
		defer cancel()
		closed <- server.Shutdown(grace)
	})
	defer stop()
	systemd := false
	err := toolkit.Serve(listener, server, &toolkit.FlagConfig{WebSystemdSocket: &systemd, WebConfigFile: &webConfig}, logger)
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	}
	return <-closed
}
