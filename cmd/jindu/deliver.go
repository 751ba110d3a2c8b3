package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"jindu/collector/delivery"
	"jindu/internal/model"
)

// deliverCommand delivers by hand, or lists the targets.
type deliverCommand struct {
	target

	Target    string        `arg:"" optional:"" help:"Name of the target; all are listed where it is left out."`
	FromStart bool          `help:"Send everything again from the first entry on, to a target that lost some; where it is there already nothing changes."`
	Patience  time.Duration `help:"How long to wait for a target that fails." default:"1m"`
	Format    string        `help:"Of the list: table or json." enum:"table,json" default:"table"`
}

// deliveriesAnswer is what a jindu says of its deliveries.
type deliveriesAnswer struct {
	delivery.Answer
	Error *answeredError `json:"error"`
}

// Run delivers and waits until the target has what was there, or lists.
func (d *deliverCommand) Run(env *environment) (err error) {
	if d.Target == "" && d.FromStart {
		return bad("--from-start：请写明目标的名称", "--from-start: name the target")
	}
	c, err := d.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if d.Target == "" {
		return d.list(env, c)
	}
	before, err := deliveries(env.ctx, c)
	if err != nil {
		return err
	}
	stop := c.deliverHere(env.ctx, d.Target)
	defer stop()
	return d.deliver(env, c, statusOf(before, d.Target))
}

// deliverHere runs a worker of the ledger that was opened for the command, and
// gives what ends it. A jindu across the network runs its own.
func (c *client) deliverHere(ctx context.Context, target string) (stop func()) {
	if c.local == nil {
		return func() {}
	}
	w := c.local.deliveries.Worker(target)
	if w == nil {
		return func() {} // The answer to the request says so.
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = w.Run(ctx) // It ends with the context, which is no error.
	}()
	return func() { cancel(); <-ended }
}

// statusOf gives how a delivery stands; its zero where there is none.
func statusOf(a delivery.Answer, target string) delivery.Status {
	for _, s := range a.Deliveries {
		if s.Name == target {
			return s
		}
	}
	return delivery.Status{}
}

// deliver asks for the delivery and watches it.
func (d *deliverCommand) deliver(env *environment, c *client, before delivery.Status) error {
	body := `{"from_start":` + strconv.FormatBool(d.FromStart) + `}`
	var asked deliveriesAnswer
	path := delivery.Path + "/" + url.PathEscape(d.Target)
	if _, err := c.post(env.ctx, path, "application/json", strings.NewReader(body), &asked); err != nil {
		return err
	}
	if asked.Error != nil {
		return badInput{asked.Error}
	}
	if d.FromStart {
		before.Rejected = 0 // What was rejected is counted anew.
	}
	w := watch{env: env, client: c, before: before, commits: asked.Commits, patience: d.Patience}
	last, err := w.wait()
	if err != nil {
		return err
	}
	return w.report(last)
}

// list prints how every delivery stands.
func (d *deliverCommand) list(env *environment, c *client) error {
	answer, err := deliveries(env.ctx, c)
	if err != nil {
		return err
	}
	if d.Format == "json" {
		return writeJSON(env.stdout, answer)
	}
	if len(answer.Deliveries) == 0 {
		_, err := fmt.Fprintln(env.stderr, model.Text{ZH: "配置中没有投递目标", EN: "no targets are configured"}.In(env.lang))
		return err
	}
	rows := [][]string{deliveryHead(env.lang)}
	for i := range answer.Deliveries {
		rows = append(rows, deliveryRow(&answer.Deliveries[i], env.lang))
	}
	if err := (printer{w: env.stdout}).table(rows); err != nil {
		return err
	}
	return d.explain(env, answer.Deliveries)
}

// explain says below the table why targets fail, and what a person should look at.
func (d *deliverCommand) explain(env *environment, all []delivery.Status) error {
	for i := range all {
		s := &all[i]
		lines := []string{}
		if s.Error != nil {
			lines = append(lines, s.Error.Detail)
		}
		if s.Rejected > 0 && s.RejectedIn != "" {
			lines = append(lines, model.Text{ZH: "被拒的数据及原因见 " + s.RejectedIn, EN: "the rejected facts and why are in " + s.RejectedIn}.In(env.lang))
		}
		for _, finding := range s.Findings {
			lines = append(lines, finding.In(env.lang))
		}
		for _, line := range lines {
			if _, err := fmt.Fprintf(env.stderr, "%s: %s\n", s.Name, line); err != nil {
				return err
			}
		}
	}
	return nil
}

func deliveries(ctx context.Context, c *client) (delivery.Answer, error) {
	var answer deliveriesAnswer
	if _, err := c.get(ctx, delivery.Path, nil, &answer); err != nil {
		return delivery.Answer{}, err
	}
	if answer.Error != nil {
		return delivery.Answer{}, badInput{answer.Error}
	}
	return answer.Answer, nil
}

func deliveryHead(lang model.Language) []string {
	head := []string{}
	for _, text := range []model.Text{
		{ZH: "目标", EN: "target"},
		{ZH: "类型", EN: "kind"},
		{ZH: "待送", EN: "waiting"},
		{ZH: "最早", EN: "since"},
		{ZH: "最近成功", EN: "last success"},
		{ZH: "被拒", EN: "rejected"},
		{ZH: "略去", EN: "left out"},
		{ZH: "情况", EN: "state"},
	} {
		head = append(head, text.In(lang))
	}
	return head
}

func deliveryRow(s *delivery.Status, lang model.Language) []string {
	when := func(t *time.Time) string {
		if t == nil {
			return "-"
		}
		return t.Format("2006-01-02 15:04:05")
	}
	return []string{
		s.Name, s.Kind, strconv.FormatUint(s.Backlog, 10), when(s.Oldest), when(s.LastSuccess),
		strconv.FormatUint(s.Rejected, 10), strconv.FormatUint(s.LeftOut, 10), deliveryState(s).In(lang),
	}
}

// deliveryState is how a delivery stands, in a few words.
func deliveryState(s *delivery.Status) model.Text {
	state := model.Text{ZH: "已全部送达", EN: "everything is there"}
	switch {
	case s.Error != nil:
		return s.Error.Message
	case s.Backlog > 0:
		state = model.Text{ZH: "投递中", EN: "under way"}
	case s.Rejected > 0:
		state = model.Text{ZH: "除被拒的外已送达", EN: "everything but what was rejected is there"}
	}
	if len(s.Findings) > 0 {
		state.ZH += fmt.Sprintf("；发现%d个问题：jindu deliver %s", len(s.Findings), s.Name)
		state.EN += fmt.Sprintf("; findings: %d, see jindu deliver %s", len(s.Findings), s.Name)
	}
	return state
}
