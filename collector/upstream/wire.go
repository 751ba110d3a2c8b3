package upstream

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"jindu/internal/model"
	"jindu/internal/store"
)

// ContentType is what a submission on its way is: gzipped lines of JSON. The
// first is a Head; then come the facts, figures before records; the last says
// how many facts there were, so that a body that was cut off is refused.
const ContentType = "application/x-ndjson"

// wireVersion is of the lines; a centre refuses others.
const wireVersion = 1

// An Origin is a receipt of one ledger. A ledger that was restored from a
// backup may give a number out again, so the time belongs to it.
type Origin struct {
	Number    uint64    `json:"number"`
	Committed time.Time `json:"committed"`
}

// IsZero tells that there is none.
func (o Origin) IsZero() bool { return o.Number == 0 }

// same compares to the millisecond, as ledgers keep times.
func (o Origin) same(other Origin) bool {
	return o.Number == other.Number && o.Committed.UnixMilli() == other.Committed.UnixMilli()
}

func originOf(r model.Receipt) Origin { return Origin{r.Number, r.Committed} }

// A Head is the first line: a receipt as its ledger has it.
type Head struct {
	Version int    `json:"jindu"`
	Ledger  string `json:"ledger"` // LedgerStats.ID of the sender's.
	Origin
	Recorded  time.Time       `json:"recorded"`
	By        string          `json:"by,omitempty"`
	Source    string          `json:"source,omitempty"`
	File      string          `json:"file,omitempty"`
	Hash      string          `json:"hash,omitempty"`
	Warnings  []model.Problem `json:"warnings,omitempty"`
	Withdraws *Origin         `json:"withdraws,omitempty"` // Of the same ledger; then there are no facts.
	Reason    string          `json:"reason,omitempty"`
	Figures   int             `json:"figures"`
	Records   int             `json:"records"`
}

// facts is how many lines follow before the last.
func (h Head) facts() int { return h.Figures + h.Records }

// A factLine is a figure or a record.
type factLine struct {
	Series []string `json:"s,omitempty"` // Metric, then names and values; left out where it is the line before's.
	Period string   `json:"p,omitempty"` // Frequency, number and span: M24247/7.
	Value  float64  `json:"v"`           // As short as it can be read back exactly.
	Status uint8    `json:"t,omitempty"`
	Cell   string   `json:"c,omitempty"`

	Record *recordLine `json:"r,omitempty"`
}

// A recordLine is a record. Its body goes as a text, for it must come out byte
// for byte; one that is no text goes as bytes.
type recordLine struct {
	Kind      model.Kind `json:"kind"`
	Region    string     `json:"region"`
	ID        string     `json:"id"`
	ValidFrom int64      `json:"from"` // Seconds since 1970.
	Body      string     `json:"body,omitempty"`
	Raw       []byte     `json:"raw,omitempty"`
}

type lastLine struct {
	End   bool `json:"end"`
	Facts int  `json:"facts"`
}

// An Encoder writes a submission. Its caller compresses.
type Encoder struct {
	to     *json.Encoder
	head   Head
	facts  int
	series *model.Series
}

// NewEncoder writes the head.
func NewEncoder(w io.Writer, h Head) (*Encoder, error) {
	h.Version = wireVersion
	e := &Encoder{to: json.NewEncoder(w), head: h}
	if err := e.to.Encode(h); err != nil {
		return nil, fmt.Errorf("write the head: %w", err)
	}
	return e, nil
}

// Write writes a fact of a ledger's log.
func (e *Encoder) Write(c store.Change) error {
	line := factLine{}
	if c.Record != nil {
		line.Record, line.Cell = newRecordLine(*c.Record), c.Record.Cell
	} else {
		v := c.Version
		line.Period, line.Value, line.Status, line.Cell = writePeriod(v.Period), v.Value, uint8(v.Status), v.Cell
		if e.series == nil || e.series != c.Series && e.series.Compare(*c.Series) != 0 {
			line.Series = flat(*c.Series)
		}
		e.series = c.Series
	}
	if err := e.to.Encode(line); err != nil {
		return fmt.Errorf("write a fact: %w", err)
	}
	e.facts++
	return nil
}

// Close writes the last line; the writer stays open.
func (e *Encoder) Close() error {
	if e.facts != e.head.facts() {
		return fmt.Errorf("%d facts were written, and %d announced", e.facts, e.head.facts())
	}
	if err := e.to.Encode(lastLine{End: true, Facts: e.facts}); err != nil {
		return fmt.Errorf("write the last line: %w", err)
	}
	return nil
}

func newRecordLine(r model.Record) *recordLine {
	line := &recordLine{Kind: r.Kind, Region: r.Region, ID: r.ID, ValidFrom: r.ValidFrom.Unix()}
	if utf8.Valid(r.Body) {
		line.Body = string(r.Body)
	} else {
		line.Raw = r.Body
	}
	return line
}

func (l recordLine) record(cell string) model.Record {
	r := model.Record{Kind: l.Kind, Region: l.Region, ID: l.ID, ValidFrom: time.Unix(l.ValidFrom, 0).UTC(), Cell: cell}
	if l.Raw != nil {
		r.Body = l.Raw
	} else if l.Body != "" {
		r.Body = json.RawMessage(l.Body)
	}
	return r
}

func flat(s model.Series) []string {
	texts := make([]string, 1, 1+2*len(s.Labels))
	texts[0] = s.Metric
	for _, l := range s.Labels {
		texts = append(texts, l.Name, l.Value)
	}
	return texts
}

// signBit is what Period.Key turns over so that keys can be compared.
const signBit = 1 << 31

// writePeriod gives M24247/7: parsing what people write takes ten times longer.
func writePeriod(p model.Period) string {
	text := append([]byte(p.Freq().String()), strconv.FormatInt(int64(int32(p.Key()^signBit)), 10)...)
	if p.Span() != 1 {
		text = strconv.AppendInt(append(text, '/'), int64(p.Span()), 10)
	}
	return string(text)
}
