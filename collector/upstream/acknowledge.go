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

// asked is a request; fields of a form or of JSON.
type asked struct {
	Region    string `json:"region" form:"region"` // Code or name.
	Alert     string `json:"alert" form:"alert"`
	Project   string `json:"project" form:"project"`
	Indicator string `json:"indicator" form:"indicator"`
	State     string `json:"state" form:"state"` // acknowledged where empty, or closed.
	By        string `json:"by" form:"by"`
	Note      string `json:"note" form:"note"`
	Due       string `json:"due" form:"due"` // A day.
}

// Acknowledge states one.
func (d *Desk) Acknowledge(g *gin.Context) {
	var a asked
	g.Request.Body = http.MaxBytesReader(g.Writer, g.Request.Body, 64<<10)
	if err := g.ShouldBind(&a); err != nil {
		refuse(g, http.StatusBadRequest, "bad_request", `请求内容应为 {"project": "…", "note": "…"}`, `want a body such as {"project": "P1", "note": "…"}`)
		return
	}
	if name, _, ok := g.Request.BasicAuth(); ok && name != "" {
		a.By = name
	}
	region, body, wrong := d.understand(a)
	var err error
	if wrong == nil {
		wrong, err = d.missing(g.Request.Context(), region, body)
	}
	if err != nil {
		d.fail(g, err)
		return
	}
	if wrong != nil {
		refuse(g, http.StatusUnprocessableEntity, "bad_acknowledgement", wrong.ZH, wrong.EN)
		return
	}
	record, err := model.NewRecord(model.KindAcknowledgement, region, body.ID(), d.Clock().Truncate(time.Second), body)
	if err == nil {
		var receipt model.Receipt
		receipt, err = d.Ledger.Commit(g.Request.Context(), model.Submission{By: body.By, Source: "http", Records: []model.Record{record}})
		if err == nil {
			g.JSON(http.StatusCreated, gin.H{"receipt": receipt})
			return
		}
	}
	d.fail(g, err)
}

// understand reads a request; wrong says what is wrong with it.
func (d *Desk) understand(a asked) (region string, body model.Acknowledgement, wrong *model.Text) {
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

func (d *Desk) fail(g *gin.Context, err error) {
	switch {
	case errors.Is(err, model.ErrDiskFull):
		refuse(g, http.StatusInsufficientStorage, "disk_full", "服务器磁盘已满", "the server's disk is full")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, model.ErrClosed):
		refuse(g, http.StatusServiceUnavailable, "unavailable", "暂不可用，请稍后再试", "not available now; try again later")
	default:
		d.Logger.ErrorContext(g.Request.Context(), "acknowledgement", slog.Any("error", err))
		refuse(g, http.StatusInternalServerError, "internal", "服务器内部错误，详见其日志", "an internal error; the server's log says more")
	}
}

func refuse(g *gin.Context, status int, code, zh, en string) {
	g.AbortWithStatusJSON(status, gin.H{"error": Refusal{Code: code, Message: model.Text{ZH: zh, EN: en}}})
}
