package upstream

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// An Answer is what a centre says to a district.
type Answer struct {
	Ledger       string     `json:"ledger,omitempty"` // The centre's own.
	Newest       Origin     `json:"newest,omitzero"`  // Of the district's receipts, that the centre holds.
	Receipt      string     `json:"receipt,omitempty"`
	AlreadyTaken bool       `json:"already_taken,omitempty"`
	SetAside     []SetAside `json:"set_aside,omitempty"`
	LeftOut      int        `json:"left_out,omitempty"` // Facts of regions that the district does not report for.
	Late         bool       `json:"late,omitempty"`     // It counts as known only from its arrival on.
	Clock        time.Time  `json:"clock,omitzero"`

	Error *Refusal `json:"error,omitempty"`
}

// A Refusal is why a centre did not do what was asked.
type Refusal struct {
	Code    string     `json:"code"`
	Message model.Text `json:"message"`
	Facts   []string   `json:"facts,omitempty"` // The first that are to blame.
	Count   int        `json:"count,omitempty"` // How many are.
}

// Error says it in English.
func (r *Refusal) Error() string { return r.Message.EN }

// A requestError is a request that can't be understood.
type requestError struct{ what string }

func (e requestError) Error() string { return e.what }

func badRequest(what string) error { return requestError{what} }

// The codes of refusals that lie in who asks.
const (
	codeToken   = "unknown_token"
	codeRegion  = "wrong_region"
	codeClaimed = "ledger_claimed"
	codeLedgers = "too_many_ledgers"
)

// fail answers an error: the one place where errors become statuses.
func (c *Centre) fail(g *gin.Context, err error) {
	status, refusal := answerTo(err)
	var ahead *AheadError
	switch {
	case errors.As(err, &ahead):
		g.Header("Retry-After", strconv.Itoa(int(math.Ceil(ahead.By.Seconds()))))
	case status == http.StatusUnauthorized:
		g.Header("WWW-Authenticate", "Bearer")
		c.deny(g, refusal.Code, err)
	case status == http.StatusForbidden:
		c.deny(g, refusal.Code, err)
	case status >= http.StatusInternalServerError && g.Request.Context().Err() == nil:
		c.Logger.ErrorContext(g.Request.Context(), "delivery from below", slog.String("path", g.FullPath()), slog.Any("error", err))
	}
	g.AbortWithStatusJSON(status, Answer{Error: refusal})
}

// answerTo maps an error to a status, a code for machines, and words for people.
func answerTo(err error) (int, *Refusal) {
	say := func(status int, code, zh, en string) (int, *Refusal) {
		return status, &Refusal{Code: code, Message: model.Text{ZH: zh, EN: en}}
	}
	var scope *ScopeError
	var ahead *AheadError
	var request requestError
	var size *http.MaxBytesError
	switch {
	case errors.Is(err, errToken):
		return say(http.StatusUnauthorized, codeToken, "令牌无效", "no token that is known here")
	case errors.Is(err, errRegion):
		return say(http.StatusForbidden, codeRegion, "令牌属于另一个地区", "the token is of another region")
	case errors.Is(err, errClaimed):
		return say(http.StatusForbidden, codeClaimed, "这个账本是另一地区的：两处不能使用同一备份恢复的账本", "the ledger is another region's: two jindus can't go on from one backup")
	case errors.Is(err, errLedgers):
		return say(http.StatusForbidden, codeLedgers, "该地区用过的账本太多", "the region came with too many ledgers")
	case errors.As(err, &request):
		return say(http.StatusBadRequest, "bad_request", "请求有误", request.what)
	case errors.As(err, &scope):
		return http.StatusUnprocessableEntity, &Refusal{
			Code: "out_of_scope", Facts: scope.Facts, Count: scope.Count, Message: model.Text{
				ZH: "没有属于 " + scope.Region + " 及其下级的数据，且有的地区不在上级目录中，全部未采用",
				EN: "no fact is of region " + scope.Region + " or of one below it, and the catalog above lacks regions, so nothing was taken",
			},
		}
	case errors.As(err, &ahead):
		return say(http.StatusServiceUnavailable, "clock_ahead", "报送方时钟比本级快，请校准两边的时钟", ahead.Error())
	case errors.As(err, &size), errors.Is(err, model.ErrTooManyFacts):
		return say(http.StatusRequestEntityTooLarge, "too_large", "一次报送太大", "the submission is too large")
	case errors.Is(err, ErrBody):
		return say(http.StatusBadRequest, "bad_body", "内容不完整或格式有误", err.Error())
	case errors.Is(err, model.ErrDiskFull):
		return say(http.StatusInsufficientStorage, "disk_full", "服务器磁盘已满", "the server's disk is full")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, model.ErrClosed):
		return say(http.StatusServiceUnavailable, "unavailable", "暂不可用，请稍后再试", "not available now; try again later")
	}
	return say(http.StatusInternalServerError, "internal", "服务器内部错误，详见其日志", "an internal error; the server's log says more")
}
