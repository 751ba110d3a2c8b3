package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/prometheus/rules"
	v1 "github.com/prometheus/prometheus/web/api/v1"

	"jindu/alerts"
	"jindu/internal/alert"
	"jindu/internal/config"
	"jindu/internal/web"
)

// ruleFiles are the embedded rule files, and those of the configuration by
// their paths.
type ruleFiles struct{}

// Open opens an embedded file, or one of the file system.
func (ruleFiles) Open(name string) (fs.File, error) {
	if filepath.IsAbs(name) {
		return os.Open(name)
	}
	if f, err := alerts.Rules.Open(name); err == nil {
		return f, nil
	}
	return os.Open(name)
}

// evaluateEvery is how often alerts are judged while nothing is committed.
const evaluateEvery = 30 * time.Second

// wireAlerts makes the evaluator of the rules, where it is this jindu.
func (o *office) wireAlerts() error {
	if o.config.Alerts == config.AlertsExternal {
		return nil
	}
	options, err := o.alertOptions()
	if err == nil {
		o.evaluator, err = alert.New(options)
	}
	return err
}

// alertOptions are the rules and what they are evaluated over.
func (o *office) alertOptions() (alert.Options, error) {
	files, err := fs.Glob(alerts.Rules, "rules/*.yml")
	return alert.Options{
		Rules: ruleFiles{}, Files: append(files, o.config.Rules...),
		Engine: o.engine, Queryable: o.queryable, Clock: o.clock, Interval: evaluateEvery,
		Commits: o.judging, Away: o.away, Tell: o.spread, Logger: o.logger, Registerer: o.self,
	}, err
}

// noRules is what Prometheus's API shows where another evaluates the rules.
type noRules struct{}

// RuleGroups are none.
func (noRules) RuleGroups() []*rules.Group { return nil }

// AlertingRules are none.
func (noRules) AlertingRules() []*rules.AlertingRule { return nil }

func (o *office) retriever() v1.RulesRetriever {
	if o.evaluator == nil {
		return noRules{}
	}
	return o.evaluator
}

// alertNames are those of the rules; none where another evaluates them.
func (a *app) alertNames() []string {
	var names []string
	for _, rule := range a.office.Load().retriever().AlertingRules() {
		names = append(names, rule.Name())
	}
	return names
}

// activeAlerts gives what the home page shows of the alerts that are firing.
func (o *office) activeAlerts() []web.ActiveAlert {
	var active []web.ActiveAlert
	for _, one := range shownAlerts(o.firing()) {
		active = append(active, web.ActiveAlert{
			Name: one.Name, Severity: one.Severity, Summary: one.Summary,
			Region: one.Region, Project: one.Project, Indicator: one.Indicator,
		})
	}
	return active
}
