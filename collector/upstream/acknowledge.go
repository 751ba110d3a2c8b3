package upstream

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// AcknowledgePath is where acknowledgements are made.
const AcknowledgePath = "/api/jindu/v1/acknowledgements"

// DeskOptions are what a Desk is made of. All must be given, but for Region.
type DeskOptions struct {
	Ledger  Ledger
	Catalog func() *model.Catalog // That holds now.
	Region  func() string         // Code of the office's own region, where a request names none.
	Alerts  func() []string       // Names of the rules; none where another evaluates them.
	Clock   func() time.Time
	Logger  *slog.Logger
}

// A Desk takes acknowledgements of whoever works at this jindu.
type Desk struct{ DeskOptions }

// NewDesk makes the handlers.
func NewDesk(o DeskOptions) *Desk { return &Desk{o} }

// Register routes AcknowledgePath.
func (d *Desk) Register(r gin.IRouter) { r.POST(AcknowledgePath, d.Acknowledge) }

// A Statement is an acknowledgement as somebody writes it: the fields of a form
// or of JSON.
type Statement struct {
	Region    string `json:"region" form:"region"` // Code or name.
	Alert     string `json:"alert" form:"alert"`
	Project   string `json:"project" form:"project"`
	Indicator string `json:"indicator" form:"indicator"`
	State     string `json:"state" form:"state"` // acknowledged where empty, or closed.
	By        string `json:"by" form:"by"`
	Note      string `json:"note" form:"note"`
	Due       string `json:"due" form:"due"` // A day.
}

// Acknowledge states what a request says.
func (d *Desk) Acknowledge(g *gin.Context) {
	var s Statement
	g.Request.Body = http.MaxBytesReader(g.Writer, g.Request.Body, 64<<10)
	if err := g.ShouldBind(&s); err != nil {
		refuse(g, http.StatusBadRequest, "bad_request", `请求内容应为 {"project": "…", "note": "…"}`, `want a body such as {"project": "P1", "note": "…"}`)
		return
	}
	if name, _, ok := g.Request.BasicAuth(); ok && name != "" {
		s.By = name
	}
	receipt, status, refused := d.State(g.Request.Context(), s)
	if refused != nil {
		g.AbortWithStatusJSON(status, gin.H{"error": refused})
		return
	}
	g.JSON(status, gin.H{"receipt": receipt})
}

// State takes a statement and gives its receipt, or why it is not taken; and the
// status of HTTP that says so.
func (d *Desk) State(ctx context.Context, s Statement) (model.Receipt, int, *Refusal) {
	region, body, wrong := d.understand(s)
	var err error
	if wrong == nil {
		wrong, err = d.missing(ctx, region, body)
	}
	if wrong != nil {
		return model.Receipt{}, http.StatusUnprocessableEntity, &Refusal{Code: "bad_acknowledgement", Message: *wrong}
	}
	var record model.Record
	if err == nil {
		record, err = model.NewRecord(model.KindAcknowledgement, region, body.ID(), d.Clock().Truncate(time.Second), body)
	}
	var receipt model.Receipt
	if err == nil {
		receipt, err = d.Ledger.Commit(ctx, model.Submission{By: body.By, Source: "http", Records: []model.Record{record}})
	}
	if err != nil {
		status, refused := d.failed(ctx, err)
		return model.Receipt{}, status, refused
	}
	return receipt, http.StatusCreated, nil
}

// understand reads a request; wrong says what is wrong with it.
func (d *Desk) understand(a Statement) (region string, body model.Acknowledgement, wrong *model.Text) {
	bad := func(zh, en string) (string, model.Acknowledgement, *model.Text) {
		return "", body, &model.Text{ZH: zh, EN: en}
	}
	if a.Region == "" {
		a.Region = d.Region()
	}
	if a.Region == "" {
		return bad("region：请写明目录中的地区（代码或名称）", "region: want the code or name of a region of the catalog")
	}
	of, err := d.Catalog().Find(a.Region)
	if unknown := (*model.UnknownRegionError)(nil); errors.As(err, &unknown) {
		return bad(unknown.Message().ZH, unknown.Message().EN)
	}
	state, ok := model.ParseAckState(a.State)
	if !ok {
		return bad("state：应为 acknowledged（督办）或 closed（销号）", "state: want acknowledged or closed")
	}
	body = model.Acknowledgement{
		Alert: strings.TrimSpace(a.Alert), Project: strings.TrimSpace(a.Project), Indicator: strings.TrimSpace(a.Indicator),
		State: state, By: strings.TrimSpace(a.By), Note: strings.TrimSpace(a.Note),
	}
	switch {
	case body.Alert == "" && body.Project == "" && body.Indicator == "":
		return bad("请写明告警、项目或指标", "want an alert, a project or an indicator")
	case body.By == "":
		return bad("by：请写明督办人", "by: want the name of who says so")
	case len(body.Note) > 4000 || len(body.Alert)+len(body.Project)+len(body.Indicator)+len(body.By) > 1000:
		return bad("内容太长", "it is too long")
	}
	if a.Due != "" {
		due, err := model.ParsePeriod(a.Due, 0)
		if err != nil || due.Freq() != model.Daily {
			return bad("due：应为日期，如 2020-09-30", "due: want a day such as 2020-09-30")
		}
		body.Due = due
	}
	return of.Code, body, nil
}

// failed says why a statement could not be taken that nothing is wrong with.
func (d *Desk) failed(ctx context.Context, err error) (int, *Refusal) {
	switch {
	case errors.Is(err, model.ErrDiskFull):
		return http.StatusInsufficientStorage, &Refusal{Code: "disk_full", Message: model.Text{ZH: "服务器磁盘已满", EN: "the server's disk is full"}}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, model.ErrClosed):
		return http.StatusServiceUnavailable, &Refusal{Code: "unavailable", Message: model.Text{
			ZH: "暂不可用，请稍后再试", EN: "not available now; try again later",
		}}
	}
	d.Logger.ErrorContext(ctx, "acknowledgement", slog.Any("error", err))
	return http.StatusInternalServerError, &Refusal{Code: "internal", Message: model.Text{
		ZH: "服务器内部错误，详见其日志", EN: "an internal error; the server's log says more",
	}}
}

func refuse(g *gin.Context, status int, code, zh, en string) {
	g.AbortWithStatusJSON(status, gin.H{"error": Refusal{Code: code, Message: model.Text{ZH: zh, EN: en}}})
}
