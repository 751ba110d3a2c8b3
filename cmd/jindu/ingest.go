package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"jindu/collector"
	"jindu/collector/source"
	"jindu/internal/model"
)

// ingestCommand takes files in.
type ingestCommand struct {
	target

	Files    []string `arg:"" help:"Workbooks, CSV files, or folders of them. Each workbook is a submission; all CSV files together are one." placeholder:"FILE"`
	Region   string   `help:"Region (code or name) of tables that name none." placeholder:"R"`
	Table    string   `help:"Kind of the tables, where neither file names nor headers say." placeholder:"KIND"`
	By       string   `help:"Who sends them; the user's name where left out." placeholder:"NAME"`
	Reason   string   `help:"Why, kept with the receipt." placeholder:"TEXT"`
	Recorded string   `help:"When the figures became known, for an import of old ones." placeholder:"T"`
	DryRun   bool     `help:"Check only."`
}

// submitter takes one upload: a collector in this process, or a server.
type submitter interface {
	Submit(ctx context.Context, u collector.Upload) (collector.Outcome, error)
}

// Run submits each batch; the first that is refused stops the rest.
func (i *ingestCommand) Run(env *environment) (err error) {
	batches, err := source.Expand(i.Files)
	if err != nil {
		return badInput{err}
	}
	zone, err := zoneOf(i.configuration)
	if err != nil {
		return err
	}
	var recorded time.Time
	if i.Recorded != "" {
		if recorded, err = model.ParseAsOf(i.Recorded, zone); err != nil {
			return badInput{fmt.Errorf("--recorded: %w", err)}
		}
	}
	c, err := i.open(env, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	var to submitter = &remote{c}
	if c.local != nil {
		to = c.local.office.Load().collector
	}
	for n, b := range batches {
		files, err := b.Read(collector.DefaultLimits().Bytes)
		if err != nil {
			return badInput{err}
		}
		u := collector.Upload{
			Files: files, By: orUser(i.By), Source: "file", Reason: i.Reason, Region: i.Region, Table: i.Table,
			Recorded: recorded, DryRun: i.DryRun,
		}
		if err := i.submit(env, to, u); err != nil {
			sayLeft(env, batches[n+1:])
			return err
		}
	}
	return nil
}

// sayLeft names the files that were not handed in, for one before them was not
// taken.
func sayLeft(env *environment, left []source.Batch) {
	for _, b := range left {
		for _, path := range b.Paths {
			_, _ = fmt.Fprintf(env.stderr, "%s: %s\n", path, model.Text{
				ZH: "没有报送，因为前面的文件没有入库", EN: "not handed in, for a file before it was not taken",
			}.In(env.lang))
		}
	}
}

func (i *ingestCommand) submit(env *environment, to submitter, u collector.Upload) error {
	bar := newBar(env.stderr, env.lang)
	u.Progress = bar.show
	out, err := to.Submit(env.ctx, u)
	bar.end()
	var refused *collector.RefusedError
	switch {
	case errors.As(err, &refused):
		return printRefusal(env, u.Files[0].Name, refused)
	case err != nil:
		return fmt.Errorf("ingest %s: %w", u.Files[0].Name, err)
	}
	return printOutcome(env, u.Files[0].Name, out)
}

func printRefusal(env *environment, file string, refused *collector.RefusedError) error {
	n := len(refused.Problems)
	text := model.Text{
		ZH: fmt.Sprintf("有%d处错误，全部未采用", n),
		EN: model.Plural(n, "problem") + "; nothing was taken",
	}.In(env.lang)
	_, _ = fmt.Fprintf(env.stderr, "%s: %s\n", file, text)
	printProblems(env.stderr, refused.Problems, env.lang)
	return errRefused
}

func printProblems(w io.Writer, problems []model.Problem, lang model.Language) {
	for _, p := range problems {
		_, _ = fmt.Fprintln(w, "  "+p.In(lang))
	}
}

func printOutcome(env *environment, file string, out collector.Outcome) error {
	if n := len(out.Warnings); n > 0 {
		text := model.Text{
			ZH: fmt.Sprintf("%d处请核对（不影响入库）", n),
			EN: model.Plural(n, "warning") + ", not in the way",
		}.In(env.lang)
		_, _ = fmt.Fprintf(env.stderr, "%s: %s\n", file, text)
		printProblems(env.stderr, out.Warnings, env.lang)
	}
	_, err := fmt.Fprintf(env.stdout, "%s: %s\n", file, outcomeText(out).In(env.lang))
	return err
}

func outcomeText(out collector.Outcome) model.Text {
	r := out.Receipt
	switch {
	case out.DryRun:
		return model.Text{
			ZH: fmt.Sprintf("可以入库，%d个数据，%d条记录", out.Figures, out.Records),
			EN: fmt.Sprintf("can be taken: %s, %s", model.Plural(out.Figures, "figure"), model.Plural(out.Records, "record")),
		}
	case out.AlreadyTaken:
		when := r.Committed.Format("2006-01-02 15:04")
		return model.Text{
			ZH: fmt.Sprintf("此前已入库，未重复采用，回执%s（%s）", r.ID, when),
			EN: fmt.Sprintf("already taken as %s on %s", r.ID, when),
		}
	}
	return model.Text{
		ZH: fmt.Sprintf("已入库，回执%s，%d个数据（修订%d个），%d条记录", r.ID, r.Figures, r.Revised, r.Records),
		EN: fmt.Sprintf("taken as %s: %s (%d revised), %s", r.ID, model.Plural(r.Figures, "figure"), r.Revised, model.Plural(r.Records, "record")),
	}
}

// bar is a progress bar on a terminal and nothing in a pipe.
type bar struct {
	bar   *progressbar.ProgressBar
	stage collector.Stage
	lang  model.Language
	w     io.Writer
}

func newBar(w io.Writer, lang model.Language) *bar { return &bar{lang: lang, w: w} }

var stageNames = map[collector.Stage]model.Text{
	collector.Decoding:   {ZH: "读取", EN: "reading"},
	collector.Checking:   {ZH: "核对", EN: "checking"},
	collector.Keeping:    {ZH: "留存", EN: "keeping"},
	collector.Committing: {ZH: "入库", EN: "committing"},
	uploading:            {ZH: "上传", EN: "uploading"},
}

// show is a collector's Progress.
func (b *bar) show(stage collector.Stage, done, total int) {
	if !isTerminal(b.w) {
		return
	}
	if b.bar == nil || stage != b.stage {
		b.end()
		b.stage = stage
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.w), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetDescription(stageNames[stage].In(b.lang)), progressbar.OptionShowCount())
	}
	b.bar.ChangeMax(total)
	_ = b.bar.Set(done) // A bar that can't be drawn is no reason to stop.
}

func (b *bar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
