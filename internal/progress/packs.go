package progress

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
)

// Packs are the declared rules of judging: colours, scores, and the sides of a
// region's standing.
type Packs struct {
	Colours []Pack
	Scores  []ScorePack
	Sides   *SidesPack // Nil where none is declared; there can be one.
}

// Add reads a pack of any kind from YAML. A name must not be there already.
func (p *Packs) Add(text []byte) error {
	var head struct {
		Kind string `yaml:"kind"`
	}
	if err := yaml.Unmarshal(text, &head); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	switch head.Kind {
	case "", "colour":
		pack, err := ParsePack(text)
		if err != nil {
			return err
		}
		p.Colours = append(p.Colours, pack)
		return p.unique(pack.Name)
	case "score":
		pack, err := ParseScorePack(text)
		if err != nil {
			return err
		}
		p.Scores = append(p.Scores, pack)
		return p.unique(pack.Name)
	case "sides":
		pack, err := ParseSidesPack(text)
		if err != nil {
			return err
		}
		if p.Sides != nil {
			return fmt.Errorf("pack %q: %q declares the sides already; leave one out, an embedded one by packs in the catalog", pack.Name, p.Sides.Name)
		}
		p.Sides = &pack
		return nil
	}
	return fmt.Errorf("pack: kind %q: want colour, score or sides", head.Kind)
}

// unique says that a name, which the last pack bears, is another's already.
func (p *Packs) unique(name string) error {
	found := 0
	for _, one := range p.Names() {
		if one == name {
			found++
		}
	}
	if found > 1 {
		return fmt.Errorf("pack %q: there are two of this name", name)
	}
	return nil
}

// Names are those of the packs that judge projects: of colours, then of scores.
func (p *Packs) Names() []string {
	var names []string
	for _, pack := range p.Colours {
		names = append(names, pack.Name)
	}
	for _, pack := range p.Scores {
		names = append(names, pack.Name)
	}
	return names
}

// Choose gives those of some names, in the order of the names, and the first
// name that none has.
func (p *Packs) Choose(names []string) (chosen Packs, unknown string) {
	rules := Rules{Packs: *p}
	for _, name := range names {
		colour, score := rules.packIndex(name), rules.scoreIndex(name)
		switch {
		case chosen.has(name):
		case colour >= 0:
			chosen.Colours = append(chosen.Colours, p.Colours[colour])
		case score >= 0:
			chosen.Scores = append(chosen.Scores, p.Scores[score])
		default:
			return Packs{}, name
		}
	}
	return chosen, ""
}

func (p *Packs) has(name string) bool { return slices.Contains(p.Names(), name) }
