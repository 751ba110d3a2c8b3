package model

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// A Plain is a short decimal number, as nearly all figures are: digits times
// ten to an exponent, exactly. It does what decimal.Decimal does with such
// numbers, without that one's memory: a bulk load has a million of them.
type Plain struct {
	digits   int64 // Fewer than 2^53, so that a float64 holds them exactly.
	exponent int32
}

// plainDigits is how many digits surely fit.
const plainDigits = 15

// ParsePlain reads a number of up to 15 digits that is written with nothing but
// them, a sign and a point: 12.19, -3. It reports false for any other text,
// which may be a number all the same; see ParseNumber.
func ParsePlain(text string) (Plain, bool) {
	rest, negative := text, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		rest, negative = rest[1:], rest[0] == '-'
	}
	var p Plain
	digits, point := 0, false
	for _, c := range []byte(rest) {
		switch {
		case c >= '0' && c <= '9':
			p.digits = p.digits*10 + int64(c-'0')
			if digits++; point {
				p.exponent--
			}
		case c == '.' && !point:
			point = true
		default:
			return Plain{}, false
		}
		if digits > plainDigits {
			return Plain{}, false
		}
	}
	if negative {
		p.digits = -p.digits
	}
	return p, digits > 0
}

// Decimal gives the same number.
func (p Plain) Decimal() decimal.Decimal { return decimal.New(p.digits, p.exponent) }

// ToBase converts an amount of a unit to base units, exactly.
func (p Plain) ToBase(u Unit) Plain {
	return Plain{p.digits, p.exponent + u.Factor.Exponent()} // Every factor is a power of ten.
}

// IsZero tells the number zero.
func (p Plain) IsZero() bool { return p.digits == 0 }

// Float64 gives the nearest float64, the same that decimal's InexactFloat64
// does.
func (p Plain) Float64() float64 {
	switch {
	case p.digits == 0:
		return 0
	case p.exponent >= 0 && p.exponent <= 22: // Both are exact, so the product is rounded once.
		return float64(p.digits) * powersOfTen[p.exponent]
	case p.exponent < 0 && p.exponent >= -22:
		return float64(p.digits) / powersOfTen[-p.exponent]
	}
	text := strconv.AppendInt(make([]byte, 0, 40), p.digits, 10)
	text = strconv.AppendInt(append(text, 'e'), int64(p.exponent), 10)
	value, _ := strconv.ParseFloat(string(text), 64) // Beyond what a float64 holds it is infinite, or 0.
	return value
}

// powersOfTen are those that a float64 holds exactly.
var powersOfTen = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}
