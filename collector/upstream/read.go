package upstream

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"jindu/internal/model"
)

// Limits of a body once decompressed: of one line, and of all beside what so
// many facts may have. A figure has 100 to 300 bytes; a few kilobytes that come
// compressed must not fill the memory.
const (
	maxLine     = 4 << 20
	maxBeside   = 64 << 20
	maxEachFact = 1 << 10
)

// ErrBody says that a body is not what a jindu sends, or was cut off.
var ErrBody = errors.New("not a whole submission")

// A Decoder reads what an Encoder wrote, compressed.
type Decoder struct {
	lines  *bufio.Scanner
	body   *io.LimitedReader
	series *model.Series
}

// NewDecoder reads from a gzipped body. The caller closes the body.
func NewDecoder(body io.Reader) (*Decoder, error) {
	plain, err := gzip.NewReader(body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBody, err)
	}
	d := &Decoder{body: &io.LimitedReader{R: plain, N: maxBeside}}
	d.lines = bufio.NewScanner(d.body)
	d.lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	return d, nil
}

// Head reads the first line.
func (d *Decoder) Head() (Head, error) {
	var h Head
	if err := d.line(&h); err != nil {
		return Head{}, err
	}
	switch {
	case h.Version != wireVersion:
		return Head{}, fmt.Errorf("%w: version %d; want %d", ErrBody, h.Version, wireVersion)
	case h.Ledger == "" || h.Number == 0 || h.Committed.IsZero() || h.Recorded.IsZero():
		return Head{}, fmt.Errorf("%w: the head names no receipt", ErrBody)
	case h.Figures < 0 || h.Records < 0 || (h.Withdraws == nil) != (h.facts() > 0):
		return Head{}, fmt.Errorf("%w: want facts, or a receipt to withdraw", ErrBody)
	case h.Figures > model.MaxFacts || h.facts() > model.MaxFacts:
		return Head{}, fmt.Errorf("%w: %w", ErrBody, model.ErrTooManyFacts)
	}
	d.body.N += int64(h.facts()) * maxEachFact
	return h, nil
}

// Facts reads the rest: exactly what the head announced.
func (d *Decoder) Facts(h Head) (s model.Submission, err error) {
	s.Observations = make([]model.Observation, 0, min(h.Figures, 1<<16)) // Grows with what comes, not with what is announced.
	for range h.facts() {
		var line factLine
		if err := d.line(&line); err != nil {
			return s, err
		}
		if err := d.add(&s, line, h); err != nil {
			return s, err
		}
	}
	var last lastLine
	if err := d.line(&last); err != nil {
		return s, err
	}
	if !last.End || last.Facts != h.facts() || len(s.Observations) != h.Figures {
		return s, fmt.Errorf("%w: not as many facts as the head announced", ErrBody)
	}
	if d.lines.Scan() || d.lines.Err() != nil {
		return s, fmt.Errorf("%w: something follows the last line", ErrBody)
	}
	return s, nil
}

func (d *Decoder) line(into any) error {
	whole := d.lines.Scan() // The last line may be what is left before the limit.
	if !whole || d.body.N <= 0 {
		err := d.lines.Err()
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		if d.body.N <= 0 || errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("too many bytes for its facts: %w", model.ErrTooManyFacts) // It is as large when it comes again.
		}
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	if err := json.Unmarshal(d.lines.Bytes(), into); err != nil {
		return fmt.Errorf("%w: %w", ErrBody, err)
	}
	return nil
}

func (d *Decoder) add(s *model.Submission, line factLine, h Head) error {
	if line.Record != nil {
		s.Records = append(s.Records, line.Record.record(line.Cell))
		return nil
	}
	if len(s.Observations) == h.Figures || len(s.Records) > 0 {
		return fmt.Errorf("%w: more figures than announced, or after records", ErrBody)
	}
	if len(line.Series) > 0 {
		series, err := readSeries(line.Series)
		if err != nil {
			return err
		}
		d.series = series
	}
	period, ok := readPeriod(line.Period)
	if d.series == nil || !ok || model.Status(line.Status) >= model.Withdrawn {
		return fmt.Errorf("%w: a figure without series, period or status", ErrBody)
	}
	s.Observations = append(s.Observations, model.Observation{
		Series: d.series, Period: period, Value: line.Value, Status: model.Status(line.Status), Cell: line.Cell,
	})
	return nil
}

func readSeries(texts []string) (*model.Series, error) {
	bad := fmt.Errorf("%w: series %q", ErrBody, texts)
	if len(texts)%2 != 1 || texts[0] == "" {
		return nil, bad
	}
	s := &model.Series{Metric: texts[0]}
	for i := 1; i < len(texts); i += 2 {
		name, value := texts[i], texts[i+1]
		if name == "" || value == "" || i > 1 && name <= texts[i-2] {
			return nil, bad // Labels are sorted, and none is empty.
		}
		s.Labels = append(s.Labels, model.Label{Name: name, Value: value})
	}
	return s, nil
}

var frequencies = []model.Frequency{
	'A': model.Annual, 'S': model.HalfYearly, 'Q': model.Quarterly, 'M': model.Monthly, 'W': model.Weekly, 'D': model.Daily,
}

// The years of periods that tables can name.
const firstYear, lastYear = 1900, 2199

// readPeriod reads what writePeriod wrote.
func readPeriod(text string) (model.Period, bool) {
	if text == "" || int(text[0]) >= len(frequencies) || frequencies[text[0]] == 0 {
		return model.Period{}, false
	}
	number, span, spans := strings.Cut(text[1:], "/")
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n < 0 && frequencies[text[0]] != model.Weekly && frequencies[text[0]] != model.Daily {
		return model.Period{}, false
	}
	p := model.PeriodFromKey(frequencies[text[0]], uint32(int32(n))^signBit)
	if spans {
		width, err := strconv.ParseUint(span, 10, 8)
		if err != nil || width < 2 {
			return model.Period{}, false
		}
		p = p.WithSpan(int(width))
	}
	return p, p.Year() >= firstYear-1 && p.Year() <= lastYear+1
}
