package gate

import (
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"jindu/collector/table"
	"jindu/internal/model"
)

// maxWords is how long a text of a row may be, in letters.
const maxWords = 4000

// progressRow reads a row of 进度: how far a project is at a cut-off, in
// figures and in words.
func (l *line) progressRow() {
	id, region, okProject := l.knownProject()
	cutOff, okCutOff := l.cutOff()
	completed, okCompleted := l.money("completed")
	total, okTotal := l.money("completed_since_start")
	note, okNote := l.note()
	if !okProject || !okCutOff || !okCompleted || !okTotal || !okNote {
		return
	}
	l.observeMoney("completed", completed, cutOff, model.CompletedSeries(region, id, cutOff.Year()))
	l.observeMoney("completed_since_start", total, cutOff, model.CompletedTotalSeries(region, id))
	if len(note) > 0 {
		note["project"] = id
		l.record(model.NewRecord(model.KindNote, region, id, cutOff.End(l.c.Zone), note))
	} else if completed == nil && total == nil {
		cell, _ := l.cell("project")
		l.warn(cell, words("这一行没有进度，未采用", "the row says nothing of progress, so it is not taken"))
	}
	if completed != nil && total != nil && total.LessThan(*completed) {
		l.warn(l.row.At(l.columns["completed_since_start"].Column), words(
			"累计完成投资小于本年完成投资，请核对", "less is completed since the start than in this year; please check"))
	}
}

// cutOff reads the day up to which a row counts: its own, or the title's. A
// month counts to its last day.
func (l *line) cutOff() (model.Period, bool) {
	text, cell, ok := l.text("cutoff")
	if !ok {
		return model.Period{}, false
	}
	p := l.t.Title.CutOff
	switch {
	case text != "":
		if p, ok = l.day(text, cell, true); !ok {
			return p, false
		}
	case p.IsZero():
		if _, has := l.columns["cutoff"]; has {
			l.needed("cutoff", cell)
		}
		return p, false // A missing column has been said.
	case p.Freq() == model.Monthly:
		p = model.NewDay(p.End(time.UTC))
	}
	if cell.Text == "" {
		cell.Text = p.String()
	}
	if p.End(l.c.Zone).After(l.c.Now.Add(2 * tomorrow)) {
		l.fail(cell, *l.c.future())
		return p, false
	}
	return p, true
}

// money reads an amount that need not be there.
func (l *line) money(key string) (*decimal.Decimal, bool) {
	h, ok := l.columns[key]
	if !ok {
		return nil, true
	}
	cell := l.row.At(h.Column)
	if cell.Blank() || absent(table.Fold(cell.Text)) {
		return nil, true
	}
	value, ok := l.amount(h, wanted{base: model.Yuan, money: true})
	return &value, ok
}

func (l *line) observeMoney(key string, value *decimal.Decimal, at model.Period, s model.Series) {
	if value != nil {
		l.c.observe(s, model.Observation{Period: at, Value: value.InexactFloat64(), Cell: l.place(l.columns[key].Column)})
	}
}

// note holds what the row says of a project in words: a blank cell says
// nothing, and - or 无 takes back what an earlier report said, so that a problem
// that is solved leaves the board. Its keys are those of model.Note's body.
func (l *line) note() (map[string]any, bool) {
	note, sound := map[string]any{}, true
	for _, key := range []string{"state", "problems", "next"} {
		text, cell, ok := l.text(key)
		switch {
		case !ok:
			sound = false
		case text == "":
		case len([]rune(text)) > maxWords:
			l.fail(cell, both("太长，应不超过 %d 个字", "too long; want at most %d letters", maxWords))
			sound = false
		case absent(text):
			note[key] = nil
		default:
			note[key] = tidy(cell.Text)
		}
	}
	return note, sound
}

// tidy trims words but keeps them as they were written: no narrowing of their
// punctuation. What would steer a terminal, turn the order of letters round or
// break a drawing is dropped.
func tidy(text string) string {
	return strings.TrimSpace(strings.Map(seen, tidier.Replace(text)))
}

var tidier = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ", "\u200b", "", "\ufeff", "")

// seen drops a character that steers and is not seen itself.
func seen(r rune) rune {
	if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
		return -1
	}
	return r
}

// oneLine is tidy for names, which stand in rows and drawings.
func oneLine(text string) string {
	return strings.ReplaceAll(tidy(text), "\n", " ")
}
