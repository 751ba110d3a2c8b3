package upstream

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// warnEvery is how often the log says the same of one district, or of those
// whose tokens nobody knows: anybody can bring that about, and could fill it.
const warnEvery = 10 * time.Minute

// deny counts a request that is not heard, and logs it now and then, but never
// what was shown as a token.
func (c *Centre) deny(g *gin.Context, code string, err error) {
	c.metrics.denied.WithLabelValues(code).Inc()
	c.warn(g.Request.Context(), "a request of a district is refused", code, g.GetString(districtKey),
		slog.String("path", g.FullPath()), slog.String("from", g.RemoteIP()), slog.Any("error", err))
}

// warn logs what goes wrong with a district for a reason, unless it was said
// lately; then the next time says how often it was not. The region is empty
// where it is not known.
func (c *Centre) warn(ctx context.Context, what, reason, region string, more ...slog.Attr) {
	unsaid, ok := c.warned.again(warning{reason, region}, c.Clock())
	if !ok {
		return
	}
	if region != "" {
		more = append(more, slog.String("region", region))
	}
	if unsaid > 0 {
		more = append(more, slog.Int("unsaid_before", unsaid))
	}
	c.Logger.LogAttrs(ctx, slog.LevelWarn, "a district is not heard", append(more, slog.String("why", what))...)
}

type warning struct{ reason, region string }

// warnings remembers what was said lately. The zero value is ready.
type warnings struct {
	mu   sync.Mutex
	said map[warning]*saying
}

type saying struct {
	last   time.Time
	unsaid int // Times since then.
}

// again tells whether to say a warning now, and how often it was not said since
// it last was.
func (w *warnings) again(what warning, now time.Time) (unsaid int, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.said == nil {
		w.said = map[warning]*saying{}
	}
	s := w.said[what]
	if s == nil {
		s = &saying{last: now.Add(-warnEvery)}
		w.said[what] = s
	}
	if since := now.Sub(s.last); since >= 0 && since < warnEvery { // The clock may have been put back.
		s.unsaid++
		return 0, false
	}
	s.last = now
	unsaid, s.unsaid = s.unsaid, 0
	return unsaid, true
}
