package web

import (
	"net/http"
	"slices"
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
	project, wrong := findProject(board.Projects, c.Query("project"), s.nearest(c.Query("region"), regions), then)
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

// within is where a project is looked for: in some regions, and if several have
// one, in the one that was named.
type within struct {
	regions model.RegionSet
	named   string
}

func (s *Server) nearest(name string, regions model.RegionSet) within {
	region, _ := s.options.Catalog.Region(name)
	return within{regions, region.Code}
}

// only leaves the project of the region that was named, if there is one.
func (w within) only(found []progress.ProjectState) []progress.ProjectState {
	at := slices.IndexFunc(found, func(p progress.ProjectState) bool { return p.Region == w.named })
	if at < 0 {
		return found
	}
	return found[at : at+1]
}

// findProject finds a project by its number, or else by its name.
func findProject(projects []progress.ProjectState, project string, in within, then model.Text) (progress.ProjectState, *page.Refusal) {
	var byNumber, byName []progress.ProjectState
	for _, p := range projects {
		switch {
		case !in.regions.Has(p.Region):
		case p.ID == project:
			byNumber = append(byNumber, p)
		case p.Name == project && project != "":
			byName = append(byName, p)
		}
	}
	found := byNumber
	if len(found) == 0 {
		found = byName
	}
	found = in.only(found)
	switch len(found) {
	case 0:
		missing := model.Text{ZH: then.ZH + "没有项目 " + project, EN: "there is no project " + project + then.EN}
		return progress.ProjectState{}, page.Missing("no_project", missing.DidYouMean(nearProjects(projects, project, in)))
	case 1:
		return found[0], nil
	}
	where := make([]string, len(found))
	for i, p := range found {
		where[i] = p.ID + " (" + p.Region + ")"
	}
	list := strings.Join(where, ", ")
	return progress.ProjectState{}, &page.Refusal{Status: http.StatusConflict, Code: "several_projects", Text: model.Text{
		ZH: "有多个项目 " + project + "：" + list, EN: "there are several projects " + project + ": " + list,
	}}
}

// nearProjects are the projects whose numbers or names are like the one given.
func nearProjects(projects []progress.ProjectState, given string, in within) (near []string) {
	called := map[string]string{}
	var known []string
	for _, p := range projects {
		if !in.regions.Has(p.Region) {
			continue
		}
		for _, key := range []string{p.ID, p.Name} {
			if _, taken := called[key]; !taken {
				called[key] = strings.TrimSpace(p.ID + " " + p.Name)
				known = append(known, key)
			}
		}
	}
	for _, key := range model.Near(given, known) {
		if one := called[key]; !slices.Contains(near, one) {
			near = append(near, one)
		}
	}
	return near
}
