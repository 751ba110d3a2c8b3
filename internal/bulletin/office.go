package bulletin

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"jindu/internal/model"
)

// An Office is who issues bulletins: what stands on them whatever they say.
// Texts of one kind may take the place of those of all.
type Office struct {
	Masthead map[Kind]string `json:"masthead,omitempty"` // 红头; the empty kind stands for all.
	Name     string          `json:"office,omitempty"`   // That issues it.
	Number   map[Kind]string `json:"number,omitempty"`   // How a number is written, with {year} and {number}.
	Signer   string          `json:"signer,omitempty"`
	Editor   string          `json:"editor,omitempty"`
	To       []string        `json:"to,omitempty"` // 送.
	CC       []string        `json:"cc,omitempty"` // 发.
	Copies   int             `json:"copies,omitempty"`
	Leading  []string        `json:"leading,omitempty"` // Industries that the office calls leading (主导产业).
}

// A Head is what stands above and below the text.
type Head struct {
	Masthead string
	Number   string // As it is printed: 〔2020〕7号; empty where it has none yet.
	Office   string
	Date     time.Time
	Signer   string
	Editor   string
	To, CC   []string
	Copies   int
	Corrects string // Number of the one that it corrects, as it is printed.
	Draft    bool   // It has not been issued.
}

// An Edition is which issue a bulletin is.
type Edition struct {
	Number   string    `json:"number,omitempty"`
	Date     time.Time `json:"date"` // The day that is printed.
	Signer   string    `json:"signer,omitempty"`
	Corrects string    `json:"corrects,omitempty"`
	Copies   int       `json:"copies,omitempty"`
	Draft    bool      `json:"draft,omitempty"` // It is not issued, whatever number stands on it.
}

var defaultMastheads = map[Kind]model.Text{
	Tongbao: {ZH: "重点项目通报", EN: "Bulletin of Key Projects"},
	Xinxi:   {ZH: "工作信息", EN: "Briefing"},
	Weekly:  {ZH: "项目周督导", EN: "Weekly Digest of Projects"},
}

var defaultNumbers = map[Kind]model.Text{
	Tongbao: {ZH: "〔{year}〕{number}号", EN: "[{year}] No. {number}"},
	Xinxi:   {ZH: "（{number}）", EN: "({number})"},
	Weekly:  {ZH: "第{number}期", EN: "No. {number}"},
}

// head puts together what stands around a text of a region.
func (o Office) head(kind Kind, lang model.Language, region string, e Edition) Head {
	masthead := pick(o.Masthead, kind)
	if masthead == "" {
		masthead = strings.TrimSpace(model.Text{
			ZH: region + defaultMastheads[kind].ZH, EN: region + " " + defaultMastheads[kind].EN,
		}.In(lang))
	}
	return Head{
		Masthead: masthead, Office: o.Name, Date: e.Date, Signer: cmp.Or(e.Signer, o.Signer), Editor: o.Editor,
		To: o.To, CC: o.CC, Copies: cmp.Or(e.Copies, o.Copies), Draft: e.Draft,
		Number:   o.number(kind, lang, e.Date.Year(), e.Number),
		Corrects: o.number(kind, lang, e.Date.Year(), e.Corrects),
	}
}

func (o Office) number(kind Kind, lang model.Language, year int, number string) string {
	if number == "" {
		return ""
	}
	form := cmp.Or(pick(o.Number, kind), defaultNumbers[kind].In(lang))
	return strings.NewReplacer("{year}", strconv.Itoa(year), "{number}", number).Replace(form)
}

func pick(by map[Kind]string, kind Kind) string { return cmp.Or(by[kind], by[""]) }
