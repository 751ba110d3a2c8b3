package table

import (
	"strings"
	"unicode"
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
	return strings.TrimSpace(strings.Map(narrow, text))
}

// narrow gives the ASCII form of a full-width letter, digit or sign, and drops
// what can't be seen and stands in the way, such as zero-width spaces. Other
// characters of Chinese text, such as 、, stay as they are.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000' || r == '\u00a0':
		return ' '
	case r >= '\u200b' && r <= '\u200d' || r == '\ufeff':
		return -1
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
