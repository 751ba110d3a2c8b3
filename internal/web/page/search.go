package page

import (
	"net/url"
	"slices"
	"strings"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// A Search is for a project by its number, or else by its name: in some
// regions, and if several have one, in the one that was named.
type Search struct {
	Project string
	Regions model.RegionSet
	Named   string // Code of the region that was named; may be empty.
}

// In gives the projects that are meant: none, one, or those among which the
// reader must choose.
func (s Search) In(projects []progress.ProjectState) []progress.ProjectState {
	var byNumber, byName []progress.ProjectState
	for _, p := range projects {
		switch {
		case !s.Regions.Has(p.Region):
		case p.ID == s.Project:
			byNumber = append(byNumber, p)
		case p.Name == s.Project && s.Project != "":
			byName = append(byName, p)
		}
	}
	found := byNumber
	if len(found) == 0 {
		found = byName
	}
	if at := slices.IndexFunc(found, func(p progress.ProjectState) bool { return p.Region == s.Named }); at >= 0 {
		return found[at : at+1]
	}
	return found
}

// Near are the projects whose numbers or names are like what is looked for,
// each once.
func (s Search) Near(projects []progress.ProjectState) (near []progress.ProjectState) {
	called := map[string]progress.ProjectState{}
	var known []string
	for _, p := range projects {
		if !s.Regions.Has(p.Region) {
			continue
		}
		for _, key := range []string{p.ID, p.Name} {
			if _, taken := called[key]; !taken {
				called[key] = p
				known = append(known, key)
			}
		}
	}
	for _, key := range model.Near(s.Project, known) {
		one := called[key]
		same := func(p progress.ProjectState) bool { return p.ID == one.ID && p.Name == one.Name }
		if !slices.ContainsFunc(near, same) {
			near = append(near, one)
		}
	}
	return near
}

// NumberAndName is what a project is called in a sentence.
func NumberAndName(p progress.ProjectState) string { return strings.TrimSpace(p.ID + " " + p.Name) }

// ProjectPath is where a project's page is, whatever its number is made of.
func ProjectPath(id string) string { return "/projects/" + url.PathEscape(id) }
