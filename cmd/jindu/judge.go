package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"jindu/alerts"
	"jindu/internal/config"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// packs are the packs that there are.
type packs struct {
	applied progress.Packs // Those that the board shows.
	known   progress.Packs // All that can be asked for.
}

// readPacks gives the packs: of the embedded ones those apply that the catalog
// names, and so does every one of the configuration's files.
func readPacks(c *config.Config, names []string) (p packs, err error) {
	for _, name := range names {
		text, err := fs.ReadFile(alerts.Packs, "packs/"+name+".yml")
		if err != nil {
			return packs{}, fmt.Errorf("pack %q, which the catalog names, is not one that jindu comes with", name)
		}
		if err := p.applied.Add(text); err != nil {
			return packs{}, err
		}
	}
	if p.known, err = embeddedPacks(); err != nil {
		return packs{}, err
	}
	for _, file := range c.Packs {
		text, err := os.ReadFile(file)
		if err != nil {
			return packs{}, fmt.Errorf("pack: %w", err)
		}
		if err := p.applied.Add(text); err != nil {
			return packs{}, fmt.Errorf("%s: %w", file, err)
		}
		p.known.Sides = nil // Nobody asks for sides by name.
		if err := p.known.Add(text); err != nil {
			return packs{}, fmt.Errorf("%s: %w", file, err)
		}
	}
	return p, nil
}

// embeddedPacks are those that jindu comes with.
func embeddedPacks() (all progress.Packs, err error) {
	files, err := fs.Glob(alerts.Packs, "packs/*.yml")
	if err != nil {
		return all, err
	}
	for _, file := range files {
		text, err := fs.ReadFile(alerts.Packs, file)
		if err != nil {
			return all, err
		}
		if err := all.Add(text); err != nil {
			return all, fmt.Errorf("%s: %w", file, err)
		}
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
