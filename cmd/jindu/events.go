package main

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/dispatch"
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
	a.hears = append(a.hears, a.tellAlerts())
}

// tellAlerts tells browsers when other alerts fire than before.
func (a *app) tellAlerts() func(dispatch.Now) {
	var mutex sync.Mutex
	var before map[string]string
	return func(now dispatch.Now) {
		firing := map[string]string{}
		for _, one := range now.Firing {
			firing[one.Fingerprint] = one.Annotations["summary"]
		}
		mutex.Lock()
		defer mutex.Unlock()
		if before == nil || !maps.Equal(before, firing) {
			a.events.Tell(events.Alerts)
		}
		before = firing
	}
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
