package progress

import (
	"errors"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// A Pack is one office's declared rules for warning colours.
type Pack struct {
	Kind       string       `yaml:"kind"` // colour, or nothing.
	Name       string       `yaml:"name"`
	Names      model.Text   `yaml:"names"`
	Source     string       `yaml:"source"`  // Where the rules were read.
	Colours    []string     `yaml:"colours"` // Best first; Undefined among them where a band leaves a colour open.
	Counts     []Subject    `yaml:"counts"`  // Whose worst is a project's colour: all that a project is judged by, unless given.
	Rules      []Rule       `yaml:"rules"`
	Holds      *Hold        `yaml:"holds"`
	Escalation []Escalation `yaml:"escalation"`
}

// A Subject is what a rule of a pack looks at.
type Subject string

// The subjects. The first four are of a project, the others of a region.
const (
	OfProgress  Subject = "progress"  // What is done of the year's task, against its pace.
	OfStart     Subject = "start"     // Months by which the planned start was missed.
	OfApprovals Subject = "approvals" // Where its procedures stand against their limits.
	OfFunds     Subject = "funds"     // What is used of granted money, against what was expected.
	OfDistrict  Subject = "district"  // Months running in which a region's task of the month was missed.
	OfIndicator Subject = "indicator" // The growth of an indicator against plan and the region above.
)

// A Rule gives a subject its colours.
type Rule struct {
	Subject   Subject `yaml:"subject"`
	Judges    Judging `yaml:"judges"`
	Indicator string  `yaml:"indicator"` // Code, of the subject indicator.
	Months    int     `yaml:"months"`    // Window of the subject funds.
	Bands     []Band  `yaml:"bands"`
}

// Judging is the number or the word that a rule's bands divide.
type Judging string

// What rules judge.
const (
	InPoints Judging = "points" // Completion less pace, in percentage points.
	InRatio  Judging = "ratio"  // Completion over pace, in per cent: 80 is a fifth below what was due.
	InMonths Judging = "months" // Months missed; of a district, months running.
	InStates Judging = "states" // A word for where the subject stands.
)

// judgings are what each subject can be judged by.
func (s Subject) judgings() []Judging {
	return map[Subject][]Judging{
		OfProgress: {InPoints, InRatio}, OfStart: {InMonths}, OfApprovals: {InStates},
		OfDistrict: {InMonths}, OfIndicator: {InStates}, OfFunds: {InRatio},
	}[s]
}

// states are the words of a subject that is judged by states.
func (s Subject) states() []string {
	return map[Subject][]string{
		OfApprovals: {"open", "near_due", "overdue", "done", "done_late"},
		OfIndicator: {"met", "growing", "flat", "negative"},
	}[s]
}

// A Hold says that a colour, once given, stays.
type Hold struct {
	Colour string `yaml:"colour"`
	Until  string `yaml:"until"` // closed: see Pack.fold.
}

// An Escalation says who takes a project up that has had a colour, or a worse
// one, for so many months running.
type Escalation struct {
	Colour string     `yaml:"colour"`
	Months int        `yaml:"months"`
	Means  model.Text `yaml:"means"`
}

// ParsePack reads a pack of colours from YAML. Unknown fields are errors.
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
	switch {
	case p.Kind != "" && p.Kind != "colour":
		return fmt.Errorf("kind %q: want colour", p.Kind)
	case p.Name == "":
		return errors.New("name is missing")
	case len(p.Colours) == 0:
		return errors.New("colours is missing")
	case len(p.Rules) == 0:
		return errors.New("rules is missing")
	}
	seen := map[string]bool{}
	for i, colour := range p.Colours {
		if colour == "" {
			return fmt.Errorf("colour %d has no name", i+1)
		}
		if seen[colour] {
			return fmt.Errorf("colour %s stands twice", colour)
		}
		seen[colour] = true
	}
	if err := p.checkRules(); err != nil {
		return err
	}
	return p.checkEffects()
}

func (p Pack) checkRules() error {
	seen := map[Subject]bool{}
	for _, r := range p.Rules {
		if r.Subject.judgings() == nil {
			return fmt.Errorf("subject %q: want progress, start, approvals, district, indicator or funds", r.Subject)
		}
		if seen[r.Subject] {
			return fmt.Errorf("subject %s stands twice", r.Subject)
		}
		seen[r.Subject] = true
		if err := r.check(p); err != nil {
			return fmt.Errorf("subject %s: %w", r.Subject, err)
		}
	}
	for _, subject := range p.Counts {
		if !seen[subject] || !subject.ofProject() {
			return fmt.Errorf("counts: %q is not a subject of projects with a rule here", subject)
		}
	}
	return nil
}

func (r Rule) check(p Pack) error {
	if !slices.Contains(r.Subject.judgings(), r.Judges) {
		return fmt.Errorf("judges %q: want one of %v", r.Judges, r.Subject.judgings())
	}
	if (r.Subject == OfIndicator) != (r.Indicator != "") {
		return errors.New("indicator, the code of one, belongs to the subject indicator and must be there")
	}
	if (r.Subject == OfFunds) != (r.Months > 0) {
		return errors.New("months, the length of the window, belongs to the subject funds and must be there")
	}
	for _, b := range r.Bands {
		if err := b.check(p); err != nil {
			return err
		}
	}
	if r.Judges == InStates {
		return coverStates(r.Bands, r.Subject.states())
	}
	return coverNumbers(r.Bands)
}

// checkEffects checks what follows from colours.
func (p Pack) checkEffects() error {
	if h := p.Holds; h != nil {
		if p.Level(h.Colour) < 1 || h.Colour == Undefined {
			return fmt.Errorf("holds: colour %q: want one of the pack's, and not the best", h.Colour)
		}
		if h.Until != "closed" {
			return fmt.Errorf("holds: until %q: want closed", h.Until)
		}
	}
	for _, e := range p.Escalation {
		if p.Level(e.Colour) < 0 || e.Months < 1 || e.Means == (model.Text{}) {
			return fmt.Errorf("escalation: %q after %d months: want a colour of the pack, 1 or more months, and what it means",
				e.Colour, e.Months)
		}
	}
	return nil
}

// ofProject tells a subject that is judged for each project.
func (s Subject) ofProject() bool { return s != OfDistrict && s != OfIndicator }

// Level is a colour's place in the pack's order, 0 for the best, and -1 for a
// colour that the pack does not have.
func (p Pack) Level(colour string) int { return slices.Index(p.Colours, colour) }

// Rule gives the rule of a subject.
func (p Pack) Rule(s Subject) (Rule, bool) {
	i := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.Subject == s })
	if i < 0 {
		return Rule{}, false
	}
	return p.Rules[i], true
}

// counts tells whether a subject has a part in a project's colour.
func (p Pack) counts(s Subject) bool { return len(p.Counts) == 0 || slices.Contains(p.Counts, s) }
