// Package projects is where officers look projects up before they call a unit:
// /projects lists them, /projects/<number> shows all that is known of one, with
// where every figure comes from.
package projects

import (
	"context"
	"embed"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

//go:embed templates
var templates embed.FS

// Path is where the list is; a project's page is below it.
const Path = "/projects"

// Receipts tells of what was handed in.
type Receipts interface {
	// Receipt gives the receipt of an ID, or model.ErrNoReceipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
}

// Courses tells how the year's tasks were to come on.
type Courses interface {
	// Course gives the course of t's year of the projects that are chosen, as
	// it stands at t and was known at asOf; a zero asOf means everything known.
	Course(ctx context.Context, t, asOf time.Time, chosen func(region, id string) bool) (progress.Course, error)
}

// pages are the list and the pages of single projects.
type pages struct {
	*page.Kit
	receipts             Receipts
	courses              Courses
	list, single, choice *page.Template
}

// New makes the pages. They may be asked from several goroutines.
func New(kit *page.Kit, receipts Receipts, courses Courses) (func(gin.IRouter), error) {
	p := &pages{Kit: kit, receipts: receipts, courses: courses}
	for file, t := range map[string]**page.Template{
		"list": &p.list, "project": &p.single, "choice": &p.choice,
	} {
		var err error
		if *t, err = kit.Parse(templates, "templates/"+file+".html"); err != nil {
			return nil, err
		}
	}
	return p.register, nil
}

// register routes the pages. A number may hold anything, slashes too: it is all
// that follows.
func (p *pages) register(r gin.IRouter) {
	read := []string{http.MethodGet, http.MethodHead}
	r.Match(read, Path, p.serveList)
	r.Match(read, Path+"/*number", p.serveProject)
}
