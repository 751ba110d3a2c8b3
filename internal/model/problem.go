package model

import "strings"

// A Problem is something wrong, or odd, with a submission: where it stands,
// what is written there, and what was expected.
type Problem struct {
	File  string `json:"file,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Cell  string `json:"cell,omitempty"`
	Value string `json:"value,omitempty"`
	What  Text   `json:"what"`
}

// In writes the problem as one line of a language.
func (p Problem) In(lang Language) string {
	var where []string
	for _, part := range []string{p.File, p.Sheet, p.Cell} {
		if part != "" {
			where = append(where, part)
		}
	}
	line := strings.Join(where, " › ")
	if p.Value != "" {
		line += " “" + p.Value + "”"
	}
	if line != "" {
		line += ": "
	}
	return strings.TrimLeft(line, " ") + p.What.In(lang)
}
