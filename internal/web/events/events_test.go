package events_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web"
	"jindu/internal/web/events"
	"jindu/internal/web/page"
)

// A station is a server with a broadcaster, over a real connection and through
// all that stands between: compression, pace, protection.
type station struct {
	*events.Broadcaster
	address string
	stop    context.CancelFunc
	ended   chan error // Of the server and of the broadcaster.
}

func open(t *testing.T, change func(*events.Options)) *station {
	t.Helper()
	o := officetest.New(t)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	clock := func() time.Time { return officetest.Date(2020, 9, 8) }
	options := events.Options{
		Clock: clock, Version: "test", Logger: slog.New(slog.DiscardHandler),
		Until: func(context.Context) (time.Time, error) { return time.Time{}, nil },
		Every: time.Hour, Most: events.DefaultMost,
	}
	if change != nil {
		change(&options)
	}
	s := &station{Broadcaster: events.New(options), ended: make(chan error, 2)}
	server, err := web.New(web.Options{
		Kit: page.Kit{
			Boards: boards, Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone,
			Clock: clock, Logger: options.Logger,
		},
		Metrics: http.NotFoundHandler(), SelfMetrics: http.NotFoundHandler(), Query: http.NotFoundHandler(),
		Routes: []func(gin.IRouter){s.Register},
	})
	require.NoError(t, err)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.address = "http://" + listener.Addr().String() + events.Path
	ctx, stop := context.WithCancel(t.Context())
	s.stop = stop
	go func() { s.ended <- web.Serve(ctx, listener, "", server.Handler(), options.Logger) }()
	go func() { s.ended <- s.Run(ctx) }()
	return s
}

// closed waits until the server and the broadcaster have ended.
func (s *station) closed(t *testing.T) {
	t.Helper()
	s.stop()
	for range 2 {
		require.NoError(t, <-s.ended)
	}
}

// A stream is what one client hears.
type stream struct {
	*bufio.Reader
	io.Closer
	header http.Header
}

// listen opens a stream and hears that it is there.
func (s *station) listen(t *testing.T) *stream {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.address, nil)
	require.NoError(t, err)
	r.Header.Set("Accept-Encoding", "gzip") // As browsers ask.
	answer, err := (&http.Transport{}).RoundTrip(r)
	require.NoError(t, err)
	t.Cleanup(func() { _ = answer.Body.Close() })
	require.Equal(t, http.StatusOK, answer.StatusCode)
	heard := &stream{bufio.NewReader(answer.Body), answer.Body, answer.Header}
	line, err := heard.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "retry: 5000\n", line)
	require.Equal(t, "hello", heard.next(t))
	return heard
}

// next is the next event that is told.
func (s *stream) next(t *testing.T) string {
	t.Helper()
	for {
		line, err := s.ReadString('\n')
		require.NoError(t, err)
		if kind, ok := strings.CutPrefix(line, "event: "); ok {
			return strings.TrimSpace(kind)
		}
	}
}

func TestACommitIsToldToAllAtOnce(t *testing.T) {
	committed := make(chan struct{}, 1)
	s := open(t, func(o *events.Options) { o.Committed = committed })
	one, other := s.listen(t), s.listen(t)
	require.Equal(t, "text/event-stream", one.header.Get("Content-Type"))
	require.Empty(t, one.header.Get("Content-Encoding"), "what is compressed comes late")
	committed <- struct{}{}
	require.Equal(t, "commit", one.next(t))
	require.Equal(t, "commit", other.next(t))
	s.Tell(events.Alerts)
	require.Equal(t, "alerts", one.next(t))
	s.closed(t)
}

func TestAStreamBeatsThoughNothingHappens(t *testing.T) {
	s := open(t, func(o *events.Options) { o.Every = time.Millisecond })
	heard := s.listen(t)
	for range 3 {
		require.Equal(t, "beat", heard.next(t))
	}
	s.closed(t)
}

// Time alone changes the board at an instant that the board knows; nobody is
// drawn one for while nobody listens.
func TestTimeIsToldWhenItChangesTheBoard(t *testing.T) {
	deadline := officetest.Date(2020, 9, 9)
	var now atomic.Pointer[time.Time]
	set := func(at time.Time) { now.Store(&at) }
	set(deadline.Add(-time.Minute))
	asked := make(chan struct{}, 2)
	s := open(t, func(o *events.Options) {
		o.Every, o.Clock = 5*time.Millisecond, func() time.Time { return *now.Load() }
		o.Until = func(context.Context) (time.Time, error) {
			select {
			case asked <- struct{}{}:
			default: // The test has seen enough.
			}
			if now.Load().Before(deadline) {
				return deadline, nil
			}
			return time.Time{}, errors.New("the store is away")
		}
	})
	heard := s.listen(t)
	<-asked
	<-asked
	require.Equal(t, "beat", heard.next(t))
	set(deadline)
	for {
		if kind := heard.next(t); kind != "beat" {
			require.Equal(t, "time", kind)
			break
		}
	}
	for range 4 { // An error ends nothing.
		<-asked
	}
	s.closed(t)
}

func TestNoBoardIsDrawnForNobody(t *testing.T) {
	beats := make(chan struct{}, 100)
	s := open(t, func(o *events.Options) {
		o.Every = time.Millisecond
		o.Clock = func() time.Time {
			select {
			case beats <- struct{}{}:
			default:
			}
			return officetest.Date(2020, 9, 8)
		}
		o.Until = func(context.Context) (time.Time, error) {
			t.Error("a board was drawn")
			return time.Time{}, nil
		}
	})
	for range 5 {
		<-beats
	}
	s.closed(t)
}

// A stopping server does not wait for those who only listen.
func TestStreamsEndWithTheServer(t *testing.T) {
	s := open(t, nil)
	heard := s.listen(t)
	began := time.Now()
	s.closed(t)
	require.Less(t, time.Since(began), 5*time.Second, "it waited for the stream")
	rest, err := io.ReadAll(heard)
	require.NoError(t, err, "it was cut off")
	require.NotContains(t, string(rest), "event: ")
}

func TestThereAreNotMoreStreamsThanTheLimit(t *testing.T) {
	s := open(t, func(o *events.Options) { o.Most = 1 })
	first := s.listen(t)
	refused := func() (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.address, nil)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer answer.Body.Close()
		if answer.StatusCode == http.StatusOK {
			return answer.StatusCode, ""
		}
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.Equal(t, "5", answer.Header.Get("Retry-After"))
		return answer.StatusCode, string(body)
	}
	status, body := refused()
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, body, `"code":"too_many_streams"`)
	require.NoError(t, first.Close()) // Whoever goes makes room.
	require.Eventually(t, func() bool {
		status, _ := refused()
		return status == http.StatusOK
	}, 5*time.Second, 10*time.Millisecond)
	s.closed(t)
}

// One who does not read is neither waited for nor kept for ever in the dark.
func TestASlowListenerHoldsNobodyUp(t *testing.T) {
	s := open(t, nil)
	slow, quick := s.listen(t), s.listen(t)
	for range 1000 {
		s.Tell(events.Commit)
	}
	require.Equal(t, "commit", quick.next(t))
	require.Equal(t, "commit", slow.next(t))
	s.closed(t)
}

func TestAfterTheEndNobodyIsTaken(t *testing.T) {
	s := open(t, nil)
	s.closed(t)
	engine := gin.New()
	s.Register(engine)
	server := &http.Server{Handler: engine, ReadHeaderTimeout: time.Second}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	answer, err := http.Get("http://" + listener.Addr().String() + events.Path) //nolint:noctx // It is answered at once.
	require.NoError(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, answer.StatusCode)
	require.Contains(t, string(body), `"code":"stopping"`)
}
