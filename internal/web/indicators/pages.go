package indicators

import (
	"context"
	"embed"
	"net/http"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

//go:embed templates
var templates embed.FS

// Receipts tell who handed a figure in.
type Receipts interface {
	// Receipt gives the receipt with an ID.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
}

// path is where the list is; below it each indicator has a page by its code.
const path = "/indicators"

type pages struct {
	*page.Kit
	rules     progress.Rules
	receipts  Receipts
	list, one *page.Template
}

// New makes the pages, which go by rules.
func New(kit *page.Kit, rules progress.Rules, receipts Receipts) (func(gin.IRouter), error) {
	p := &pages{Kit: kit, rules: rules, receipts: receipts}
	var err error
	if p.list, err = kit.Parse(templates, "templates/list.html"); err != nil {
		return nil, err
	}
	if p.one, err = kit.Parse(templates, "templates/one.html"); err != nil {
		return nil, err
	}
	read := []string{http.MethodGet, http.MethodHead}
	return func(r gin.IRouter) {
		r.Match(read, path, p.serveList)
		r.Match(read, path+"/:code", p.serveOne)
	}, nil
}
