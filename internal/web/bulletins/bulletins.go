// Package bulletins is what jindu answers below /bulletin: drafts of bulletins,
// issuing them, and those that were issued, as they were.
package bulletins

import (
	"context"
	"embed"
	"net/http"

	"github.com/gin-gonic/gin"

	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

//go:embed templates
var files embed.FS

// Path is where bulletins are; below it a period.
const Path = "/bulletin"

// A Committer takes the statement that a bulletin was issued. Its errors are the
// ledger's.
type Committer interface {
	Commit(ctx context.Context, s model.Submission) (model.Receipt, error)
}

// Options are what the pages need beside the kit.
type Options struct {
	Rules     progress.Rules
	Office    bulletin.Office
	Region    string // That bulletins are of where none is asked for, by code or name. May be empty.
	Templates *bulletin.Templates
	Archive   *archive.Archive
	Committer Committer // Nil where nothing can be issued.
}

// A Desk answers for bulletins.
type Desk struct {
	Options
	kit   *page.Kit
	list  *page.Template
	one   *page.Template
	style string
}

// New makes the pages and gives what routes them.
func New(kit *page.Kit, o Options) (func(gin.IRouter), error) {
	d := &Desk{Options: o, kit: kit}
	var err error
	if d.list, err = kit.Parse(files, "templates/list.html"); err != nil {
		return nil, err
	}
	if d.one, err = kit.Parse(files, "templates/bulletin.html"); err != nil {
		return nil, err
	}
	if d.style, err = bulletin.Style(); err != nil {
		return nil, err
	}
	return d.register, nil
}

func (d *Desk) register(r gin.IRouter) {
	read := []string{http.MethodGet, http.MethodHead}
	r.Match(read, Path, d.serveList)
	r.Match(read, Path+"/:period", d.serve)
	r.POST(Path+"/:period", d.issue)
}
