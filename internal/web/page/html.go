package page

import (
	"html/template"

	"jindu/internal/model"
	"jindu/internal/phrase"
)

// Link is a link with its text, for a cell of a list.
func Link(address, text string) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(address) + `">` + template.HTMLEscapeString(text) + `</a>`) //nolint:gosec // Both are escaped.
}

// Mark is a pack's colour by its shape and word, as the template "colour" has it.
func Mark(colour string, lang model.Language) template.HTML {
	return template.HTML(`<span class="mark ` + template.HTMLEscapeString(colour) + `"><span aria-hidden="true">` + //nolint:gosec // All of it is escaped.
		phrase.Shape(colour) + `</span> ` + template.HTMLEscapeString(phrase.Colour(colour, lang)) + `</span>`)
}
