package dispatch

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"jindu/internal/notify"
)

// heard counts messages.
type heard chan struct{}

func (h heard) Send(context.Context, notify.Group) error { h <- struct{}{}; return nil }
func (heard) Rest()                                      {}

// BenchmarkAProvince tells of 20,000 projects one by one, as at a first start.
func BenchmarkAProvince(b *testing.B) {
	const projects = 20_000
	var now Now
	for i := range projects {
		a := alert(fmt.Sprintf("P%d red", i))
		a.Annotations["description_zh"] = fmt.Sprintf("截至最近一次报送的数据截至日，P%d 投资完成比例低于序时进度 38.3 个百分点。", i)
		now.Firing = append(now.Firing, a)
	}
	for b.Loop() {
		h := make(heard)
		t, err := NewTeller(TellerOptions{
			Name: "hall", Dir: b.TempDir(), Receiver: h, GroupBy: []string{"region", "project"}, Resolved: true,
			Times: Times{Repeat: time.Hour}, Clock: time.Now, Logger: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(b.Context())
		ended := make(chan error)
		go func() { ended <- t.Run(ctx) }()
		t.See(now)
		for range projects {
			<-h
		}
		cancel()
		<-ended
	}
}
