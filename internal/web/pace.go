package web

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// A request and its answer take as long as they need, for a workbook may come
// over a district's line at 10 KB/s and a backup go out over it for hours. Yet
// each piece of them must go through within a while, a kilobyte a second: a
// client that has stopped, or trickles, holds neither a connection nor what an
// answer holds on the disk for ever.
const (
	piece     = 64 << 10
	pieceTime = time.Minute
)

// paced cuts the connections of clients that make no progress. The time that
// the handler takes by itself is not counted.
func paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection := http.NewResponseController(w)
		_ = connection.SetWriteDeadline(time.Time{}) // Of the answer before. Errors: a test's recorder has no connection.
		if r.ContentLength != 0 {
			_ = connection.SetReadDeadline(time.Now().Add(pieceTime)) // Should nobody read it, the server will.
			r.Body = &pacedBody{ReadCloser: r.Body, connection: connection, left: pieceTime}
		}
		next.ServeHTTP(&pacedWriter{w, connection}, r)
		_ = connection.SetWriteDeadline(time.Now().Add(pieceTime)) // For what is still in a buffer.
	})
}

// A pacedBody is what a client sends.
type pacedBody struct {
	io.ReadCloser

	connection *http.ResponseController
	left       time.Duration // For what this piece lacks.
	read       int           // Of this piece.
}

// Read waits for a slow client.
func (b *pacedBody) Read(p []byte) (int, error) {
	began := time.Now()
	_ = b.connection.SetReadDeadline(began.Add(b.left))
	n, err := b.ReadCloser.Read(p)
	b.left -= time.Since(began)
	if b.read += n; b.read >= piece {
		b.read, b.left = 0, pieceTime
	}
	if errors.Is(err, io.EOF) { // All has come, and what looks whether the client is still there may wait.
		_ = b.connection.SetReadDeadline(time.Time{})
	}
	return n, err
}

// A pacedWriter is what a client is answered by.
type pacedWriter struct {
	http.ResponseWriter

	connection *http.ResponseController
}

// Write waits for a slow client.
func (w *pacedWriter) Write(b []byte) (sent int, err error) {
	for err == nil && (sent < len(b) || len(b) == 0) {
		_ = w.connection.SetWriteDeadline(time.Now().Add(pieceTime))
		var n int
		n, err = w.ResponseWriter.Write(b[sent:min(sent+piece, len(b))])
		if sent += n; len(b) == 0 {
			break
		}
	}
	return sent, err
}

// Flush sends what is in a buffer.
func (w *pacedWriter) Flush() {
	_ = w.connection.SetWriteDeadline(time.Now().Add(pieceTime))
	_ = w.connection.Flush() // The next write says why it can't.
}

// Unwrap gives what is written to, to an http.ResponseController.
func (w *pacedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
