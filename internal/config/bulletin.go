package config

import (
	"maps"
	"slices"
	"strings"

	"jindu/internal/model"
)

// A Bulletin is what stands on bulletins, and what they are written by.
type Bulletin struct {
	Templates string   `yaml:"templates"` // Folder of templates in place of the embedded ones.
	Region    string   `yaml:"region"`    // That they are of, where that is not the office's own.
	Masthead  ByKind   `yaml:"masthead"`
	Number    ByKind   `yaml:"number"` // How a number is written, with {year} and {number}.
	Office    string   `yaml:"office"`
	Signer    string   `yaml:"signer"`
	Editor    string   `yaml:"editor"`
	To        []string `yaml:"to"`
	CC        []string `yaml:"cc"`
	Copies    int      `yaml:"copies"`
	Leading   []string `yaml:"leading_industries"`
}

// ByKind is a text for each kind of bulletin, or one for all, under the empty
// kind.
type ByKind map[string]string

// BulletinKinds are the kinds that a ByKind may name.
func BulletinKinds() []string { return []string{"tongbao", "xinxi", "weekly"} }

// UnmarshalYAML reads a text, or texts by kind.
func (b *ByKind) UnmarshalYAML(unmarshal func(any) error) error {
	var all string
	if unmarshal(&all) == nil {
		*b = nil
		if all != "" {
			*b = ByKind{"": all}
		}
		return nil
	}
	var by map[string]string
	if err := unmarshal(&by); err != nil {
		return err
	}
	*b = by
	return nil
}

func (b ByKind) check(key string) (problems []error) {
	for _, kind := range slices.Sorted(maps.Keys(b)) {
		if kind != "" && !slices.Contains(BulletinKinds(), kind) {
			problems = append(problems, model.Faultf("bulletin：%s：没有 %q 这一种，应为 %s", "bulletin: %s: there is no kind %q: want %s",
				key, kind, strings.Join(BulletinKinds(), ", ")))
		}
	}
	return problems
}

func (b Bulletin) check(catalog *model.Catalog) (problems []error) {
	problems = append(b.Masthead.check("masthead"), b.Number.check("number")...)
	for _, kind := range slices.Sorted(maps.Keys(b.Number)) {
		if text := b.Number[kind]; !strings.Contains(text, "{number}") {
			problems = append(problems, model.Faultf("bulletin：number %q：要含 {number}，如 〔{year}〕{number}号",
				"bulletin: number %q: want {number} in it, as in 〔{year}〕{number}号", text))
		}
	}
	if b.Copies < 0 {
		problems = append(problems, model.Faultf("bulletin：copies %d：应为印数", "bulletin: copies %d: want how many are printed", b.Copies))
	}
	if catalog == nil || b.Region == "" {
		return problems
	}
	if _, ok := catalog.Region(b.Region); !ok {
		problems = append(problems, model.Faultf("bulletin：region %q：应为目录中某个地区的代码或名称",
			"bulletin: region %q: want the code or name of a region of the catalog", b.Region))
	}
	return problems
}
