package web

import (
	"embed"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

//go:embed templates
var templates embed.FS

// homePage is the one at /.
type homePage struct {
	server   *Server
	template *page.Template
}

func newHomePage(s *Server) (*homePage, error) {
	t, err := s.options.Parse(templates, "templates/index.html")
	return &homePage{s, t}, err
}

// serve draws the page: of all regions, or of the one that ?region= names and
// those below it.
func (p *homePage) serve(c *gin.Context) {
	o := &p.server.options
	asked, wrong := o.Asked(c)
	if wrong != nil {
		p.template.Refuse(c, asked, *wrong)
		return
	}
	board, err := o.Boards.Board(c.Request.Context(), asked.At, asked.AsOf)
	if err != nil {
		p.template.Refuse(c, asked, o.Undrawn(c.Request.Context(), "page", err))
		return
	}
	p.template.Write(c, asked, model.Text{ZH: "进度", EN: "Progress"}, p.content(board, asked))
}
