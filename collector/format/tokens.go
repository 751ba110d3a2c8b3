package format

import (
	"encoding/xml"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// cellBytes is how long a cell's text may be; spreadsheets hold 32,767 letters.
const cellBytes = 1 << 20

// A tokenReader reads a part of a workbook piece by piece, so that no element
// is in memory but the one at hand, however many a crafted file has.
type tokenReader struct{ *xml.Decoder }

// A rawCell is a cell as the sheet's part holds it.
type rawCell struct {
	ref, kind string
	style     int
	formula   bool
	value     string
}

// start gives the next start of an element of one of these names.
func (r tokenReader) start(names ...string) (xml.StartElement, error) {
	for {
		token, err := r.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := token.(xml.StartElement); ok && slices.Contains(names, start.Name.Local) {
			return start, nil
		}
	}
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// cell reads the rest of a cell: a formula, a value, or a text of its own.
func (r tokenReader) cell(start xml.StartElement) (rawCell, error) {
	c := rawCell{ref: attribute(start, "r"), kind: attribute(start, "t")}
	c.style, _ = strconv.Atoi(attribute(start, "s")) // None is the first.
	for {
		token, err := r.Token()
		if err != nil {
			return c, err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return c, nil
		case xml.StartElement:
			switch t.Name.Local {
			case "v", "is":
				c.value, err = r.text(t)
			case "f":
				c.formula = true
				err = r.Skip()
			default:
				err = r.Skip()
			}
			if err != nil {
				return c, err
			}
		}
	}
}

// text reads the letters of an element that has started, up to its end. Of a
// text whose parts are written differently it reads all, but not how they are
// read aloud (rPh).
func (r tokenReader) text(start xml.StartElement) (string, error) {
	var b strings.Builder
	letters := start.Name.Local == "v" // In other elements, only t holds letters.
	for depth := 1; depth > 0; {
		token, err := r.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			if !letters {
				continue
			}
			if b.Len()+len(t) > cellBytes {
				return "", errors.New("a text too long for a cell")
			}
			b.Write(t)
		case xml.EndElement:
			depth--
			letters = false
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := r.Skip(); err != nil {
					return "", err
				}
				continue
			}
			depth++
			letters = t.Name.Local == "t"
		}
	}
	return b.String(), nil
}
