package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"jindu/internal/config"
	"jindu/internal/web"
)

// serveCommand runs a jindu as its configuration says.
type serveCommand struct {
	Config string `help:"Configuration file." type:"existingfile" placeholder:"jindu.yml"`
	Listen string `help:"Address to listen on, in place of the configuration's." placeholder:"HOST:PORT"`
	Data   string `help:"Folder of the ledger, in place of the configuration's." placeholder:"DIR"`
}

// Run serves until the program is told to stop.
func (s *serveCommand) Run(env *environment) error {
	c, err := s.load()
	if err != nil {
		return err
	}
	listener, err := listen(env.ctx, c.Listen)
	if err != nil {
		return err
	}
	a, err := newApp(env, c, ledgerOptions{clock: env.clock})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	a.reloads.load = s.load
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	a.hangups = hangups
	return errors.Join(serveOn(env, a, listener), a.Close())
}

// load reads the configuration, below what the command line says.
func (s *serveCommand) load() (*config.Config, error) {
	c, err := loadConfig(s.Config)
	if err != nil {
		return nil, err
	}
	if s.Listen != "" {
		c.Listen = s.Listen
	}
	if s.Data != "" {
		c.Data = s.Data
	}
	return c, checkFolder(c.Data)
}

// serveOn says where jindu is and serves there.
func serveOn(env *environment, a *app, listener net.Listener) error {
	if !web.IsLoopback(listener.Addr()) && a.config.WebConfig == "" {
		env.logger.Warn("other machines can reach this address and nothing asks for a password: set web_config",
			"address", listener.Addr().String())
	}
	// So that whoever is told where jindu is finds its alerts there; a reader's
	// store may take long to say what they are.
	if evaluator := a.office.Load().evaluator; evaluator != nil && a.commits != nil {
		evaluator.Evaluate(env.ctx)
	}
	_, _ = fmt.Fprintf(env.stdout, "jindu is at http://%s\n", listener.Addr())
	err := a.serve(env.ctx, listener)
	env.logger.Info("stopped", "err", err)
	return err
}

func loadConfig(path string) (*config.Config, error) {
	if path == "" {
		return config.Default(), nil
	}
	c, err := config.Load(path)
	if err != nil {
		return nil, badInput{err}
	}
	return c, nil
}

func listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, badInput{fmt.Errorf("listen on %s: %w", address, err)}
	}
	return l, nil
}
