package pebble

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"jindu/internal/model"
	"jindu/internal/store/index"
)

// errValue says that a value can't be read, which on a sound disk can't be.
var errValue = errors.New("value that can't be read")

// A figureValue is what is kept of a version of a figure beside its key:
//
//	status and flags (1 byte) | value (8) | span (1, if flagged) | origin (uvarint, if flagged) | cell
type figureValue struct {
	value  float64
	status model.Status
	span   uint8
	// origin is the receipt that the value is of, where that is not the
	// receipt of the version: a withdrawal writes values of earlier ones.
	origin uint32
	cell   string
}

const (
	statusBits = 0x03
	hasSpan    = 0x04
	hasOrigin  = 0x08
	knownBits  = statusBits | hasSpan | hasOrigin
)

func (v figureValue) size() int {
	size := 1 + 8 + len(v.cell)
	if v.span != 1 {
		size++
	}
	if v.origin != 0 {
		size += len(binary.AppendUvarint(nil, uint64(v.origin)))
	}
	return size
}

// put writes the value into size() bytes.
func (v figureValue) put(to []byte) {
	flags := byte(v.status) & statusBits
	binary.LittleEndian.PutUint64(to[1:], math.Float64bits(v.value))
	at := 9
	if v.span != 1 {
		flags |= hasSpan
		to[at] = v.span
		at++
	}
	if v.origin != 0 {
		flags |= hasOrigin
		at += binary.PutUvarint(to[at:], uint64(v.origin))
	}
	copy(to[at:], v.cell)
	to[0] = flags
}

// parseFigure reads a value, and its cell too where that is asked for.
func parseFigure(from []byte, withCell bool) (figureValue, error) {
	if len(from) < 9 || from[0]&^knownBits != 0 {
		return figureValue{}, fmt.Errorf("figure %x: %w", from, errValue)
	}
	v := figureValue{
		value:  math.Float64frombits(binary.LittleEndian.Uint64(from[1:])),
		status: model.Status(from[0] & statusBits),
		span:   1,
	}
	flags, rest := from[0], from[9:]
	if flags&hasSpan != 0 {
		if len(rest) == 0 {
			return figureValue{}, fmt.Errorf("figure %x: %w", from, errValue)
		}
		v.span, rest = rest[0], rest[1:]
	}
	if flags&hasOrigin != 0 {
		origin, n := binary.Uvarint(rest)
		if n <= 0 || origin > math.MaxUint32 {
			return figureValue{}, fmt.Errorf("figure %x: %w", from, errValue)
		}
		v.origin, rest = uint32(origin), rest[n:]
	}
	if withCell {
		v.cell = string(rest)
	}
	return v, nil
}

// A statement is kept as withdraws (uvarint) | cell (length and text) | body.
func appendRecord(to []byte, withdraws uint32, r model.Record) []byte {
	to = binary.AppendUvarint(to, uint64(withdraws))
	to = binary.AppendUvarint(to, uint64(len(r.Cell)))
	to = append(to, r.Cell...)
	return append(to, r.Body...)
}

func parseRecord(from []byte) (withdraws uint32, cell string, body json.RawMessage, err error) {
	number, n := binary.Uvarint(from)
	if n <= 0 || number > math.MaxUint32 {
		return 0, "", nil, fmt.Errorf("record %x: %w", from, errValue)
	}
	length, m := binary.Uvarint(from[n:])
	if m <= 0 || length > uint64(len(from)-n-m) {
		return 0, "", nil, fmt.Errorf("record %x: %w", from, errValue)
	}
	rest := from[n+m:]
	if body = json.RawMessage(string(rest[length:])); len(body) == 0 {
		body = nil
	}
	return uint32(number), string(rest[:length]), body, nil
}

// A series is kept as frequency (1 byte) | metric | names and values in turn,
// each text with its length before it.
func appendSeries(to []byte, e index.Entry) []byte {
	to = append(to, byte(e.Freq))
	to = appendCounted(to, e.Series.Metric)
	for _, l := range e.Series.Labels {
		to = appendCounted(appendCounted(to, l.Name), l.Value)
	}
	return to
}

func appendCounted(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}

func parseSeries(from []byte) (*model.Series, model.Frequency, error) {
	bad := fmt.Errorf("series %x: %w", from, errValue)
	if len(from) == 0 {
		return nil, 0, bad
	}
	var texts []string
	for rest := from[1:]; len(rest) > 0; {
		length, n := binary.Uvarint(rest)
		if n <= 0 || length > uint64(len(rest)-n) {
			return nil, 0, bad
		}
		texts = append(texts, string(rest[n:n+int(length)]))
		rest = rest[n+int(length):]
	}
	if len(texts)%2 != 1 {
		return nil, 0, bad
	}
	s := &model.Series{Metric: texts[0]}
	for i := 1; i < len(texts); i += 2 {
		s.Labels = append(s.Labels, model.Label{Name: texts[i], Value: texts[i+1]})
	}
	return s, model.Frequency(from[0]), nil
}

// A receiptEntry is what is kept of a receipt: itself, and what the ledger
// needs to find its facts and to go on after it.
type receiptEntry struct {
	model.Receipt
	First      uint64 `json:"first"`       // Sequence number of its first fact.
	Facts      uint64 `json:"facts"`       // How many it has in the log.
	LastSeries uint32 `json:"last_series"` // Highest ID of a series then.
}

func parseReceipt(from []byte) (receiptEntry, error) {
	var e receiptEntry
	if err := json.Unmarshal(from, &e); err != nil {
		return e, fmt.Errorf("receipt: %w: %w", errValue, err)
	}
	return e, nil
}
