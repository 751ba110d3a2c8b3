package web

import (
	"context"
	"net/http"

	"jindu/internal/model"
)

// undrawn is said where there is no board, or no page of it.
var undrawn = model.Text{ZH: "看板无法生成，详见日志", EN: "the board can't be drawn; see the log"}

// undrawn is why there is no board: what is read is away, or what the log tells.
func (s *Server) undrawn(ctx context.Context, asked string, err error) refusal {
	s.options.Logger.Error("no board", "asked", asked, "err", err)
	if s.isAway(ctx) {
		return away
	}
	return refusal{http.StatusInternalServerError, "internal", undrawn}
}

// away says that what is read can't be reached.
var away = refusal{http.StatusServiceUnavailable, "unavailable", model.Text{
	ZH: "所读的存储连不上，请稍后再试", EN: "the store that is read can't be reached; try again later",
}}

// isAway tells whether nothing can be read now.
func (s *Server) isAway(ctx context.Context) bool {
	return s.options.Away != nil && s.options.Away(ctx) != nil
}
