package prometheus

import (
	"context"
	"fmt"
	"time"

	"jindu/internal/model"
)

// lookEvery is how often a target's settings are looked at again.
const lookEvery = 10 * time.Minute

// look reads what the server shows of itself. That it shows nothing, or can't
// be reached, is not a finding: writing will tell.
func (t *Target) look(ctx context.Context) {
	if now := t.options.Clock(); t.looked.IsZero() || now.Sub(t.looked) >= lookEvery {
		t.lookNow(ctx)
	}
}

// lookNow looks whenever it was last done.
func (t *Target) lookNow(ctx context.Context) {
	now := t.options.Clock()
	found, err := t.pages.engine(ctx)
	if err != nil {
		t.options.Logger.Debug("the server shows nothing of its settings", "err", err)
		return
	}
	t.learn(found, now)
}

// learn takes in what the server showed.
func (t *Target) learn(found engine, now time.Time) {
	t.looked, t.engine = now, found
	switch {
	case found.name == "":
	case !t.counted:
		t.counted, t.ignored, t.cut = true, found.ignored, found.cut
	case found.ignored < t.ignored || found.cut < t.cut: // It began anew.
		t.ignored, t.cut = 0, 0
	}
	t.judge(now)
}

// sendable takes out what the server is known to lose in silence. That is for
// good, so it goes by the settings as they are now: they may just have been
// corrected.
func (t *Target) sendable(ctx context.Context, all []sample) (kept []sample, lost []refusal) {
	kept, lost = t.engine.sendable(all, t.options.Clock())
	if len(lost) == 0 {
		return kept, lost
	}
	t.lookNow(ctx)
	return t.engine.sendable(all, t.options.Clock())
}

// recount looks whether the server's counts of what it drops have risen.
func (t *Target) recount(ctx context.Context) {
	if t.engine.name != engineVictoriaMetrics || t.recounts == 0 {
		return
	}
	t.recounts--
	found, err := t.pages.engine(ctx)
	if err != nil || found.name != t.engine.name {
		return
	}
	t.learn(found, t.options.Clock())
}

// judge holds what the server shows against what is sent to it.
func (t *Target) judge(now time.Time) {
	e := t.engine
	age := now.Sub(now.AddDate(-1, 0, 0)) // What is sent next year must stay a year at least.
	why := model.Text{ZH: "数据至少要保留一年", EN: "figures must stay a year at least"}
	if !t.oldest.IsZero() && now.Sub(t.oldest) > age {
		age = now.Sub(t.oldest)
		why = model.Text{ZH: "数据已有 " + words(age), EN: "there are figures of " + words(age)}
	}
	t.say(checkRetention, e.keeps > 0 && e.keeps < age, t.retention(why))
	t.say(checkOutOfOrder, e.name == enginePrometheus && e.outOfOrder < age, model.Text{
		ZH: fmt.Sprintf("Prometheus 只接受比最新样本早 %s 以内的样本（out_of_order_time_window），更早的会被拒收：请在其配置的 storage.tsdb 下设 out_of_order_time_window: 36500d", words(e.outOfOrder)),
		EN: fmt.Sprintf("Prometheus takes samples that are up to %s older than its newest (out_of_order_time_window) and refuses others: set out_of_order_time_window: 36500d under storage.tsdb of its configuration", words(e.outOfOrder)),
	})
	t.say(checkFuture, e.ahead > 0 && t.newest.After(now.Add(e.ahead)), model.Text{
		ZH: fmt.Sprintf("VictoriaMetrics 会悄悄丢弃晚于当前时间 %s 以上的点，已写入的数据中有这样的点", words(e.ahead)),
		EN: fmt.Sprintf("VictoriaMetrics drops points more than %s in the future in silence, and there are such points: deliver from the start when their time has come", words(e.ahead)),
	})
	t.say(checkDistance, e.distance > revisionDistance, model.Text{
		ZH: fmt.Sprintf("VictoriaMetrics 在每 %s 内只保留一个点（-dedup.minScrapeInterval），同一期的多次修订只会留下最后一次：请改为 -dedup.minScrapeInterval=1ms", words(e.distance)),
		EN: fmt.Sprintf("VictoriaMetrics keeps one point in each %s (-dedup.minScrapeInterval), so of a figure's revisions only the last stays: start it with -dedup.minScrapeInterval=1ms", words(e.distance)),
	})
	t.say(checkDropped, e.ignored > t.ignored, model.Text{
		ZH: fmt.Sprintf("VictoriaMetrics 自 jindu 启动以来丢弃了 %.0f 个点（vm_rows_ignored_total 等计数上升；若另有写入方，也可能是其数据）", e.ignored-t.ignored),
		EN: fmt.Sprintf("VictoriaMetrics has dropped %.0f points since jindu began (vm_rows_ignored_total and its like; another writer's, if there is one)", e.ignored-t.ignored),
	})
	t.say(checkLabels, e.cut > t.cut, model.Text{
		ZH: fmt.Sprintf("VictoriaMetrics 自 jindu 启动以来截短了 %.0f 个序列的标签：请提高 -maxLabelsPerTimeseries（现为 %d）和 -maxLabelValueLen（现为 %d）", e.cut-t.cut, e.labels, e.value),
		EN: fmt.Sprintf("VictoriaMetrics has cut the labels of %.0f series since jindu began: raise -maxLabelsPerTimeseries (%d) and -maxLabelValueLen (%d)", e.cut-t.cut, e.labels, e.value),
	})
}

// retention says what is wrong with how long a server keeps samples, and why.
func (t *Target) retention(why model.Text) model.Text {
	if t.engine.name == engineVictoriaMetrics {
		return model.Text{
			ZH: fmt.Sprintf("VictoriaMetrics 只保留 %s（-retentionPeriod），更早的点会被悄悄丢弃；%s：请以 -retentionPeriod=100y 启动，再执行 jindu deliver --from-start %s", words(t.engine.keeps), why.ZH, t.options.Name),
			EN: fmt.Sprintf("VictoriaMetrics keeps %s (-retentionPeriod) and drops older points in silence; %s: start it with -retentionPeriod=100y, then jindu deliver --from-start %s", words(t.engine.keeps), why.EN, t.options.Name),
		}
	}
	return model.Text{
		ZH: fmt.Sprintf("Prometheus 只保留 %s，更早的样本虽被接收，随后会被删除；%s：请以 --storage.tsdb.retention.time=100y 启动，再执行 jindu deliver --from-start %s", words(t.engine.keeps), why.ZH, t.options.Name),
		EN: fmt.Sprintf("Prometheus keeps %s: older samples are taken and deleted later; %s: start it with --storage.tsdb.retention.time=100y, then jindu deliver --from-start %s", words(t.engine.keeps), why.EN, t.options.Name),
	}
}

func (t *Target) say(c check, found bool, text model.Text) {
	if !found {
		text = model.Text{}
	}
	t.findings.set(c, text)
}

// words is a duration in days, or as it is where it is shorter.
func words(d time.Duration) string {
	if day := 24 * time.Hour; d >= day {
		return fmt.Sprintf("%dd", d/day)
	}
	return d.Round(time.Millisecond).String()
}
