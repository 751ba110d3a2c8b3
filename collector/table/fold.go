package table

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Fold brings a text to the form it is compared in: full-width letters, digits
// and brackets narrowed, and the spaces around trimmed.
func Fold(text string) string {
	plain := true
	for i := range len(text) {
		if text[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(strings.Map(dropInvisible, width.Narrow.String(text)))
}

// dropInvisible removes what can't be seen and stands in the way: zero-width
// spaces and byte order marks. Wide and hard spaces become plain ones.
func dropInvisible(r rune) rune {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\ufeff':
		return -1
	case '\u3000', '\u00a0':
		return ' '
	}
	return r
}

// foldName is Fold for names of columns and sheets: no spaces, underscores or
// line breaks inside, and lower case.
func foldName(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '_' || r == '*' {
			return -1
		}
		return r
	}, Fold(text)))
}
