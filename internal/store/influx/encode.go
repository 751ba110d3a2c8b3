package influx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The names of measurements, tags and fields.
const (
	headMeasurement    = "jindu_head"
	seriesMeasurement  = "jindu_series"
	recordsMeasurement = "jindu_records"
	receiptMeasurement = "jindu_receipts"
	revisionsSuffix    = "_revisions"

	metricTag = "metric"
	kindTag   = "kind"
	regionTag = "region"

	valueField     = "value"
	statusField    = "status"
	factField      = "fact"
	recordField    = "record"
	receiptField   = "receipt"
	withdrawsField = "withdraws"
	headField      = "head"
	checkedField   = "checked"
)

// escapeMark begins two hexadecimal digits that stand for one byte.
const escapeMark = '%'

// encode writes any text as one that InfluxDB keeps and gives back as it is:
// %0A for a newline, which line protocol can't hold, %5C for a backslash, which
// it would take for part of an escape, and likewise for other control
// characters, for bytes that are no UTF-8, and for % itself. Everything else
// stays legible.
func encode(text string) string {
	if !needsEncoding(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 || special(r) {
			writeByte(&b, text[i])
		} else {
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}

func needsEncoding(text string) bool {
	for _, r := range text {
		if special(r) || r == utf8.RuneError {
			return true
		}
	}
	return false
}

func special(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == escapeMark }

func writeByte(b *strings.Builder, c byte) { fmt.Fprintf(b, "%c%02X", escapeMark, c) }

// decode reads what encode, tagKey or measurement wrote.
func decode(text string) (string, error) {
	if strings.IndexByte(text, escapeMark) < 0 {
		return text, nil
	}
	var b strings.Builder
	for {
		plain, rest, found := strings.Cut(text, string(escapeMark))
		b.WriteString(plain)
		if !found {
			return b.String(), nil
		}
		if len(rest) < 2 {
			return "", fmt.Errorf("%w: %q ends within an escape", errFormat, text)
		}
		c, err := strconv.ParseUint(rest[:2], 16, 8)
		if err != nil {
			return "", fmt.Errorf("%w: escape in %q", errFormat, text)
		}
		b.WriteByte(byte(c))
		text = rest[2:]
	}
}

// tagKey writes a label's name. One that would be taken for a column of
// InfluxDB's, or for a field (which 1.8 calls $), has its first byte written as its
// code.
func tagKey(label string) string {
	name := encode(label)
	switch name {
	case "$", "time", "result", "table", "error", metricTag, valueField, statusField, factField:
		return encodeFirst(name)
	}
	if strings.HasPrefix(name, "_") {
		return encodeFirst(name)
	}
	return name
}

// measurement writes a metric's name, so that none is taken for a comment, for
// one of jindu's own measurements, or for the revisions of another.
func measurement(metric string) string {
	name := encode(metric)
	switch name {
	case headMeasurement, seriesMeasurement, recordsMeasurement, receiptMeasurement:
		return encodeFirst(name)
	}
	if strings.HasPrefix(name, "_") || strings.HasPrefix(name, "#") {
		name = encodeFirst(name)
	}
	if before, is := strings.CutSuffix(name, revisionsSuffix); is {
		name = before + revisionsSuffix[:len(revisionsSuffix)-1] + "%73"
	}
	return name
}

func encodeFirst(name string) string {
	var b strings.Builder
	writeByte(&b, name[0])
	return b.String() + name[1:]
}
