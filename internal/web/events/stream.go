package events

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// Path is where the events are told.
const Path = "/api/jindu/v1/events"

// retry is how long a browser waits before it comes back.
const retry = 5 * time.Second

// Register routes the stream.
func (b *Broadcaster) Register(r gin.IRouter) { r.GET(Path, b.stream) }

// stream tells one client until it goes or jindu stops.
func (b *Broadcaster) stream(c *gin.Context) {
	told, leave, err := b.listen()
	if err != nil {
		c.Header("Retry-After", strconv.Itoa(int(retry/time.Second)))
		refusal(err).JSON(c)
		return
	}
	defer leave()
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no") // A proxy that gathers answers would keep them from the wall.
	c.Status(http.StatusOK)
	if _, err := fmt.Fprintf(c.Writer, "retry: %d\n", retry.Milliseconds()); err != nil {
		return
	}
	for kind, more := Hello, true; more; {
		if b.write(c.Writer, kind) != nil {
			return
		}
		select {
		case <-c.Request.Context().Done():
			return
		case kind, more = <-told:
		}
	}
}

// write tells one event.
func (b *Broadcaster) write(w gin.ResponseWriter, kind Kind) error {
	data, err := json.Marshal(gin.H{"at": b.Clock().Format(time.RFC3339), "version": b.Version})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "event: %s\ndata: %s\n\n", kind, data)
	w.Flush()
	return err
}

func refusal(err error) page.Refusal {
	if err == errFull { //nolint:errorlint // It is never wrapped.
		return page.Refusal{Status: http.StatusServiceUnavailable, Code: "too_many_streams", Text: model.Text{
			ZH: "打开的大屏太多，请稍后再试", EN: "too many listen already; try again later",
		}}
	}
	return page.Refusal{Status: http.StatusServiceUnavailable, Code: "stopping", Text: model.Text{
		ZH: "服务正在停止", EN: "jindu is stopping",
	}}
}
