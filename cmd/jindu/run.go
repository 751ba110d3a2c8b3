package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"jindu/internal/model"
)

// The exit codes.
const (
	exitOK       = 0
	exitFindings = 1 // What was to be checked has faults, or the program could not go on.
	exitBadInput = 2 // What was asked, or handed in, can't be taken.
)

// commands are jindu's subcommands and the flags that all share.
type commands struct {
	Lang     string           `help:"Language of messages: zh or en." enum:"zh,en,auto" default:"auto" env:"JINDU_LANG"`
	LogLevel string           `help:"Lowest level that is logged: debug, info, warn or error; info for demo and serve, error for the others where left out." enum:"auto,debug,info,warn,error" default:"auto"`
	Version  kong.VersionFlag `help:"Print the version and exit."`

	Demo     demoCommand     `cmd:"" help:"Run the embedded district; its clock starts at 2020-09-08 09:00, the bulletin's day."`
	Serve    serveCommand    `cmd:"" help:"Run collector, ledger, exporter, query, alerts and web in one process."`
	Ingest   ingestCommand   `cmd:"" help:"Take workbooks and CSV files in, all or nothing, with a receipt."`
	Query    queryCommand    `cmd:"" help:"Ask in PromQL about any time, as known now or then."`
	Rank     rankCommand     `cmd:"" help:"Rank the projects by a rule pack, each within its region, as the board does."`
	Packs    packsCommand    `cmd:"" help:"Judge the projects by several rule packs side by side, and say where these differ."`
	Sides    sidesCommand    `cmd:"" help:"Compare sister regions by the four sides of their standing (四比四看)."`
	Regions  regionsCommand  `cmd:"" help:"Compare regions, each with everything below it: investment against pace, colours, late reports, alerts, indicators, deliveries."`
	Bulletin bulletinCommand `cmd:"" help:"Write a bulletin (通报, 信息, 周督导) of a month or a week, issue it, or make an issued one again."`
	Schedule scheduleCommand `cmd:"" help:"Schedule a project's activities back from its deadline."`
	Template templateCommand `cmd:"" help:"Write the blank workbook, with lists to choose from and instructions."`
	Pipeline pipelineCommand `cmd:"" help:"What is in reserve, in programmes, won, started, funded and approved, as published and as counted."`
	Funnel   funnelCommand   `cmd:"" help:"Projects by stage of their life cycle, and how long they take from one to the next."`
	Reports  reportsCommand  `cmd:"" help:"Print the report calendar: who owes which report by when, late, missing, corrected."`
	Deliver  deliverCommand  `cmd:"" help:"Deliver to a target by hand, from the start where asked; or list the targets and how they stand."`

	Acknowledge acknowledgeCommand `cmd:"" help:"Say that an alert or a project was seen and what is to be done (督办), or that it is settled (销号)."`

	Acknowledgements acknowledgementsCommand `cmd:"" help:"Print the register of acknowledgements (督办台账): what is to be done by when, overdue, closed."`

	Withdraw withdrawCommand `cmd:"" help:"Take a submission back; its history is kept."`
	Check    checkCommand    `cmd:"" help:"Check configurations, data files and alerting rules."`

	Backup  backupCommand  `cmd:"" help:"Pack the ledger and all that belongs to it into one file, also while jindu runs."`
	Restore restoreCommand `cmd:"" help:"Put a backup into an empty folder, checked whole."`
	Export  exportCommand  `cmd:"" help:"Write all that the ledger knows in open formats: CSV, JSON lines, the original files."`

	Approvals approvalsCommand `cmd:"" help:"Show the procedures of projects against their limits."`
}

// environment is what a subcommand has to work with.
type environment struct {
	ctx    context.Context //nolint:containedctx // Lives for one run of the program.
	stdout io.Writer
	stderr io.Writer
	logger *slog.Logger
	clock  func() time.Time
	lang   model.Language
}

// badInput is an error of what was asked or handed in.
type badInput struct{ error }

// Unwrap gives the error itself.
func (b badInput) Unwrap() error { return b.error }

// errFindings says that faults were found and have been printed.
var errFindings = errors.New("faults were found")

// errRefused says that what was handed in was refused and why was printed.
var errRefused = badInput{errors.New("refused")}

// run is the whole program. It gives the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var cli commands
	exited, code := false, exitOK
	parser, err := kong.New(&cli,
		kong.Name("jindu"),
		kong.Description("Economic indicators and investment projects against their targets. 经济指标与投资项目进度监测。"),
		kong.Vars{"version": version},
		kong.Writers(stdout, stderr),
		kong.Exit(func(c int) { exited, code = true, c }),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		panic(err) // The commands above are wrong; every test would see it.
	}
	command, err := parser.Parse(args)
	if exited { // --help or --version.
		return code
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "jindu: %v\njindu: try --help\n", err)
		return exitBadInput
	}
	env := &environment{
		ctx: ctx, stdout: stdout, stderr: stderr, clock: time.Now,
		lang: language(cli.Lang), logger: newLogger(stderr, cli.LogLevel, command.Command()),
	}
	return report(env, command.Run(env))
}

// report says what went wrong and gives the exit code.
func report(env *environment, err error) int {
	var wrong badInput
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errRefused):
		return exitBadInput
	}
	_, _ = fmt.Fprintf(env.stderr, "jindu: %s\n", say(err, env.lang))
	if errors.As(err, &wrong) {
		return exitBadInput
	}
	return exitFindings
}

// language is the one asked for, or else the one of the user's locale.
func language(flag string) model.Language {
	if flag != "auto" {
		return model.Language(flag)
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(value, "zh") {
				return model.Chinese
			}
			return model.English
		}
	}
	return model.English
}

// newLogger logs what the level says. Commands that end by themselves print
// what there is to say, so they log only what should not happen.
func newLogger(w io.Writer, level, command string) *slog.Logger {
	l := slog.LevelError
	if command == "demo" || command == "serve" {
		l = slog.LevelInfo
	}
	if level != "auto" {
		_ = l.UnmarshalText([]byte(level)) // The flag allows only levels.
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: l}))
}
