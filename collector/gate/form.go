package gate

import (
	"strings"
	"time"
	"unicode"

	"jindu/collector/table"
	"jindu/internal/model"
)

// A form is what a row says of one object, by the fields of its body. A blank
// cell says nothing, and - or 无 takes back what was said before.
type form struct {
	*line
	kind   model.Kind
	body   map[string]any
	fields map[string]string // Fields by the columns that are called otherwise.
	beside map[string]string // Columns that state the field of another too, by that field.
	sound  bool              // Nothing that was read is wrong.
}

func (l *line) form(kind model.Kind, fields map[string]string) *form {
	return &form{line: l, kind: kind, body: map[string]any{}, fields: fields, sound: true}
}

// put states a column's field; nil takes it back.
func (f *form) put(key string, value any) {
	if field, ok := f.fields[key]; ok {
		key = field
	}
	f.body[key] = value
}

// cellOf gives where a field is stated, and what its column is called.
func (f *form) cellOf(field string) (table.Cell, table.Column) {
	key := field
	if column, ok := f.beside[field]; ok {
		key = column
	}
	for column, other := range f.fields {
		if other == field && key == field {
			key = column
		}
	}
	cell, _ := f.cell(key)
	for _, c := range f.t.Spec.Columns {
		if c.Key == key {
			return cell, c
		}
	}
	return cell, table.Column{Key: key, Name: model.Text{ZH: key, EN: key}}
}

// stated gives the words of a cell that has any to be read; it deals with the
// rest, and then reports false.
func (f *form) stated(key string) (string, table.Cell, bool) {
	text, cell, ok := f.text(key)
	switch {
	case !ok:
		f.sound = false
	case text == "":
	case absent(text):
		f.put(key, nil)
	default:
		return text, cell, true
	}
	return "", cell, false
}

// wrong says what is, and keeps the row from being taken.
func (f *form) wrong(cell table.Cell, what model.Text) {
	f.fail(cell, what)
	f.sound = false
}

// names reads texts of one line as they were written.
func (f *form) names(keys ...string) { f.texts(oneLine, keys) }

// words reads texts as they were written.
func (f *form) words(keys ...string) { f.texts(tidy, keys) }

func (f *form) texts(read func(string) string, keys []string) {
	for _, key := range keys {
		text, cell, ok := f.stated(key)
		switch {
		case !ok:
		case len([]rune(text)) > maxWords:
			f.wrong(cell, both("太长，应不超过 %d 个字", "too long; want at most %d letters", maxWords))
		default:
			f.put(key, read(cell.Text))
		}
	}
}

// labels reads short texts that things are grouped and found by; how wide
// their brackets were typed does not matter.
func (f *form) labels(keys ...string) {
	for _, key := range keys {
		text, cell, ok := f.stated(key)
		switch {
		case !ok:
		case unfit(text):
			f.wrong(cell, words("应为不超过64个字的一行文字", "want one line of at most 64 letters"))
		default:
			f.put(key, text)
		}
	}
}

// unfit tells a text that is no name: long, or of several lines.
func unfit(text string) bool {
	return len([]rune(text)) > 64 || strings.ContainsFunc(text, unicode.IsControl)
}

// planned reads days that may lie ahead; a month counts to its last day.
func (f *form) planned(keys ...string) {
	for _, key := range keys {
		if text, cell, ok := f.stated(key); ok {
			day, ok := f.day(text, cell, true)
			if f.sound = f.sound && ok; ok {
				f.put(key, day)
			}
		}
	}
}

// actual reads days on which something happened.
func (f *form) actual(keys ...string) {
	for _, key := range keys {
		if text, cell, ok := f.stated(key); ok {
			day, ok := f.past(text, cell)
			if f.sound = f.sound && ok; ok {
				f.put(key, day)
			}
		}
	}
}

// past reads a day that has begun.
func (l *line) past(text string, cell table.Cell) (model.Period, bool) {
	day, ok := l.day(text, cell, false)
	if ok && day.End(l.c.Zone).After(l.c.Now.Add(tomorrow)) {
		now := l.c.Now.In(l.c.Zone).Format(time.DateOnly)
		l.fail(cell, both("晚于记录时间 %s；应为已经发生的日期", "later than when it is recorded, %s; want the day on which it happened", now))
		return day, false
	}
	return day, ok
}

// money reads amounts in yuan.
func (f *form) money(keys ...string) {
	for _, key := range keys {
		h, has := f.columns[key]
		if !has {
			continue
		}
		cell := f.row.At(h.Column)
		switch {
		case cell.Blank():
		case f.takesBack(cell):
			f.put(key, nil)
		default:
			value, ok := f.amount(h, wanted{base: model.Yuan, money: true})
			if f.sound = f.sound && ok; ok {
				f.put(key, value)
			}
		}
	}
}

// take takes what the form says in, from an instant on. Where something is
// wrong with it, what else is wrong is said as well.
func (f *form) take(region, id string, from time.Time) {
	if !f.sound {
		f.ownDates()
		return
	}
	r, err := model.NewRecord(f.kind, region, id, from, f.body)
	f.state(r, err, f)
}

// since reads from when a row holds that need not say so: always, where it
// does not.
func (l *line) since() (time.Time, bool) {
	from, ok := l.validFrom(0)
	if ok && from.IsZero() {
		from = model.Always()
	}
	return from, ok
}
