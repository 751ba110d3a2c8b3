package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	prometheus "github.com/prometheus/common/model"
	toolkit "github.com/prometheus/exporter-toolkit/web"

	"jindu/collector"
	"jindu/collector/source"
	"jindu/internal/alert"
	"jindu/internal/config"
	"jindu/internal/model"
)

// checkCommand checks files without doing anything with them. It exits with 1
// where it finds a fault.
type checkCommand struct {
	Config checkConfig `cmd:"" help:"Check configuration files."`
	Data   checkData   `cmd:"" help:"Check workbooks and CSV files, against a ledger where one is named."`
	Rules  checkRules  `cmd:"" help:"Check files of alerting rules."`
}

type checkConfig struct {
	Files []string `arg:"" help:"Configuration files." placeholder:"FILE"`
}

// Run checks each file and says what it found.
func (c *checkConfig) Run(env *environment) error {
	return eachFile(env, c.Files, func(file string) []error {
		settings, err := config.Load(file)
		if err != nil {
			return []error{err}
		}
		problems := checkSettings(file, settings)
		if len(problems) == 0 {
			return sayRules(env, file, settings)
		}
		return problems
	})
}

// sayRules says which rules from above are in force where the configuration
// wants them, and which others are kept.
func sayRules(env *environment, file string, settings *config.Config) []error {
	if settings.RulesFrom == config.RulesOwn {
		return nil
	}
	rules, err := readRules(settings)
	kept, keptErr := shelfOf(settings).Versions()
	if err := errors.Join(err, keptErr); err != nil {
		return []error{err}
	}
	what := model.Text{
		ZH: fmt.Sprintf("采用 %s 下发的规则 %s；留存的版本：%s", rules.source, rules.version, strings.Join(kept, "、")),
		EN: fmt.Sprintf("rules %s from %s; kept: %s", rules.version, rules.source, strings.Join(kept, ", ")),
	}
	if rules.source == config.RulesOwn {
		what = model.Text{ZH: "上级规则尚未下发，采用本单位的规则", EN: "none of the centre's rules have come yet; the office's own are in force"}
	}
	_, _ = fmt.Fprintf(env.stdout, "%s: %s\n", file, what.In(env.lang))
	return nil
}

// checkSettings looks into the files that a configuration names.
func checkSettings(file string, settings *config.Config) []error {
	var problems []error
	if _, err := readRules(settings); err != nil {
		problems = append(problems, model.Faultf("配置文件 %s：%w", "configuration %s: %w", file, err))
	}
	if err := toolkit.Validate(settings.WebConfig); err != nil {
		problems = append(problems, model.Faultf("配置文件 %s：web_config：%w", "configuration %s: web_config: %w", file, err))
	}
	if err := checkNotify(settings); err != nil {
		problems = append(problems, model.Faultf("配置文件 %s：notify：%w", "configuration %s: notify: %w", file, err))
	}
	if err := checkTemplates(settings); err != nil {
		problems = append(problems, model.Faultf("配置文件 %s：bulletin：%w", "configuration %s: bulletin: %w", file, err))
	}
	for _, rules := range settings.Rules {
		problems = append(problems, ruleFaults(rules)...)
	}
	return problems
}

type checkRules struct {
	Files []string `arg:"" help:"Rule files." placeholder:"FILE"`
}

// Run checks each file and says what it found.
func (c *checkRules) Run(env *environment) error {
	return eachFile(env, c.Files, ruleFaults)
}

func ruleFaults(file string) []error {
	content, err := os.ReadFile(file)
	if err != nil {
		return []error{err}
	}
	_, problems := alert.Check(file, content, prometheus.UTF8Validation, slog.New(slog.DiscardHandler))
	return problems
}

// eachFile prints the faults of each file, or that it is in order.
func eachFile(env *environment, files []string, check func(string) []error) error {
	found := false
	for _, file := range files {
		problems := check(file)
		for _, p := range problems {
			_, _ = fmt.Fprintln(env.stderr, say(p, env.lang))
		}
		if found = found || len(problems) > 0; len(problems) == 0 {
			_, _ = fmt.Fprintf(env.stdout, model.Text{ZH: "%s：没有问题\n", EN: "%s: ok\n"}.In(env.lang), file)
		}
	}
	if found {
		return errFindings
	}
	return nil
}

type checkData struct {
	target

	Files  []string `arg:"" help:"Workbooks, CSV files, or folders of them." placeholder:"FILE"`
	Region string   `help:"Region (code or name) of tables that name none." placeholder:"R"`
	Table  string   `help:"Kind of the tables, where neither file names nor headers say." placeholder:"KIND"`
}

// Run checks each batch as if it were taken in. Without a ledger, an empty one
// stands in: a project that only the ledger knows is then unknown.
func (c *checkData) Run(env *environment) (err error) {
	batches, err := source.Expand(c.Files)
	if err != nil {
		return badInput{err}
	}
	opened, done, err := c.reach(env)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	found := false
	for _, b := range batches {
		files, err := b.Read(collector.DefaultLimits().Bytes)
		if err != nil {
			return badInput{err}
		}
		out, err := opened.Submit(env.ctx, collector.Upload{
			Files: files, Source: "file", Region: c.Region, Table: c.Table, DryRun: true,
		})
		var refused *collector.RefusedError
		if errors.As(err, &refused) {
			found = true
			_ = printRefusal(env, files[0].Name, refused)
			continue
		}
		if err != nil {
			return err
		}
		if err := printOutcome(env, files[0].Name, out); err != nil {
			return err
		}
	}
	if found {
		return errFindings
	}
	return nil
}

// reach opens what the files are checked against, and gives how to close it.
func (c *checkData) reach(env *environment) (submitter, func() error, error) {
	if _, err := os.Stat(c.target.Data); c.Server == "" && errors.Is(err, os.ErrNotExist) {
		dir, err := os.MkdirTemp("", "jindu-check-")
		if err != nil {
			return nil, nil, fmt.Errorf("check: %w", err)
		}
		settings, err := c.configuration()
		if err != nil {
			return nil, nil, errors.Join(err, os.RemoveAll(dir))
		}
		settings.Data, settings.Targets, settings.ReadFrom = dir, nil, config.ReadLedger
		a, err := newApp(env, settings, ledgerOptions{clock: env.clock, passing: true})
		if err != nil {
			return nil, nil, errors.Join(err, os.RemoveAll(dir))
		}
		return a.office.Load().collector, func() error { return errors.Join(a.Close(), os.RemoveAll(dir)) }, nil
	}
	opened, err := c.open(env, false)
	if err != nil {
		return nil, nil, err
	}
	if opened.local != nil && opened.local.commits == nil {
		return nil, nil, errors.Join(bad("此配置只读，没有账本", "this configuration only reads: it has no ledger"), opened.Close())
	}
	if opened.local != nil {
		return opened.local.office.Load().collector, opened.Close, nil
	}
	return &remote{opened}, opened.Close, nil
}
