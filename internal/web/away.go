package web

import (
	"encoding/json"
	"net/http"

	"jindu/internal/web/page"
)

// orAway answers in a handler's place where it fails while what is read can't
// be reached: the handlers of Prometheus know no such failure, and name the
// store's address to everybody. The answer is in the form of Prometheus's API.
func (s *Server) orAway(h http.Handler) http.Handler {
	if s.options.Away == nil {
		return h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.ServeHTTP(&awayWriter{ResponseWriter: w, server: s, request: r}, r)
	})
}

// awayWriter replaces a failure's answer.
type awayWriter struct {
	http.ResponseWriter
	server   *Server
	request  *http.Request
	replaced bool
}

// WriteHeader lets through what is not the store's failure.
func (w *awayWriter) WriteHeader(status int) {
	if w.replaced {
		return
	}
	if status != http.StatusUnprocessableEntity && status < http.StatusInternalServerError {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	err := w.server.options.Away(w.request.Context())
	if err == nil {
		w.ResponseWriter.WriteHeader(status)
		return
	}
	w.replaced = true
	w.server.options.Logger.Error("not answered", "asked", w.request.URL.Path, "err", err)
	h := w.Header()
	h.Del("Content-Encoding")
	h.Del("Content-Length")
	h.Set("Content-Type", "application/json; charset=utf-8")
	w.ResponseWriter.WriteHeader(page.Away.Status)
	_ = json.NewEncoder(w.ResponseWriter).Encode(map[string]string{ // The client has gone if this fails.
		"status": "error", "errorType": page.Away.Code, "error": page.Away.Text.EN + "（" + page.Away.Text.ZH + "）",
	})
}

// Write drops what was replaced.
func (w *awayWriter) Write(p []byte) (int, error) {
	if w.replaced {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
