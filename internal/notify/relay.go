package notify

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// Path is where an Alertmanager's webhook is taken, below it by the name of a
// receiver.
const Path = "/api/jindu/v1/notify"

// TokenHeader carries the token where Authorization is for the web
// configuration's account.
const TokenHeader = "Jindu-Token"

// The limits of a request.
const (
	maxBody      = 4 << 20
	maxAlerts    = 10_000
	relayTimeout = 45 * time.Second
	relayed      = 8 // Requests at once, to one receiver.
)

// A Relay takes Alertmanager's webhook and sends it on.
type Relay struct {
	receivers map[string]*Receiver
	tokenFile string
	metrics   *Metrics
	slots     map[string]chan struct{} // By receiver, so that one which hangs keeps no other back.
}

// NewRelay makes a relay of receivers to whoever shows the token of a file.
func NewRelay(receivers []*Receiver, tokenFile string, m *Metrics) *Relay {
	r := &Relay{receivers: map[string]*Receiver{}, tokenFile: tokenFile, metrics: m, slots: map[string]chan struct{}{}}
	for _, one := range receivers {
		r.receivers[one.Name], r.slots[one.Name] = one, make(chan struct{}, relayed)
	}
	return r
}

// Register routes what is taken.
func (r *Relay) Register(to gin.IRouter) { to.POST(Path+"/:receiver", r.take) }

// take sends a group and answers as Alertmanager understands: a status of 5xx
// asks for the same again.
func (r *Relay) take(c *gin.Context) {
	if !r.admits(c.Request) {
		r.metrics.Denied.Inc()
		refuse(c, http.StatusUnauthorized, "unknown_token", "需要 notify.token_file 中的令牌", "want the token of notify.token_file")
		return
	}
	to := r.receivers[c.Param("receiver")]
	if to == nil {
		refuse(c, http.StatusNotFound, "no_receiver", "配置中没有这个接收方", "no such receiver is configured")
		return
	}
	slots := r.slots[to.Name]
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	default:
		c.Header("Retry-After", "10")
		refuse(c, http.StatusServiceUnavailable, "busy", "正在转发的请求过多", "too many requests are being passed on")
		return
	}
	var g Group
	if status, code, why := readGroup(c, &g); status != 0 {
		refuse(c, status, code, why.ZH, why.EN)
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), relayTimeout)
	defer cancel()
	if err := to.Send(ctx, g); err != nil {
		answerFailure(c, err)
		return
	}
	c.JSON(http.StatusOK, gin.H{"sent": true})
}

// readGroup reads a body. Where it can't be taken it says the status, a code
// and why.
func readGroup(c *gin.Context, g *Group) (status int, code string, why model.Text) {
	var tooLarge *http.MaxBytesError
	err := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)).Decode(g)
	switch {
	case errors.As(err, &tooLarge), err == nil && len(g.Alerts) > maxAlerts:
		return http.StatusRequestEntityTooLarge, "too_large", model.Text{
			ZH: "一次告警过多，请在 Alertmanager 中设置 max_alerts", EN: "too many alerts at once: set max_alerts in Alertmanager",
		}
	case err != nil || g.Version != "4" || len(g.Alerts) == 0:
		return http.StatusBadRequest, "bad_request", model.Text{
			ZH: "请求内容应为 Alertmanager 第 4 版 webhook 的 JSON", EN: "want the JSON of Alertmanager's webhook, version 4",
		}
	}
	// What is not known to fire has ended, and what is urgent comes first.
	read := NewGroup(g.Receiver, g.ExternalURL, g.GroupLabels, g.Alerts)
	read.TruncatedAlerts = min(g.TruncatedAlerts, 1_000_000)
	*g = read
	return 0, "", model.Text{}
}

func answerFailure(c *gin.Context, err error) {
	failed := explain(err)
	status := http.StatusBadGateway
	switch failed.Reason {
	case ReasonRefused: // The same again would be refused again.
		status = http.StatusUnprocessableEntity
	case ReasonBusy:
		status = http.StatusServiceUnavailable
		c.Header("Retry-After", strconv.Itoa(max(1, int(failed.After.Seconds()))))
	case ReasonTimeout:
		status = http.StatusGatewayTimeout
	}
	refuse(c, status, failed.Reason, "接收方没有接受："+failed.Error(), "the receiver did not take it: "+failed.Error())
}

// admits compares in the same time whatever differs.
func (r *Relay) admits(request *http.Request) bool {
	want, err := secretIn(r.tokenFile)
	if err != nil || want == "" {
		return false
	}
	given := request.Header.Get(TokenHeader)
	if given == "" {
		given = strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")
	}
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(want))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func refuse(c *gin.Context, status int, code, zh, en string) {
	c.AbortWithStatusJSON(status, gin.H{"error": gin.H{"code": code, "message": model.Text{ZH: zh, EN: en}}})
}
