package delivery

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// Path is where deliveries are shown, and below which each is asked for.
const Path = "/api/jindu/v1/deliveries"

// The limits of a request.
const (
	maxBody    = 4 << 10
	askTimeout = 30 * time.Second
)

// An Answer is what is said of deliveries over HTTP: of all, or of the one that
// was asked for.
type Answer struct {
	Deliveries []Status `json:"deliveries"`
	Commits    uint64   `json:"commits"` // Of the ledger: a target that has as many has everything.
}

// Register routes what is shown and asked for.
func (g *Group) Register(r gin.IRouter) {
	r.GET(Path, g.list)
	r.POST(Path+"/:target", g.ask)
}

func (g *Group) list(c *gin.Context) {
	answer := Answer{Deliveries: g.Statuses(c.Request.Context())}
	for _, w := range g.workers {
		answer.Commits = max(answer.Commits, w.Ledger.Stats().Commits)
	}
	c.JSON(http.StatusOK, answer)
}

// ask makes a delivery try at once: {"from_start": true} from the start.
func (g *Group) ask(c *gin.Context) {
	w := g.Worker(c.Param("target"))
	if w == nil {
		names := make([]string, 0, len(g.workers))
		for _, w := range g.workers {
			names = append(names, w.Name)
		}
		fail(c, http.StatusNotFound, "no_target", "配置中没有这个投递目标；有的是："+strings.Join(names, "、"),
			"no such target is configured; those that are: "+strings.Join(names, ", "))
		return
	}
	var body struct {
		FromStart bool `json:"from_start"`
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	if err := c.ShouldBindJSON(&body); err != nil && !errors.Is(err, io.EOF) {
		fail(c, http.StatusBadRequest, "bad_request", `请求内容应为 {"from_start": true}`, `want a body such as {"from_start": true}`)
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), askTimeout)
	defer cancel()
	commits := w.Ledger.Stats().Commits
	if err := w.Ask(ctx, body.FromStart); err != nil {
		fail(c, http.StatusServiceUnavailable, "timeout", "投递没有及时重新开始，原因见 /api/jindu/v1/deliveries",
			"the delivery did not begin anew in time: "+Path+" says why")
		return
	}
	c.JSON(http.StatusAccepted, Answer{[]Status{w.Status(ctx)}, commits})
}

func fail(c *gin.Context, status int, code, zh, en string) {
	c.JSON(status, gin.H{"error": gin.H{"code": code, "message": model.Text{ZH: zh, EN: en}}})
}
