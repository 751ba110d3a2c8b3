package model

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"
)

// narrow brings full-width digits, letters and signs to their ASCII forms and
// trims the spaces around.
func narrow(text string) string {
	if strings.IndexFunc(text, hasWidth) < 0 { // Most texts; this is asked for every cell.
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(width.Narrow.String(strings.ReplaceAll(text, "\u3000", " ")))
}

// hasWidth tells a rune that may have a narrower form: neither ASCII nor a
// Chinese character.
func hasWidth(r rune) bool { return r > 0x7e && (r < 0x4e00 || r > 0x9fff) }

var (
	plainNumber   = regexp.MustCompile(`^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$`)
	groupedNumber = regexp.MustCompile(`^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$`)
	trailingUnit  = regexp.MustCompile(`^([^\p{Han}%‰a-zA-Z]*[\d.])\s*([\p{Han}%‰].*)$`)
)

// ParseNumber reads an exact number as people type it: full-width digits,
// thousands commas and surrounding spaces are understood. The minus sign may
// be a full-width one or U+2212.
func ParseNumber(text string) (decimal.Decimal, error) {
	if p, ok := ParsePlain(text); ok {
		return p.Decimal(), nil
	}
	folded := strings.ReplaceAll(narrow(text), "\u2212", "-")
	if groupedNumber.MatchString(folded) {
		folded = strings.ReplaceAll(folded, ",", "")
	}
	if !plainNumber.MatchString(folded) {
		return decimal.Decimal{}, fmt.Errorf("%q is not a number", text)
	}
	return decimal.NewFromString(folded)
}

// ParseAmount reads a number that may carry its own unit (12.19亿元, 27.1%) and
// gives it in base units. A unit in the text goes before the fallback, which
// may be nil where none is known.
func ParseAmount(text string, fallback *Unit) (decimal.Decimal, Unit, error) {
	number, u := text, fallback
	if parts := trailingUnit.FindStringSubmatch(narrow(text)); parts != nil {
		named, ok := ParseUnit(parts[2])
		if !ok {
			return decimal.Decimal{}, Unit{}, fmt.Errorf("unit %q: want one of %s", parts[2], UnitNames)
		}
		number, u = parts[1], &named
	}
	amount, err := ParseNumber(number)
	if err != nil {
		return decimal.Decimal{}, Unit{}, err
	}
	if u == nil {
		return decimal.Decimal{}, Unit{}, fmt.Errorf("%q has no unit, and neither have its column and its table", text)
	}
	return u.ToBase(amount), *u, nil
}
