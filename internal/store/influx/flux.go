package influx

import (
	"regexp/syntax"
	"strings"
	"time"

	"jindu/internal/model"
)

// query is what is asked of a bucket: one field of some measurements between
// two times, the later one exclusive, where conditions hold.
type query struct {
	bucket       string
	from, to     time.Time
	measurements []string // Any of them.
	field        string
	conditions   []string // Flux, of r; all of them.
	after        []string // Flux, of r; those that the storage engine need not understand.
}

// String writes the query in Flux.
func (q query) String() string {
	var b strings.Builder
	b.WriteString("from(bucket: " + fluxString(q.bucket) + ")")
	b.WriteString(" |> range(start: " + fluxTime(q.from) + ", stop: " + fluxTime(q.to) + ")")
	where := []string{anyOf("_measurement", q.measurements), equals("_field", q.field)}
	b.WriteString(filter(append(where, q.conditions...)))
	b.WriteString(filter(q.after))
	return b.String()
}

func filter(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return " |> filter(fn: (r) => " + strings.Join(conditions, " and ") + ")"
}

func fluxTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// fluxString writes a text as a literal of Flux, in which ${ begins an
// expression.
func fluxString(text string) string {
	return `"` + strings.NewReplacer(
		`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, `${`, `\${`,
	).Replace(text) + `"`
}

func column(name string) string { return "r[" + fluxString(name) + "]" }

func equals(name, value string) string { return column(name) + " == " + fluxString(value) }

func anyOf(name string, values []string) string {
	terms := make([]string, len(values))
	for i, v := range values {
		terms[i] = equals(name, v)
	}
	if len(terms) == 1 {
		return terms[0]
	}
	return "(" + strings.Join(terms, " or ") + ")"
}

// condition writes a matcher of a tag. It lets through at least every series
// that matches, and maybe more: what was encoded can't be judged by a regular
// expression, and what Flux writes otherwise is left out. whole tells that
// series without the tag pass, which the storage engine must not be asked.
func (m matcher) condition() (text string, whole, ok bool) {
	key := tagKey(m.Name)
	if m.Name == metricLabel {
		key = metricTag
	}
	tag := column(key)
	switch m.Op {
	case model.Equal:
		text, ok = tag+" == "+fluxString(encode(m.Value)), true
		if m.Value == "" {
			return "not exists " + tag, true, true
		}
	case model.NotEqual:
		text, ok = tag+" != "+fluxString(encode(m.Value)), true
		if m.Value == "" {
			return "exists " + tag, true, true
		}
	case model.Match, model.NotMatch:
		var literal string
		if literal, ok = fluxRegexp(m.Value); !ok {
			return "", false, false
		}
		op := map[model.MatchOp]string{model.Match: " =~ ", model.NotMatch: " !~ "}[m.Op]
		text = "(" + tag + op + literal + " or " + tag + " =~ /" + string(escapeMark) + "/)"
	}
	if m.passes("") {
		return "(not exists " + tag + " or " + text + ")", true, ok
	}
	return text, false, ok
}

// fluxRegexp writes a regular expression, anchored at both ends, as a literal
// of Flux. Some can't be: those with bytes by their codes, which Flux reads in
// its own way.
func fluxRegexp(expression string) (literal string, ok bool) {
	parsed, err := syntax.Parse("^(?s:"+expression+")$", syntax.Perl)
	if err != nil {
		return "", false
	}
	text := parsed.String() // Without \Q…\E, so that a backslash always escapes.
	if strings.Contains(text, `\x`) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
		return "", false
	}
	var b strings.Builder
	b.WriteByte('/')
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text):
			b.WriteString(text[i : i+2])
			i++
		case text[i] == '/':
			b.WriteString(`\/`)
		default:
			b.WriteByte(text[i])
		}
	}
	b.WriteByte('/')
	return b.String(), len(text) <= maxLiteral
}

// maxLiteral is how long a regular expression is sent at most, in bytes.
const maxLiteral = 16 << 10
