package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"jindu/internal/config"
	"jindu/internal/rulebook"
)

// stamp says when the office's rules were first in force, and in a metric which
// they are.
func (o *office) stamp() {
	o.rules.book.Made = o.clock().UTC().Truncate(time.Second)
	if before := o.office.Load(); before != nil && before.rules.book.Version == o.rules.book.Version {
		o.rules.book.Made = before.rules.book.Made
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "jindu_rules_info", Help: "Version of catalog, packs and holidays in force, and where they are from: own, or a target's name; always 1.",
		ConstLabels: prometheus.Labels{"version": o.rules.version, "source": o.rules.source},
	})
	info.Set(1)
	o.self.MustRegister(info)
}

// wantsRules tells whether the newest rules of the jindu above are wanted.
func (a *app) wantsRules() bool {
	c := a.office.Load().config
	return c.RulesFrom != config.RulesOwn && c.RulesVersion == ""
}

// rulesInForce is the version of the rules from above in force; empty where the
// office goes by its own.
func (a *app) rulesInForce() string {
	if r := a.office.Load().rules; r.source != config.RulesOwn {
		return r.version
	}
	return ""
}

// takeRules puts rules from above in force, and for good, if they are whole and
// fit the ledger. Otherwise all stays as it was, and the error is a
// *rulebook.RefusedError, or the context's.
func (a *app) takeRules(ctx context.Context, book rulebook.Book) error {
	if err := a.judgeRules(ctx, book); err != nil {
		return err
	}
	shelf := shelfOf(a.config)
	before, err := shelf.Current()
	if err == nil {
		err = shelf.Put(book)
	}
	if err == nil {
		err = shelf.Point(book.Version)
	}
	if err != nil {
		return rulebook.Refuse(book, rulebook.ReasonFailed, err)
	}
	_, err = a.reload(ctx)
	if err == nil || ctx.Err() != nil { // The reload that was not waited for goes by the new ones.
		return err
	}
	return rulebook.Refuse(book, rulebook.ReasonFailed, errors.Join(err, shelf.Point(before)))
}

// judgeRules tells what speaks against rules, and changes nothing.
func (a *app) judgeRules(ctx context.Context, book rulebook.Book) error {
	office := a.office.Load()
	next, err := rulesOf(office.config, &book)
	if err != nil {
		return rulebook.Refuse(book, rulebook.ReasonFaulty, err)
	}
	view, err := a.ledger.View(ctx, time.Time{})
	if err != nil {
		return fmt.Errorf("hold rules against the ledger: %w", err)
	}
	defer view.Close() //nolint:errcheck // Nothing was written.
	err = rulebook.Fits(ctx, view, office.rules.Catalog, next.Catalog, office.config.Region)
	var refused *rulebook.RefusedError
	if errors.As(err, &refused) {
		refused.Version = book.Version
	}
	return err
}
