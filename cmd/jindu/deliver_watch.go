package main

import (
	"context"
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"jindu/collector/delivery"
	"jindu/internal/model"
)

// watch follows a delivery until the target has what was there.
type watch struct {
	env      *environment
	client   *client
	before   delivery.Status // Before it was asked for.
	commits  uint64          // Of the ledger then.
	patience time.Duration

	bar   *progressbar.ProgressBar
	told  string    // The failure that was printed last.
	quiet bool      // That nothing moves was said.
	moved time.Time // When it last went on.
	at    uint64
}

// watchEvery is how often a delivery is looked at.
const watchEvery = 200 * time.Millisecond

// quietFor is after how long without a change it is said what is waited for: a
// target that takes a connection and does not answer fails only minutes later.
const quietFor = 5 * time.Second

// wait ends when everything is there, or when waiting has no use.
func (w *watch) wait() (delivery.Status, error) {
	w.moved, w.at = w.env.clock(), w.before.Sequence
	defer w.endBar()
	ticker := time.NewTicker(watchEvery)
	defer ticker.Stop()
	for {
		s, err := w.look(w.env.ctx)
		if err != nil || (s.Commit >= w.commits && s.Error == nil && !s.Pending) {
			return s, err
		}
		if err := w.judge(&s); err != nil {
			return s, err
		}
		select {
		case <-w.env.ctx.Done():
			return s, w.env.ctx.Err()
		case <-ticker.C:
		}
	}
}

func (w *watch) look(ctx context.Context) (delivery.Status, error) {
	all, err := deliveries(ctx, w.client)
	if err != nil {
		return delivery.Status{}, err
	}
	s := statusOf(all, w.before.Name)
	if s.Name != "" {
		w.show(&s)
		return s, nil
	}
	return s, badf("目标 %s 已不在配置中", "target %s is no longer configured", w.before.Name)
}

// judge says why it fails, once for each reason, and gives up where only a
// person can help or nothing has moved for long.
func (w *watch) judge(s *delivery.Status) error {
	now := w.env.clock()
	if s.Sequence != w.at {
		w.at, w.moved, w.quiet = s.Sequence, now, false
	}
	if s.Error == nil || s.Failures == w.before.Failures { // It has not failed since it was asked.
		if !w.quiet && now.Sub(w.moved) >= quietFor {
			w.quiet = true
			_, _ = fmt.Fprintf(w.env.stderr, "%s: %s\n", s.Name, awaited(s).In(w.env.lang))
		}
		return nil
	}
	if w.told != s.Error.Reason {
		w.told = s.Error.Reason
		_, _ = fmt.Fprintf(w.env.stderr, "%s: %s (%s)\n", s.Name, s.Error.Message.In(w.env.lang), s.Error.Detail)
	}
	if !s.Error.NeedsPerson && now.Sub(w.moved) < w.patience {
		return nil
	}
	return spoken{unfinished(s.Backlog)}
}

// awaited is what a delivery that stands still is waiting for.
func awaited(s *delivery.Status) model.Text {
	if s.Backlog == 0 {
		return model.Text{
			ZH: "数据都已送出，正在等对方回答，或正在写推算序列",
			EN: "no facts wait; waiting for the target's answer, or what follows from the facts is being written",
		}
	}
	return model.Text{
		ZH: fmt.Sprintf("正在等对方回答，还有%d条在等待", s.Backlog),
		EN: fmt.Sprintf("waiting for the target's answer; %d facts wait", s.Backlog),
	}
}

func unfinished(backlog uint64) model.Text {
	if backlog == 0 {
		return model.Text{
			ZH: "没有数据在等待，但目标不可用。正在运行的 jindu 会继续重试",
			EN: "nothing waits, but the target can't be used; a running jindu goes on trying",
		}
	}
	waiting := "not all is there: " + model.Plural(backlog, "fact") + " wait"
	if backlog == 1 {
		waiting += "s"
	}
	return model.Text{
		ZH: fmt.Sprintf("没有送完：还有%d条在等待。正在运行的 jindu 会继续重试", backlog),
		EN: waiting + "; a running jindu goes on trying",
	}
}

// show draws a bar on a terminal and nothing in a pipe.
func (w *watch) show(s *delivery.Status) {
	if !isTerminal(w.env.stderr) {
		return
	}
	if w.bar == nil {
		text := model.Text{ZH: "投递", EN: "delivering"}.In(w.env.lang)
		w.bar = progressbar.NewOptions64(int64(s.Newest), progressbar.OptionSetWriter(w.env.stderr),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(text), progressbar.OptionShowCount())
	}
	w.bar.ChangeMax64(int64(s.Newest))
	_ = w.bar.Set64(int64(s.Sequence)) // A bar that can't be drawn is no reason to stop.
}

func (w *watch) endBar() {
	if w.bar != nil {
		_ = w.bar.Finish()
	}
}

// report prints what was delivered, left out, rejected and found. Rejected facts are
// findings.
func (w *watch) report(s delivery.Status) error {
	lang := w.env.lang
	delivered, rejected := s.Delivered-min(w.before.Delivered, s.Delivered), s.Rejected-min(w.before.Rejected, s.Rejected)
	there := model.Text{ZH: "已全部送达", EN: "everything is there"}
	if rejected > 0 {
		there = model.Text{ZH: "除被拒的外已送达", EN: "everything but what was rejected is there"}
	}
	text := model.Text{
		ZH: fmt.Sprintf("%s：%s，本次%d条，其中被拒%d条", s.Name, there.ZH, delivered, rejected),
		EN: fmt.Sprintf("%s: %s; %s now, %d of them rejected", s.Name, there.EN, model.Plural(delivered, "fact"), rejected),
	}
	_, _ = fmt.Fprintln(w.env.stdout, text.In(lang))
	if out := s.LeftOut - min(w.before.LeftOut, s.LeftOut); out > 0 {
		text := model.Text{ZH: "  本地区以外的%d条按约定不送", EN: "  %d of other regions are not for it, as agreed"}
		_, _ = fmt.Fprintf(w.env.stdout, text.In(lang)+"\n", out)
	}
	for _, finding := range s.Findings {
		_, _ = fmt.Fprintln(w.env.stderr, "  "+finding.In(lang))
	}
	if rejected == 0 {
		return nil
	}
	text = model.Text{ZH: "被拒的数据及原因见 %s", EN: "the rejected facts and why are in %s"}
	_, _ = fmt.Fprintf(w.env.stderr, text.In(lang)+"\n", s.RejectedIn)
	return errFindings
}
