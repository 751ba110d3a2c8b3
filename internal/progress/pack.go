package progress

import (
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// A Pack is one office's declared rule for warning colours.
type Pack struct {
	Name    string     `yaml:"name"`
	Names   model.Text `yaml:"names"`
	Source  string     `yaml:"source"` // Where the rule was read.
	Judges  string     `yaml:"judges"` // points: the gap in percentage points.
	Colours []Band     `yaml:"colours"`
}

// A Band is a colour and the lowest gap that still has it, in percentage
// points, inclusive. The last band has none: all that is lower falls in it.
type Band struct {
	Colour string   `yaml:"colour"`
	From   *float64 `yaml:"from"`
}

// ParsePack reads a pack from YAML. Unknown fields are errors.
func ParsePack(text []byte) (Pack, error) {
	var p Pack
	if err := yaml.UnmarshalWithOptions(text, &p, yaml.Strict()); err != nil {
		return Pack{}, fmt.Errorf("pack: %w", err)
	}
	if err := p.check(); err != nil {
		return Pack{}, fmt.Errorf("pack %q: %w", p.Name, err)
	}
	return p, nil
}

func (p Pack) check() error {
	if p.Name == "" {
		return errors.New("name is missing")
	}
	if p.Judges != "points" {
		return fmt.Errorf("judges %q: want points", p.Judges)
	}
	if len(p.Colours) == 0 {
		return errors.New("colours is missing")
	}
	seen := map[string]bool{}
	last := len(p.Colours) - 1
	for i, band := range p.Colours {
		switch {
		case band.Colour == "":
			return fmt.Errorf("colour %d has no name", i+1)
		case seen[band.Colour]:
			return fmt.Errorf("colour %s stands twice", band.Colour)
		case i == last && band.From != nil:
			return fmt.Errorf("colour %s is the last and takes all that is lower: it can't have from", band.Colour)
		case i < last && band.From == nil:
			return fmt.Errorf("colour %s needs from, the lowest gap in points that still has it", band.Colour)
		case i > 0 && i < last && *band.From >= *p.Colours[i-1].From:
			return fmt.Errorf("colour %s: from must be lower than that of %s", band.Colour, p.Colours[i-1].Colour)
		}
		seen[band.Colour] = true
	}
	return nil
}

// Colour judges a gap given as a share of the task (0.1 is ten points). It is
// empty where the gap is unknown: no report has no colour.
func (p Pack) Colour(gap Number) string {
	if !gap.Known {
		return ""
	}
	for _, band := range p.Colours {
		if band.From == nil || tidy(gap.Value) >= tidy(*band.From/100) {
			return band.Colour
		}
	}
	return ""
}
