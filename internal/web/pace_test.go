package web_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/web"
)

// oneConnection is a listener that has one, over a pipe.
type oneConnection struct {
	net.Conn

	waits chan net.Conn
}

func (l *oneConnection) Accept() (net.Conn, error) {
	if c, ok := <-l.waits; ok {
		return c, nil
	}
	return nil, net.ErrClosed
}

func (l *oneConnection) Close() error   { close(l.waits); return nil }
func (l *oneConnection) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1)} }

// connected runs a test with a client's end of a connection to a server, on a
// clock that goes as fast as there is nothing to do.
func connected(t *testing.T, handle http.HandlerFunc, do func(t *testing.T, client net.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		client, server := net.Pipe()
		listener := &oneConnection{waits: make(chan net.Conn, 1)}
		listener.waits <- server
		served := make(chan error, 1)
		go func() { served <- web.Serve(ctx, listener, "", handle, slog.New(slog.DiscardHandler)) }()
		do(t, client)
		require.NoError(t, client.Close())
		stop()
		require.NoError(t, <-served)
	})
}

// answer reads one, and its body at a pace.
func answer(t *testing.T, client net.Conn, wait time.Duration) ([]byte, error) {
	t.Helper()
	response, err := http.ReadResponse(bufio.NewReaderSize(client, 4<<10), nil)
	require.NoError(t, err)
	var all []byte
	for some := make([]byte, 32<<10); ; time.Sleep(wait) {
		n, err := io.ReadFull(response.Body, some)
		if all = append(all, some[:n]...); err == io.EOF || err == io.ErrUnexpectedEOF && int64(len(all)) == response.ContentLength {
			return all, nil
		} else if err != nil {
			return all, err
		}
	}
}

func head(length int) []byte {
	return []byte("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + strconv.Itoa(length) + "\r\n\r\n")
}

// swallow answers with how much it was sent, or why it was no more.
func swallow(w http.ResponseWriter, r *http.Request) {
	n, err := io.Copy(io.Discard, r.Body)
	if err == nil {
		time.Sleep(2 * pieceTime) // As long as it takes to work on it.
		err = r.Context().Err()
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestTimeout)
		return
	}
	_, _ = io.WriteString(w, strconv.FormatInt(n, 10))
}

const pieceTime = time.Minute

func TestASlowUploadIsWaitedFor(t *testing.T) {
	connected(t, swallow, func(t *testing.T, client net.Conn) {
		const size, second = 12 << 20, 10 << 10 // 20 minutes.
		began := time.Now()
		_, err := client.Write(head(size))
		require.NoError(t, err)
		for sent := 0; sent < size; sent += second {
			_, err := client.Write(make([]byte, min(second, size-sent)))
			require.NoError(t, err)
			time.Sleep(time.Second)
		}
		text, err := answer(t, client, 0)
		require.NoError(t, err)
		require.Equal(t, strconv.Itoa(size), string(text))
		require.Greater(t, time.Since(began), 20*time.Minute)
	})
}

func TestAnUploadThatStopsOrTricklesIsCut(t *testing.T) {
	for name, pause := range map[string]time.Duration{"stops": 2 * pieceTime, "trickles": time.Second} {
		t.Run(name, func(t *testing.T) {
			connected(t, swallow, func(t *testing.T, client net.Conn) {
				_, err := client.Write(head(1 << 20))
				require.NoError(t, err)
				began := time.Now()
				pump := make(chan struct{})
				go func() {
					defer close(pump)
					for time.Since(began) < 2*pieceTime {
						if _, err := client.Write(make([]byte, 100)); err != nil {
							return
						}
						time.Sleep(pause)
					}
				}()
				text, _ := answer(t, client, 0)
				require.Contains(t, string(text), "timeout")
				require.InDelta(t, pieceTime.Seconds(), time.Since(began).Seconds(), 2)
				<-pump
			})
		})
	}
}

func TestAnUploadThatNobodyReadsIsCut(t *testing.T) {
	refuse := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }
	connected(t, refuse, func(t *testing.T, client net.Conn) {
		_, err := client.Write(head(1 << 10))
		require.NoError(t, err)
		began := time.Now()
		_, err = io.Copy(io.Discard, client)
		require.NoError(t, err)
		require.LessOrEqual(t, time.Since(began), 2*pieceTime)
	})
}

// download answers with so much at once, works on, and ends.
func download(size int, err *error) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(size+1))
		_, *err = w.Write(make([]byte, size))
		time.Sleep(2 * pieceTime)
		_, _ = w.Write([]byte("."))
	}
}

func TestASlowDownloadIsWaitedFor(t *testing.T) {
	var failed error
	connected(t, download(3<<20, &failed), func(t *testing.T, client net.Conn) {
		_, err := client.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
		require.NoError(t, err)
		text, err := answer(t, client, 20*time.Second)
		require.NoError(t, err)
		require.NoError(t, failed)
		require.Equal(t, 3<<20, bytes.LastIndexByte(text, '.'))
	})
}

func TestADownloadThatNobodyTakesIsCut(t *testing.T) {
	var failed error
	var took time.Duration
	handle := func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		download(3<<20, &failed)(w, r)
		took = time.Since(began) - 2*pieceTime
	}
	connected(t, handle, func(t *testing.T, client net.Conn) {
		_, err := client.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
		require.NoError(t, err)
		time.Sleep(4 * pieceTime)
		synctest.Wait()
		require.ErrorContains(t, failed, "timeout")
		require.Equal(t, pieceTime, took)
	})
}
