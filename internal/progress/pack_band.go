package progress

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Undefined is the colour of a band that the rules as published leave open and
// that the pack gives no colour of its own.
const Undefined = "undefined"

// A Band is a stretch of what a rule judges, and its colour. From and To are
// inside it, Above and Below are not; a side without a bound is open.
type Band struct {
	Colour string   `yaml:"colour"`
	From   *float64 `yaml:"from"`
	Above  *float64 `yaml:"above"`
	To     *float64 `yaml:"to"`
	Below  *float64 `yaml:"below"`
	States []string `yaml:"states"` // In place of bounds, where states are judged.
	Means  string   `yaml:"means"`  // Of an undefined band: none, or the colour that is given there.
}

// colour is what a subject in the band gets.
func (b Band) colour() string {
	if b.Colour == Undefined && b.Means != "none" {
		return b.Means
	}
	return b.Colour
}

func (b Band) check(p Pack) error {
	switch {
	case b.Colour == "":
		return errors.New("a band has no colour")
	case b.Colour == Undefined && b.Means != "none" && p.Level(b.Means) < 0:
		return fmt.Errorf("an undefined band means %q: want none or a colour of the pack", b.Means)
	case b.Colour != Undefined && b.Means != "":
		return fmt.Errorf("band %s: only an undefined band has means", b.Colour)
	case p.Level(b.colour()) < 0:
		return fmt.Errorf("band %s: colours doesn't list it", b.Colour)
	case b.From != nil && b.Above != nil:
		return fmt.Errorf("band %s: want from or above, not both", b.Colour)
	case b.To != nil && b.Below != nil:
		return fmt.Errorf("band %s: want to or below, not both", b.Colour)
	}
	return nil
}

// An edge is a bound as a point between values: just before a value, or just
// after it.
type edge struct {
	at    float64
	after bool
}

// edges are the two sides of a band.
func (b Band) edges() (lower, upper edge) {
	lower, upper = edge{at: math.Inf(-1)}, edge{at: math.Inf(1)}
	switch {
	case b.From != nil:
		lower = edge{at: *b.From}
	case b.Above != nil:
		lower = edge{*b.Above, true}
	}
	switch {
	case b.To != nil:
		upper = edge{*b.To, true}
	case b.Below != nil:
		upper = edge{at: *b.Below}
	}
	return lower, upper
}

func (e edge) compare(other edge) int {
	if c := cmp.Compare(e.at, other.at); c != 0 || e.after == other.after {
		return c
	}
	if e.after {
		return 1
	}
	return -1
}

// holds tells that a value lies in the band.
func (b Band) holds(value float64) bool {
	switch {
	case b.From != nil && value < *b.From, b.Above != nil && value <= *b.Above,
		b.To != nil && value > *b.To, b.Below != nil && value >= *b.Below:
		return false
	}
	return true
}

// coverNumbers checks that every number lies in exactly one band.
func coverNumbers(bands []Band) error {
	if len(bands) == 0 {
		return errors.New("bands is missing")
	}
	sorted := slices.Clone(bands)
	slices.SortStableFunc(sorted, func(a, b Band) int {
		lower, _ := a.edges()
		other, _ := b.edges()
		return lower.compare(other)
	})
	reached := edge{at: math.Inf(-1)}
	for _, b := range sorted {
		lower, upper := b.edges()
		if len(b.States) > 0 {
			return fmt.Errorf("band %s: states are for rules that judge states", b.Colour)
		}
		if upper.compare(lower) <= 0 {
			return fmt.Errorf("band %s is empty", b.Colour)
		}
		if c := lower.compare(reached); c != 0 {
			return fmt.Errorf("band %s %s the one below it: declare a band for every value, undefined where the rule leaves it open",
				b.Colour, map[bool]string{true: "leaves a gap to", false: "overlaps"}[c > 0])
		}
		reached = upper
	}
	if !math.IsInf(reached.at, 1) {
		return fmt.Errorf("no band goes on above %v: declare a band for every value", reached.at)
	}
	return nil
}

// coverStates checks that every state stands in exactly one band.
func coverStates(bands []Band, states []string) error {
	seen := map[string]bool{}
	for _, b := range bands {
		if b.From != nil || b.Above != nil || b.To != nil || b.Below != nil || len(b.States) == 0 {
			return fmt.Errorf("band %s: want states, and no bounds", b.Colour)
		}
		for _, s := range b.States {
			if !slices.Contains(states, s) {
				return fmt.Errorf("band %s: state %q: want one of %v", b.Colour, s, states)
			}
			if seen[s] {
				return fmt.Errorf("band %s: state %s stands twice", b.Colour, s)
			}
			seen[s] = true
		}
	}
	for _, s := range states {
		if !seen[s] {
			return fmt.Errorf("no band has the state %s: declare one, undefined where the rule leaves it open", s)
		}
	}
	return nil
}

// Colour gives the colour of a number: points, per cent or months, as the rule
// judges. It is empty where the number is unknown: no report has no colour.
func (r Rule) Colour(value Number) string {
	if !value.Known {
		return ""
	}
	v := tidy(value.Value)
	for _, b := range r.Bands {
		if b.holds(v) {
			return b.colour()
		}
	}
	return ""
}

// ColourOf gives the colour of a state, and nothing for a state that no band has.
func (r Rule) ColourOf(state string) string {
	for _, b := range r.Bands {
		if slices.Contains(b.States, state) {
			return b.colour()
		}
	}
	return ""
}
