package main

import (
	"jindu/internal/config"
	"jindu/internal/progress"
)

// rulebook is all that an office goes by.
type rulebook struct {
	progress.Rules
	packs packs
}

// readRulebook reads the files that the configuration names, and changes
// nothing.
func readRulebook(c *config.Config) (rulebook, error) {
	catalog, err := c.ReadCatalog()
	if err != nil {
		return rulebook{}, err
	}
	packs, err := readPacks(c, catalog.Packs)
	if err != nil {
		return rulebook{}, err
	}
	workdays, err := c.ReadWorkdays()
	if err != nil {
		return rulebook{}, err
	}
	return rulebook{
		Rules: progress.Rules{Catalog: catalog, Packs: packs.applied, Zone: c.Zone(), Workdays: workdays},
		packs: packs,
	}, nil
}
