package projects

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// serveProject shows the project whose number, or name, follows the path.
func (p *pages) serveProject(c *gin.Context) {
	asked, wrong := p.Asked(c)
	if wrong != nil {
		p.single.Refuse(c, asked, *wrong)
		return
	}
	number := strings.TrimPrefix(c.Param("number"), "/")
	if number == "" {
		c.Redirect(http.StatusMovedPermanently, asked.To(Path))
		return
	}
	board, err := p.Boards.Board(c.Request.Context(), asked.At, asked.AsOf)
	if err != nil {
		p.single.Refuse(c, asked, p.Undrawn(c.Request.Context(), "project", err))
		return
	}
	search := page.Search{Project: number, Regions: asked.Regions, Named: asked.Region.Code}
	found := search.In(board.Projects)
	if len(found) != 1 {
		p.serveChoice(c, asked, search, found, search.Near(board.Projects))
		return
	}
	one, err := p.content(c.Request.Context(), asked, board, found[0])
	if err != nil {
		p.single.Refuse(c, asked, p.Undrawn(c.Request.Context(), "project", err))
		return
	}
	name := cmp.Or(found[0].Name, found[0].ID)
	p.single.Write(c, asked, model.Text{ZH: name, EN: name}, one)
}

// content gathers what the page shows, from the board and from the ledger.
func (p *pages) content(ctx context.Context, asked page.Asked, board *progress.Board, s progress.ProjectState) (*content, error) {
	view, err := p.Ledger.View(ctx, asked.AsOf)
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // Nothing was written.
	course, err := p.courses.Course(ctx, asked.At, asked.AsOf, func(region, id string) bool { return region == s.Region && id == s.ID })
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, view: view, receipts: p.receipts, asked: asked, zone: p.Zone, region: s.Region, id: s.ID, known: map[string]source{}}
	one := &content{ProjectState: s, RegionName: p.regionName(s.Region, asked.Lang), List: asked.To(Path)}
	one.Verdict, _ = s.Verdict(board.MainPack().Name)
	one.present(asked, p.Zone)
	if err := one.draw(course, r); err != nil {
		return nil, err
	}
	return one, r.read(one)
}

func (p *pages) regionName(code string, lang model.Language) string {
	if r, ok := p.Catalog.Region(code); ok {
		return model.Text{ZH: r.Name, EN: r.NameEN}.In(lang)
	}
	return code
}

// choiceContent is shown where a number is several projects' or none's.
type choiceContent struct {
	Number   string
	Found    []candidate // Those that have it.
	Near     []candidate // Those that are called like it, where none has.
	Present  bool
	Searched string // Link to the list.
}

// A candidate is a project that may be meant.
type candidate struct{ Name, Region, Link string }

// serveChoice lets the reader choose among those of a number, or of numbers like
// it.
func (p *pages) serveChoice(c *gin.Context, asked page.Asked, search page.Search, found, near []progress.ProjectState) {
	content := choiceContent{Number: search.Project, Present: asked.Present, Searched: asked.To(Path, "q", search.Project)}
	candidates := func(projects []progress.ProjectState) (all []candidate) {
		for _, s := range projects {
			all = append(all, candidate{
				page.NumberAndName(s), p.regionName(s.Region, asked.Lang), asked.To(page.ProjectPath(s.ID), "region", s.Region),
			})
		}
		return all
	}
	status, title := http.StatusMultipleChoices, model.Text{ZH: "哪个项目？", EN: "Which project?"}
	if content.Found = candidates(found); len(found) == 0 {
		content.Near = candidates(near)
		status, title = http.StatusNotFound, model.Text{ZH: "没有此项目", EN: "No such project"}
	}
	p.choice.WriteStatus(c, status, asked, title, content)
}
