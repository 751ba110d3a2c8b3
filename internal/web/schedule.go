package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// SchedulePath is where a project's schedule is given as JSON; see docs/query.md.
const SchedulePath = "/api/jindu/v1/schedule"

// schedule gives the schedule of the project that ?project= names by its
// number or its name, in the region ?region= or one below it (?only=true: in
// itself) where several have it, at ?time=, as known at ?as_of=. It answers 404 where there is no such project,
// or it has no activities.
func (s *Server) schedule(c *gin.Context) {
	t, asOf, wrong := s.options.Moments(c)
	if wrong != nil {
		wrong.JSON(c)
		return
	}
	regions, unclear := s.options.Regions(c.Request)
	if unclear != nil {
		page.Bad(*unclear).JSON(c)
		return
	}
	board, err := s.options.Boards.Board(c.Request.Context(), t, asOf)
	if err != nil {
		s.options.Undrawn(c.Request.Context(), "schedule", err).JSON(c)
		return
	}
	then := thenOf(c)
	named, _ := s.options.Catalog.Region(c.Query("region"))
	search := page.Search{Project: c.Query("project"), Regions: regions, Named: named.Code}
	project, wrong := findProject(board.Projects, search, then)
	if wrong != nil {
		wrong.JSON(c)
		return
	}
	schedule, ok := project.ScheduleOn(model.NewDay(t))
	if !ok {
		page.Missing("no_schedule", model.Text{
			ZH: "项目 " + project.ID + " " + then.ZH + "没有工序", EN: "project " + project.ID + " has no activities (工序)" + then.EN,
		}).JSON(c)
		return
	}
	c.JSON(http.StatusOK, schedule)
}

// thenOf is what stands for the time in a sentence: of a time that was asked
// about, or of now.
func thenOf(c *gin.Context) model.Text {
	if c.Query("time") == "" && c.Query("as_of") == "" {
		return model.Text{ZH: "目前"}
	}
	return model.Text{ZH: "当时", EN: " then"}
}

// findProject finds the one project that is looked for.
func findProject(projects []progress.ProjectState, search page.Search, then model.Text) (progress.ProjectState, *page.Refusal) {
	found := search.In(projects)
	switch len(found) {
	case 0:
		missing := model.Text{ZH: then.ZH + "没有项目 " + search.Project, EN: "there is no project " + search.Project + then.EN}
		var near []string
		for _, p := range search.Near(projects) {
			near = append(near, page.NumberAndName(p))
		}
		return progress.ProjectState{}, page.Missing("no_project", missing.DidYouMean(near))
	case 1:
		return found[0], nil
	}
	where := make([]string, len(found))
	for i, p := range found {
		where[i] = p.ID + " (" + p.Region + ")"
	}
	list := strings.Join(where, ", ")
	return progress.ProjectState{}, &page.Refusal{Status: http.StatusConflict, Code: "several_projects", Text: model.Text{
		ZH: "有多个项目 " + search.Project + "：" + list, EN: "there are several projects " + search.Project + ": " + list,
	}}
}
