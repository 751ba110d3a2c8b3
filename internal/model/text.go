package model

import (
	"fmt"
	"strconv"
	"strings"
)

// Language is a language that jindu speaks to its users.
type Language string

// The two languages of every text a user reads.
const (
	Chinese Language = "zh"
	English Language = "en"
)

// Text is something a user reads, in both languages.
type Text struct {
	ZH string `json:"zh" yaml:"zh"`
	EN string `json:"en" yaml:"en"`
}

// DidYouMean asks at the text's end about the names that are like one that is
// not known; it is the text itself where there are none.
func (t Text) DidYouMean(near []string) Text {
	if len(near) > 0 {
		t.ZH += "；是否为 " + strings.Join(near, "、") + "？"
		t.EN += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return t
}

// SpreadsheetText keeps a spreadsheet from reckoning with a text that somebody
// sent, such as the name of an enterprise: it takes what begins so for a
// formula. A number is left as it is.
func SpreadsheetText(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return text
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return text
	}
	return "'" + text
}

// Plural counts something in English, whose plural ends in an s.
func Plural[N ~int | ~int64 | ~uint64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// In gives the text in a language, or in the other where that one is empty.
func (t Text) In(lang Language) string {
	first, second := t.EN, t.ZH
	if lang == Chinese {
		first, second = t.ZH, t.EN
	}
	if first == "" {
		return second
	}
	return first
}
