package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/config"
)

// demoCommand runs the district of the bulletin.
type demoCommand struct {
	Listen string `help:"Address to listen on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Data   string `help:"Folder to keep the demo in; a temporary one, removed at the end, where none is given." placeholder:"DIR"`
}

// Run takes the embedded workbook in and serves.
func (d *demoCommand) Run(env *environment) (err error) {
	settings, err := yindu2020.Settings()
	if err != nil {
		return fmt.Errorf("read the demo's settings: %w", err)
	}
	c, err := config.Parse(settings, ".")
	if err != nil {
		return fmt.Errorf("read the demo's settings: %w", err)
	}
	c.Data = d.Data
	if c.Data == "" {
		if c.Data, err = os.MkdirTemp("", "jindu-demo-"); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(c.Data)) }()
	}
	listener, err := listen(env.ctx, d.Listen)
	if err != nil {
		return err
	}
	day := time.Date(2020, 9, 8, 0, 0, 0, 0, c.Zone())
	a, err := newApp(env, c, ledgerOptions{clock: clockFrom(day.Add(9*time.Hour), env.clock), passing: d.Data == ""})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := a.takeExample(env, day); err != nil {
		return errors.Join(err, listener.Close())
	}
	return serveOn(env, a, listener)
}

// clockFrom gives a clock that starts at an instant and runs with another.
func clockFrom(start time.Time, clock func() time.Time) func() time.Time {
	began := clock()
	return func() time.Time { return start.Add(clock().Sub(began)) }
}

// demoName is who hands the example in.
const demoName = "jindu demo"

// takeExample takes the bulletin's workbook in as of the day on which its
// figures became known. A demo that was kept has it already.
func (a *app) takeExample(env *environment, day time.Time) error {
	for receipt, err := range a.ledger.Receipts(env.ctx) {
		if err != nil {
			return fmt.Errorf("read the demo's ledger: %w", err)
		}
		if receipt.Number == 1 && receipt.By != demoName {
			return badf(
				"%s 里是本单位自己的数据，演示的虚构数据不应放进去",
				"%s holds an office's own figures: the demo's made-up ones don't belong there", a.config.Data)
		}
	}
	workbook, err := yindu2020.Workbook()
	if err != nil {
		return fmt.Errorf("read the example: %w", err)
	}
	_, err = a.office.Load().collector.Submit(env.ctx, collector.Upload{
		Files:    []format.File{{Name: yindu2020.WorkbookName, Content: workbook}},
		By:       demoName,
		Source:   "file",
		Recorded: day,
	})
	if err != nil {
		return fmt.Errorf("take the example in: %w", err)
	}
	return nil
}
