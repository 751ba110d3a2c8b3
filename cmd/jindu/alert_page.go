package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/prometheus/rules"

	"jindu/collector/upstream"
	"jindu/internal/alert"
	"jindu/internal/model"
	"jindu/internal/notify"
	"jindu/internal/query"
	"jindu/internal/web/alertpage"
	"jindu/internal/web/page"
)

func (o *office) alertPage(kit *page.Kit) (func(gin.IRouter), error) {
	actions, err := notify.Actions()
	if err != nil {
		return nil, err
	}
	options := alertpage.Options{Action: func(name string) model.Text { return actions[name] }}
	if o.evaluator != nil {
		options.Firing = o.firedNow
		options.At = o.alertsAt
	}
	if o.desk != nil {
		options.State = o.stated
	}
	return alertpage.New(kit, options)
}

// firing are the alerts that fire, as of the newest evaluation.
func (o *office) firing() (all []*rules.Alert) {
	for _, rule := range o.retriever().AlertingRules() {
		for _, one := range rule.ActiveAlerts() {
			if one.State == rules.StateFiring {
				all = append(all, one)
			}
		}
	}
	return all
}

// firedNow is what fires, as of the newest evaluation.
func (o *office) firedNow() alertpage.Fired {
	firing := o.firing()
	fired := alertpage.Fired{Alerts: shownAlerts(firing)}
	for i, a := range firing {
		fired.Alerts[i].Told = o.told(a)
	}
	for _, rule := range o.retriever().AlertingRules() {
		if rule.Health() != rules.HealthGood && !slices.Contains(fired.Unsure, rule.Name()) {
			fired.Unsure = append(fired.Unsure, rule.Name())
		}
	}
	return fired
}

// told is who was told of an alert, as far as jindu tells by itself.
func (o *office) told(a *rules.Alert) (all []alertpage.Telling) {
	if len(o.tells) == 0 {
		return nil
	}
	fingerprint := notify.Fingerprint(a.Labels.Map())
	for _, teller := range o.tells {
		if at, ok := teller.ToldAt(fingerprint); ok {
			all = append(all, alertpage.Telling{Receiver: teller.Name, At: at})
		}
	}
	return all
}

// alertsAt are the alerts that fire at t as known at asOf. Since when they do is
// not known.
func (o *office) alertsAt(ctx context.Context, t, asOf time.Time) (alertpage.Fired, error) {
	options, err := o.alertOptions()
	if err != nil {
		return alertpage.Fired{}, err
	}
	told, err := alert.At(query.WithAsOf(ctx, asOf), options, t)
	if err != nil {
		return alertpage.Fired{}, err
	}
	fired := alertpage.Fired{Alerts: shownAlerts(told.Firing), Unsure: slices.Sorted(maps.Keys(told.Unsure))}
	for i := range fired.Alerts {
		fired.Alerts[i].Since = time.Time{}
	}
	return fired, nil
}

// shownAlerts are alerts as the page shows them.
func shownAlerts(firing []*rules.Alert) []alertpage.Alert {
	all := make([]alertpage.Alert, 0, len(firing))
	for _, a := range firing {
		words := func(name string) model.Text {
			return model.Text{ZH: a.Annotations.Get(name + "_zh"), EN: a.Annotations.Get(name)}
		}
		all = append(all, alertpage.Alert{
			Name: a.Labels.Get("alertname"), Severity: a.Labels.Get("severity"),
			Region: a.Labels.Get("region"), Project: a.Labels.Get("project"), Indicator: a.Labels.Get("indicator"),
			Subject: model.Text{ZH: a.Labels.Get("name"), EN: a.Labels.Get("name_en")},
			Summary: words("summary"), Description: words("description"), Who: words("who"),
			Cutoff: a.Annotations.Get("cutoff"), Since: a.FiredAt,
		})
	}
	return all
}

// stated takes what was typed into the page's form.
func (o *office) stated(ctx context.Context, s alertpage.Statement) *page.Refusal {
	_, status, refused := o.desk.State(ctx, upstream.Statement{
		Region: s.Region, Alert: s.Alert, Project: s.Project, Indicator: s.Indicator,
		State: s.State, By: s.By, Note: s.Note, Due: s.Due,
	})
	if refused == nil {
		return nil
	}
	return &page.Refusal{Status: status, Code: refused.Code, Text: refused.Message}
}
