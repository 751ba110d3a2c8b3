package main

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"jindu/alerts"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// packs are the packs that there are.
type packs struct {
	applied progress.Packs // Those that the board shows.
	known   progress.Packs // All that can be asked for.
}

// readPacks gives the packs: those of the sources apply, and the embedded ones
// can be asked for too, unless one of the sources stands in for them.
func readPacks(from []ruleText) (p packs, err error) {
	standIns := map[string]ruleText{}
	for _, s := range from {
		if err := p.applied.Add(s.text); err != nil {
			return packs{}, fmt.Errorf("%s: %w", s.name, err)
		}
		if name, err := packName(s.text); err == nil && s.standsIn {
			standIns[name] = s
		}
	}
	embedded, err := embeddedTexts()
	if err != nil {
		return packs{}, err
	}
	for i, e := range embedded {
		if name, _ := packName(e.text); standIns[name].text != nil {
			embedded[i] = standIns[name]
			delete(standIns, name)
		}
	}
	for _, s := range from { // What stands in for nothing is one more.
		name, _ := packName(s.text)
		if _, more := standIns[name]; more || !s.standsIn {
			embedded = append(embedded, s)
		}
	}
	for _, s := range embedded {
		p.known.Sides = nil // Nobody asks for sides by name.
		if err := p.known.Add(s.text); err != nil {
			return packs{}, fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return p, nil
}

// packName is what a pack calls itself.
func packName(text []byte) (string, error) {
	var one progress.Packs
	if err := one.Add(text); err != nil {
		return "", err
	}
	if one.Sides != nil {
		return one.Sides.Name, nil
	}
	return one.Names()[0], nil
}

// embeddedPacks are those that jindu comes with.
func embeddedPacks() (all progress.Packs, err error) {
	texts, err := embeddedTexts()
	if err != nil {
		return all, err
	}
	for _, one := range texts {
		if err := all.Add(one.text); err != nil {
			return all, fmt.Errorf("%s: %w", one.name, err)
		}
	}
	return all, nil
}

func embeddedTexts() ([]ruleText, error) {
	files, err := fs.Glob(alerts.Packs, "packs/*.yml")
	if err != nil {
		return nil, err
	}
	var all []ruleText
	for _, file := range files {
		text, err := fs.ReadFile(alerts.Packs, file)
		if err != nil {
			return nil, err
		}
		all = append(all, ruleText{name: file, text: text})
	}
	return all, nil
}

// judge judges all projects by the packs that are asked for. The board shows
// only some, for each gives several series for every project; the others are
// worked out when somebody asks.
func (o *office) judge(ctx context.Context, t, asOf time.Time, names []string) (web.Judged, error) {
	judged := web.Judged{Packs: o.rules.packs.known}
	if len(names) > 0 {
		var unknown string
		if judged.Packs, unknown = o.rules.packs.known.Choose(names); unknown != "" {
			return web.Judged{}, &web.UnknownPackError{Name: unknown, Known: o.rules.packs.known.Names()}
		}
	}
	var err error
	judged.Projects, judged.Regions, err = o.boards.Judged(ctx, t, asOf, judged.Packs)
	return judged, err
}
