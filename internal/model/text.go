package model

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
