package main

import (
	"github.com/gin-gonic/gin"

	"jindu/internal/web/indicators"
	"jindu/internal/web/page"
	"jindu/internal/web/projects"
)

// pages route what people look things up on, beside the server's own.
func (o *office) pages(kit *page.Kit) ([]func(gin.IRouter), error) {
	var routes []func(gin.IRouter)
	for _, make := range []func(*page.Kit) (func(gin.IRouter), error){
		o.bulletins,
		func(kit *page.Kit) (func(gin.IRouter), error) { return projects.New(kit, o.ledger, o.boards) },
		o.wallPage,
		o.indicatorPages,
		o.alertPage,
		o.submissions,
	} {
		route, err := make(kit)
		if err != nil {
			return nil, err
		}
		routes = append(routes, route)
	}
	return routes, nil
}

func (o *office) indicatorPages(kit *page.Kit) (func(gin.IRouter), error) {
	return indicators.New(kit, o.rules.Rules, o.ledger)
}
