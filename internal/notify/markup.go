package notify

import (
	"strings"
	"unicode"
)

// markup is how a messenger writes what the words say.
type markup struct {
	escape  func(string) string // Of what comes from figures and names.
	newline string
	bold    func(string) string
	link    func(text, url string) string
	title   func(s, severity string) string // Of an escaped title; empty where it stands elsewhere.
}

func markdownBold(s string) string       { return "**" + s + "**" }
func markdownLink(text, u string) string { return "[" + text + "](" + u + ")" }

// lookalikes stand in for what has a meaning in markdown, in tags such as
// <@all> and <at id=all>, in entities and in bare addresses. The messengers
// agree on no way to escape them, and full-width signs read alike.
var lookalikes = strings.NewReplacer(
	"<", "＜", ">", "＞", "[", "［", "]", "］", "*", "＊", "`", "｀", "~", "～", "\\", "＼", "&", "＆", "@", "＠",
	"://", "：//", "|", "｜", "#", "＃", "!", "！",
)

func escapeMarkdown(s string) string { return lookalikes.Replace(s) }

// flat puts a text on one line, without signs that are not seen.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r): // Control signs and those that turn the direction of writing.
			return -1
		}
		return r
	}, s)), " ")
}

// How many signs a value may have: first, and where the message is too long.
const (
	longValue  = 600
	shortValue = 120
	tinyValue  = 30
)

// limited is a flat text of at most so many signs.
func limited(s string, signs int) string {
	s = flat(s)
	if runes := []rune(s); len(runes) > signs {
		return string(runes[:signs-1]) + "…"
	}
	return s
}
