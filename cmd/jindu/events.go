package main

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/alert"
	"jindu/internal/web/events"
	"jindu/internal/web/page"
	"jindu/internal/web/wall"
)

// wireEvents tells browsers when what is shown has changed.
func (a *app) wireEvents() {
	a.events = events.New(events.Options{
		Clock: a.clock, Version: version, Logger: a.logger, Committed: a.changes,
		Every: events.DefaultEvery, Most: events.DefaultMost,
		Until: func(ctx context.Context) (time.Time, error) {
			b, err := a.office.Load().boards.Board(ctx, a.clock(), time.Time{})
			if err != nil {
				return time.Time{}, err
			}
			return b.Until, nil
		},
	})
	a.routes = append(a.routes, a.events.Register)
	a.actors = append(a.actors, a.events.Run)
}

// firingNow are the alerts that browsers were last told of.
type firingNow struct {
	mutex  sync.Mutex
	firing map[string]string // What each says, by its labels.
}

// tellAlerts tells browsers when other alerts fire than before, or say
// something else.
func (a *app) tellAlerts(told alert.Told) {
	firing := map[string]string{}
	for _, one := range told.Firing {
		firing[one.Labels.String()] = one.Annotations.Get("summary")
	}
	a.shown.mutex.Lock()
	defer a.shown.mutex.Unlock()
	if !maps.Equal(a.shown.firing, firing) {
		a.events.Tell(events.Alerts)
	}
	a.shown.firing = firing
}

// wallPage is the wall of the office.
func (o *office) wallPage(kit *page.Kit) (func(gin.IRouter), error) {
	needs := wall.Needs{Course: o.boards.Course}
	if o.evaluator != nil {
		needs.Alerts = o.wallAlerts
	}
	return wall.New(kit, needs)
}

// lateReports is the alert that the wall leaves to its own line.
const lateReports = "ReportLate"

func (o *office) wallAlerts() []wall.Alert {
	var all []wall.Alert
	for _, a := range o.activeAlerts() {
		if a.Name != lateReports {
			all = append(all, wall.Alert{Severity: a.Severity, Summary: a.Summary, Region: a.Region})
		}
	}
	return all
}
