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

// folded tells a text that foldName leaves as it is, as it does numbers and
// codes.
func folded(text string) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c > '~' || c == '_' || c == '*' || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
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
	if folded(text) {
		return text
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '_' || r == '*' {
			return -1
		}
		return r
	}, Fold(text)))
}
