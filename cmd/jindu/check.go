package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/prometheus/common/model"
	toolkit "github.com/prometheus/exporter-toolkit/web"

	"jindu/collector"
	"jindu/collector/source"
	"jindu/internal/alert"
	"jindu/internal/config"
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
		return checkSettings(file, settings)
	})
}

// checkSettings looks into the files that a configuration names.
func checkSettings(file string, settings *config.Config) []error {
	catalog, err := settings.ReadCatalog()
	if err != nil {
		return []error{fmt.Errorf("configuration %s: %w", file, err)}
	}
	var problems []error
	if _, err := readPacks(settings, catalog.Packs); err != nil {
		problems = append(problems, fmt.Errorf("configuration %s: packs: %w", file, err))
	}
	if _, err := settings.ReadWorkdays(); err != nil {
		problems = append(problems, fmt.Errorf("configuration %s: %w", file, err))
	}
	if err := toolkit.Validate(settings.WebConfig); err != nil {
		problems = append(problems, fmt.Errorf("configuration %s: web_config: %w", file, err))
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
	_, problems := alert.Check(file, content, model.UTF8Validation, slog.New(slog.DiscardHandler))
	return problems
}

// eachFile prints the faults of each file, or that it is in order.
func eachFile(env *environment, files []string, check func(string) []error) error {
	found := false
	for _, file := range files {
		problems := check(file)
		for _, p := range problems {
			_, _ = fmt.Fprintln(env.stderr, p)
		}
		if found = found || len(problems) > 0; len(problems) == 0 {
			_, _ = fmt.Fprintf(env.stdout, "%s: ok\n", file)
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
		settings.Data = dir
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
	if opened.local != nil {
		return opened.local.office.Load().collector, opened.Close, nil
	}
	return &remote{opened}, opened.Close, nil
}
