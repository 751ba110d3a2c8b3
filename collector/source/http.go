package source

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/collector"
	"jindu/internal/model"
)

// Service is what the HTTP source hands uploads and withdrawals to;
// collector.Collector is one.
type Service interface {
	Submitter
	// Withdraw takes a submission back; its errors are collector.Collector's.
	Withdraw(ctx context.Context, receipt, by, reason string) (model.Receipt, error)
}

// Receipts reads what was taken; store.Ledger is one.
type Receipts interface {
	// Receipts gives every receipt, the newest first.
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]
	// Receipt gives one, or model.ErrNoReceipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
}

// HTTPOptions are what the HTTP source is made of.
type HTTPOptions struct {
	Service  Service
	Receipts Receipts
	Zone     *time.Location
	Limit    int64 // Of an upload's bytes; the collector's default where zero.
	Logger   *slog.Logger
}

// HTTP takes submissions over HTTP. Its methods are gin handlers. The server
// they are routed on turns away what pages of other sites send.
type HTTP struct {
	HTTPOptions
}

// NewHTTP makes the handlers.
func NewHTTP(o HTTPOptions) *HTTP {
	if o.Limit == 0 {
		o.Limit = collector.DefaultLimits().Bytes
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &HTTP{o}
}

// Register routes everything under /submissions. A server that shows them to
// people too routes the handlers itself.
func (h *HTTP) Register(r gin.IRouter) {
	r.GET("/submissions", h.List)
	r.GET("/submissions/:id", h.Show)
	r.POST("/submissions", h.Submit)
	r.POST("/submissions/:id/withdrawal", h.Withdraw)
}

// Submit takes an upload: a form with files, or a body that is one file.
func (h *HTTP) Submit(c *gin.Context) {
	u, err := h.Upload(c)
	if err != nil {
		h.fail(c, err)
		return
	}
	out, err := h.Service.Submit(c.Request.Context(), u)
	switch {
	case err != nil:
		h.fail(c, err)
	case out.DryRun:
		c.JSON(http.StatusOK, gin.H{"dry_run": true, "figures": out.Figures, "revised": out.Revised, "records": out.Records, "warnings": out.Warnings})
	case out.AlreadyTaken:
		body := gin.H{"receipt": out.Receipt, "already_taken": true}
		if len(out.Warnings) > 0 {
			body["warnings"] = out.Warnings
		}
		c.JSON(http.StatusOK, body)
	default:
		c.Header("Location", "/submissions/"+out.Receipt.ID)
		c.JSON(http.StatusCreated, gin.H{"receipt": out.Receipt})
	}
}

// Withdraw takes a submission back: {"reason": "..."}.
func (h *HTTP) Withdraw(c *gin.Context) {
	var body struct {
		Reason string `json:"reason" form:"reason"`
		By     string `json:"by" form:"by"`
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	if err := c.ShouldBind(&body); err != nil && c.Request.ContentLength != 0 {
		h.fail(c, &requestError{http.StatusBadRequest, "bad_request", model.Text{
			ZH: `请求内容应为 {"reason": "原因"}`, EN: `want a body such as {"reason": "sent by mistake"}`,
		}})
		return
	}
	receipt, err := h.Service.Withdraw(c.Request.Context(), c.Param("id"), Sender(c, body.By), body.Reason)
	if err != nil {
		h.fail(c, err)
		return
	}
	c.JSON(http.StatusCreated, gin.H{"receipt": receipt})
}

// listed is how many receipts List gives unless ?limit= says.
const listed = 200

// List gives the newest receipts, up to ?limit=.
func (h *HTTP) List(c *gin.Context) {
	limit, receipts := listed, []model.Receipt{}
	if text := c.Query("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			h.fail(c, &requestError{http.StatusBadRequest, "bad_request", model.Text{ZH: "limit 应为正整数", EN: "limit: want a positive number"}})
			return
		}
		limit = n
	}
	for r, err := range h.Receipts.Receipts(c.Request.Context()) {
		if err != nil {
			h.fail(c, err)
			return
		}
		if receipts = append(receipts, r); len(receipts) == limit {
			break
		}
	}
	c.JSON(http.StatusOK, gin.H{"receipts": receipts})
}

// Show gives one receipt.
func (h *HTTP) Show(c *gin.Context) {
	receipt, err := h.Receipts.Receipt(c.Request.Context(), c.Param("id"))
	if err != nil {
		h.fail(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"receipt": receipt})
}

// Sender is who sends it: the name they signed in with, or else the one given.
func Sender(c *gin.Context, given string) string {
	if name, _, ok := c.Request.BasicAuth(); ok && name != "" {
		return name
	}
	return strings.TrimSpace(given)
}

// A requestError is a request that can't be understood.
type requestError struct {
	status int
	code   string
	what   model.Text
}

func (e *requestError) Error() string { return e.what.EN }

// fail answers an error: the one place where errors become statuses.
func (h *HTTP) fail(c *gin.Context, err error) {
	status, code, what := Answer(err)
	body := gin.H{"code": code, "message": what}
	var refused *collector.RefusedError
	if errors.As(err, &refused) {
		body["problems"] = refused.Problems
		if len(refused.Warnings) > 0 {
			body["warnings"] = refused.Warnings
		}
	}
	if status >= http.StatusInternalServerError && c.Request.Context().Err() == nil {
		h.Logger.ErrorContext(c.Request.Context(), "submission over HTTP", slog.String("path", c.FullPath()), slog.Any("error", err))
	}
	c.AbortWithStatusJSON(status, gin.H{"error": body})
}
