package main

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/rulebook"
)

// officeRules are all that an office goes by.
type officeRules struct {
	progress.Rules
	packs   packs
	source  string        // own, or the target that they were taken from.
	version string        // Of what was taken from the source.
	book    rulebook.Book // All of it, as it is offered to districts.
}

// readRules reads the files that the configuration names, and the version in
// force of those from above, and changes nothing.
func readRules(c *config.Config) (officeRules, error) {
	above, err := rulesFromAbove(c)
	if err != nil {
		return officeRules{}, err
	}
	return rulesOf(c, above)
}

// shelfOf keeps what was taken from above.
func shelfOf(c *config.Config) rulebook.Shelf {
	return rulebook.NewShelf(filepath.Join(c.Data, "upstream", "rules"))
}

// rulesFromAbove gives the version in force; nil where an office goes by its
// own rules, or nothing has come yet.
func rulesFromAbove(c *config.Config) (*rulebook.Book, error) {
	if c.RulesFrom == config.RulesOwn {
		return nil, nil //nolint:nilnil // There is none.
	}
	shelf, version := shelfOf(c), c.RulesVersion
	if version == "" {
		current, err := shelf.Current()
		if err != nil || current == "" {
			return nil, err
		}
		version = current
	} else if kept, err := shelf.Versions(); err != nil || !slices.Contains(kept, version) {
		if err != nil {
			return nil, err
		}
		return nil, model.Faultf("rules_version %s：%w；留存的有 %s",
			"rules_version %s: %w; kept are %s", version, rulebook.ErrNotKept, strings.Join(kept, ", "))
	}
	book, err := shelf.Book(version)
	if err != nil {
		return nil, err
	}
	return &book, nil
}

// rulesOf makes rules of what came from above, if anything did, and the
// office's own files. The catalog from above takes the place of the office's
// own; the office's packs and holidays come after those from above.
func rulesOf(c *config.Config, above *rulebook.Book) (officeRules, error) {
	files, err := sourcesOf(c, above)
	if err != nil {
		return officeRules{}, err
	}
	read := officeRules{source: config.RulesOwn}
	read.Zone = c.Zone()
	if read.Catalog, err = files.readCatalog(); err != nil {
		return officeRules{}, err
	}
	if read.packs, err = readPacks(files.packs); err != nil {
		return officeRules{}, err
	}
	read.Packs = read.packs.applied
	if read.Workdays, err = files.readHolidays(); err != nil {
		return officeRules{}, err
	}
	read.book = rulebook.New(files.content(), time.Time{})
	read.version = read.book.Version
	if above != nil {
		read.source, read.version = c.RulesFrom, above.Version
	}
	return read, nil
}

func (s ruleTexts) readCatalog() (*model.Catalog, error) {
	catalog, err := model.ParseCatalog(s.catalog.text)
	if err != nil && s.catalog.name != "" {
		err = model.Faultf("%s：%w", "%s: %w", s.catalog.name, err)
	}
	return catalog, err
}

func (s ruleTexts) readHolidays() (*model.Workdays, error) {
	days := model.DefaultWorkdays()
	for _, file := range s.holidays {
		own, err := model.ParseWorkdays(file.text)
		if err != nil {
			return nil, model.Faultf("节假日 %s：%w", "holidays: %s: %w", file.name, err)
		}
		days = days.With(own)
	}
	return days, nil
}
