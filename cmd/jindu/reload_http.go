package main

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// reloadPath is where a reload is asked for.
const reloadPath = "/api/jindu/v1/reload"

// reloadTimeout bounds how long an answer is waited for: a watched folder may
// be in the middle of a file.
const reloadTimeout = time.Minute

func (a *app) reloadRoute(r gin.IRouter) { r.POST(reloadPath, a.answerReload) }

// answerReload reloads, and says which changed keys need a restart, or what is
// wrong.
func (a *app) answerReload(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), reloadTimeout)
	defer cancel()
	done, err := a.reload(ctx)
	switch {
	case ctx.Err() != nil && err != nil:
		refuseReload(c, http.StatusServiceUnavailable, "timeout", model.Text{
			ZH: "重新读取配置超时，是否完成见日志", EN: "reading the configuration anew took too long; the log says whether it was done",
		})
	case err != nil:
		refuseReload(c, http.StatusInternalServerError, "reload_failed", model.Text{
			ZH: "配置有误，仍按原有规则运行：" + say(err, model.Chinese),
			EN: "the configuration is faulty; jindu goes on by the rules it had: " + say(err, model.English),
		})
	default:
		if done.Restart == nil {
			done.Restart = []string{}
		}
		c.JSON(http.StatusOK, gin.H{"reloaded": true, "restart_needed": done.Restart})
	}
}

func refuseReload(c *gin.Context, status int, code string, why model.Text) {
	c.AbortWithStatusJSON(status, gin.H{"error": gin.H{"code": code, "message": why}})
}
