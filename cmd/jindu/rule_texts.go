package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"jindu/alerts"
	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/rulebook"
)

// ruleTexts are the files that rules are read from.
type ruleTexts struct {
	catalog  ruleText
	packs    []ruleText // That apply, in their order.
	holidays []ruleText
}

// A ruleText is one file.
type ruleText struct {
	name string // For errors; empty for the embedded catalog.
	text []byte
	// standsIn tells that a pack may take the place of an embedded one of its
	// name: it is that one, or the centre's.
	standsIn bool
}

// sourcesOf reads the files of what came from above, if anything did, and of
// the configuration.
func sourcesOf(c *config.Config, above *rulebook.Book) (s ruleTexts, err error) {
	if above == nil {
		s, err = ownSources(c)
	} else {
		s, err = sourcesAbove(*above)
	}
	if err != nil {
		return ruleTexts{}, err
	}
	for _, file := range c.Packs {
		text, err := os.ReadFile(file)
		if err != nil {
			return ruleTexts{}, model.Faultf("规则包：%w", "pack: %w", err)
		}
		s.packs = append(s.packs, ruleText{name: file, text: text})
	}
	for _, file := range c.Holidays {
		text, err := os.ReadFile(file)
		if err != nil {
			return ruleTexts{}, model.Faultf("节假日：%w", "holidays: %w", err)
		}
		s.holidays = append(s.holidays, ruleText{name: file, text: text})
	}
	return s, nil
}

// ownSources are the office's catalog and the embedded packs that it names.
func ownSources(c *config.Config) (s ruleTexts, err error) {
	s.catalog.text = model.DefaultCatalogText()
	if c.Catalog != "" {
		s.catalog.name = c.Catalog
		if s.catalog.text, err = os.ReadFile(c.Catalog); err != nil {
			return ruleTexts{}, model.Faultf("目录：%w", "catalog: %w", err)
		}
	}
	catalog, err := s.readCatalog()
	if err != nil {
		return ruleTexts{}, err
	}
	for _, name := range catalog.Packs {
		text, err := fs.ReadFile(alerts.Packs, "packs/"+name+".yml")
		if err != nil {
			return ruleTexts{}, model.Faultf("目录所用的规则包 %q 不是 jindu 自带的",
				"pack %q, which the catalog names, is not one that jindu comes with", name)
		}
		s.packs = append(s.packs, ruleText{name: "packs/" + name + ".yml", text: text, standsIn: true})
	}
	return s, nil
}

// sourcesAbove are the files of a book, which must have every pack that its
// catalog names.
func sourcesAbove(b rulebook.Book) (ruleTexts, error) {
	at := func(name string) string { return "rules " + b.Version + "/" + name }
	s := ruleTexts{catalog: ruleText{name: at("catalog"), text: []byte(b.Catalog)}}
	catalog, err := s.readCatalog()
	if err != nil {
		return ruleTexts{}, err
	}
	var names []string
	for _, f := range b.Packs {
		s.packs = append(s.packs, ruleText{name: at(f.Name), text: []byte(f.Text), standsIn: true})
		name, err := packName([]byte(f.Text))
		if err != nil {
			return ruleTexts{}, model.Faultf("%s：%w", "%s: %w", at(f.Name), err)
		}
		names = append(names, name)
	}
	for _, name := range catalog.Packs {
		if !slices.Contains(names, name) {
			return ruleTexts{}, model.Faultf("%s：规则包 %q 不在其中", "%s: pack %q is not among the packs", s.catalog.name, name)
		}
	}
	for _, f := range b.Holidays {
		s.holidays = append(s.holidays, ruleText{name: at(f.Name), text: []byte(f.Text)})
	}
	return s, nil
}

// content is what districts get of the sources.
func (s ruleTexts) content() rulebook.Content {
	return rulebook.Content{Catalog: string(s.catalog.text), Packs: filesOf(s.packs), Holidays: filesOf(s.holidays)}
}

func filesOf(all []ruleText) []rulebook.File {
	files := make([]rulebook.File, 0, len(all))
	for _, s := range all {
		files = append(files, rulebook.File{Name: filepath.Base(s.name), Text: string(s.text)})
	}
	return files
}
