package wall

import (
	"context"
	"embed"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// Path is where the wall hangs.
const Path = "/wall"

//go:embed templates
var templates embed.FS

// An Alert is one that is firing.
type Alert struct {
	Severity string
	Summary  model.Text
	Region   string // Code; empty where it is about none.
}

// Needs are what the wall shows beside the board.
type Needs struct {
	// Course is how the year's tasks of some projects come on.
	Course func(ctx context.Context, t, asOf time.Time, chosen func(region, id string) bool) (progress.Course, error)
	// Alerts are those that fire now, but for late reports, of which the board
	// knows; nil where another evaluates the rules.
	Alerts func() []Alert
}

// wall draws the page.
type wall struct {
	*page.Kit
	Needs
	template *page.Template
}

// New routes the wall.
func New(kit *page.Kit, needs Needs) (func(gin.IRouter), error) {
	t, err := kit.Parse(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	w := &wall{kit, needs, t}
	return func(r gin.IRouter) { r.Match([]string{http.MethodGet, http.MethodHead}, Path, w.serve) }, nil
}

// title is the document's.
var title = model.Text{ZH: "大屏", EN: "Wall"}

func (w *wall) serve(c *gin.Context) {
	asked, wrong := w.Asked(c)
	if wrong != nil {
		w.template.Refuse(c, asked, *wrong)
		return
	}
	s, wrong := w.settings(asked)
	if wrong != nil {
		w.template.Refuse(c, asked, *wrong)
		return
	}
	shown, err := w.content(c.Request.Context(), asked, s)
	if err != nil {
		// The wall that hangs there tells so below what it showed last; a new
		// one waits until there is something to show.
		why := w.Undrawn(c.Request.Context(), "wall", err)
		w.template.RefuseBare(c, asked, why, content{settings: s, Problem: why.Text.In(asked.Lang)})
		return
	}
	w.template.WriteBare(c, asked, title, shown)
}

// settings are how a wall is asked to hang.
type settings struct {
	Rotate  int // Seconds that a page stays; 0 stops.
	pages   []string
	regions []model.Region // In turn; none leaves them to what is known.
	show    string         // Code of the region that is shown; empty for the first.
}

// The kinds of page, in turn.
const (
	overviewPage   = "overview"
	indicatorsPage = "indicators"
	projectsPage   = "projects"
	systemsPage    = "systems"
)

var allPages = []string{overviewPage, indicatorsPage, projectsPage, systemsPage}

const (
	defaultRotate = 20
	longestRotate = 3600
)

func (w *wall) settings(a page.Asked) (s settings, wrong *page.Refusal) {
	s = settings{Rotate: defaultRotate, pages: allPages}
	if text := a.Query.Get("rotate"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > longestRotate {
			return s, page.Bad(model.Text{
				ZH: "rotate：应为 0 到 3600 的秒数，0 为不轮播", EN: "rotate: want seconds from 0 to 3600; 0 does not rotate",
			})
		}
		s.Rotate = n
	}
	if text := a.Query.Get("pages"); text != "" {
		s.pages = list(text)
		for _, one := range s.pages {
			if !slices.Contains(allPages, one) {
				known := strings.Join(allPages, ", ")
				return s, page.Bad(model.Text{ZH: "pages：应为 " + known + " 中的几个", EN: "pages: want some of " + known})
			}
		}
	}
	for _, name := range list(a.Query.Get("regions")) {
		r, err := w.Catalog.Find(name)
		if err != nil {
			return s, page.Bad(model.Text{ZH: "regions：没有地区 “" + name + "”", EN: `regions: there is no region "` + name + `"`})
		}
		s.regions = append(s.regions, r)
	}
	if text := a.Query.Get("show"); text != "" {
		r, err := w.Catalog.Find(text)
		if err != nil {
			return s, page.Bad(model.Text{ZH: "show：没有地区 “" + text + "”", EN: `show: there is no region "` + text + `"`})
		}
		s.show = r.Code
	}
	return s, nil
}

// list reads names with commas between.
func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、 ", r) })
}
