package model

import (
	"strings"
	"time"
)

// A Bulletin (通报) says that an office issued one: what it was about, by what
// was known when, and the hash of what was printed. The text itself is kept as
// a file beside the ledger.
type Bulletin struct {
	Kind     string    `json:"kind,omitempty"`   // tongbao, xinxi or weekly.
	Number   string    `json:"number,omitempty"` // As the office counts its issues of the kind in a year.
	Year     int       `json:"year,omitempty"`   // In which it was issued.
	Period   Period    `json:"period,omitzero"`  // That it is about.
	AsOf     time.Time `json:"as_of,omitzero"`   // By what was known then.
	Issued   time.Time `json:"issued,omitzero"`
	Signer   string    `json:"signer,omitempty"`
	Lang     Language  `json:"lang,omitempty"`
	Title    string    `json:"title,omitempty"`
	Hash     string    `json:"sha256,omitempty"`   // Of the Markdown text, in hex.
	Corrects string    `json:"corrects,omitempty"` // Number of the one that it corrects (更正).
}

// ID names the bulletin within its region.
func (b Bulletin) ID() string {
	return strings.Join([]string{NewYear(b.Year).String(), b.Kind, b.Number}, "/")
}
