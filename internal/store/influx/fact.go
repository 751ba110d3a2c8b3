package influx

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"jindu/internal/model"
)

// errFormat is wrapped where a field holds what jindu never wrote.
var errFormat = errors.New("not as jindu wrote it")

// A fact is a version of a figure as its field says it, in this order, with a
// space between: the period's frequency and key, and its span where that is not
// 1 (M24246:7); the status; when it was recorded, first recorded and revised,
// as ms since 1970, or - where never; the receipt's number; the value; the cell.
//
// The time of the point tells the period too, but only to those who know the
// zone.
type fact struct {
	period   model.Period
	status   model.Status
	recorded int64
	first    int64
	revised  int64
	receipt  uint64
	value    float64
	cell     string // As encode wrote it.
}

// never stands for a time that is not.
const never = math.MinInt64

func factOf(v model.Version) (fact, error) {
	receipt, err := model.ParseReceiptID(v.Receipt)
	if err != nil {
		return fact{}, err
	}
	return fact{
		period: v.Period, status: v.Status, value: v.Value, receipt: receipt, cell: encode(v.Cell),
		recorded: stamp(v.Recorded), first: stamp(v.First), revised: stamp(v.Revised),
	}, nil
}

// point gives the fact with its times in a zone.
func (f fact) point(zone *time.Location) model.Point {
	return model.Point{
		Period: f.period, Value: f.value, Status: f.status,
		Recorded: moment(f.recorded, zone), First: moment(f.first, zone), Revised: moment(f.revised, zone),
	}
}

func stamp(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return t.UnixMilli()
}

func moment(ms int64, zone *time.Location) time.Time {
	if ms == never {
		return time.Time{}
	}
	return time.UnixMilli(ms).In(zone)
}

// keyBias makes keys of periods small numbers: those of months count from the
// year 0, those of days from 1970.
const keyBias = 1 << 31

func (f fact) String() string {
	var buffer [160]byte
	b := append(buffer[:0], f.period.Freq().String()...)
	b = strconv.AppendInt(b, int64(f.period.Key())-keyBias, 10)
	if span := f.period.Span(); span != 1 {
		b = strconv.AppendInt(append(b, ':'), int64(span), 10)
	}
	b = strconv.AppendUint(append(b, ' '), uint64(f.status), 10)
	for _, ms := range []int64{f.recorded, f.first, f.revised} {
		b = append(b, ' ')
		if ms == never {
			b = append(b, '-')
		} else {
			b = strconv.AppendInt(b, ms, 10)
		}
	}
	b = strconv.AppendUint(append(b, ' '), f.receipt, 10)
	b = strconv.AppendFloat(append(b, ' '), f.value, 'g', -1, 64)
	return string(append(append(b, ' '), f.cell...))
}

func parseFact(text string) (fact, error) {
	p := factParser{rest: text}
	f := fact{
		period: p.period(), status: model.Status(p.number(0, int64(model.Withdrawn))),
		recorded: p.stamp(), first: p.stamp(), revised: p.stamp(),
		receipt: uint64(p.number(0, math.MaxInt64)), value: p.float(),
	}
	if f.cell = p.rest; p.bad {
		return fact{}, fmt.Errorf("%w: fact %q", errFormat, text)
	}
	return f, nil
}

// factParser takes a fact apart; bad says that it could not.
type factParser struct {
	rest string
	bad  bool
}

func (p *factParser) word() string {
	word, rest, found := strings.Cut(p.rest, " ")
	p.rest, p.bad = rest, p.bad || !found || word == ""
	return word
}

func (p *factParser) period() model.Period {
	word, spanned, isSpanned := strings.Cut(p.word(), ":")
	if word == "" {
		p.bad = true
		return model.Period{}
	}
	freq, err := model.ParseFrequency(word[:1])
	key, err2 := strconv.ParseInt(word[1:], 10, 32)
	period := model.PeriodFromKey(freq, uint32(key+keyBias))
	var err3 error
	if isSpanned {
		var span int
		span, err3 = strconv.Atoi(spanned)
		period = period.WithSpan(span)
	}
	p.bad = p.bad || err != nil || err2 != nil || err3 != nil
	return period
}

func (p *factParser) number(least, most int64) int64 {
	n, err := strconv.ParseInt(p.word(), 10, 64)
	p.bad = p.bad || err != nil || n < least || n > most
	return n
}

func (p *factParser) stamp() int64 {
	word := p.word()
	if word == "-" {
		return never
	}
	n, err := strconv.ParseInt(word, 10, 64)
	p.bad = p.bad || err != nil
	return n
}

func (p *factParser) float() float64 {
	v, err := strconv.ParseFloat(p.word(), 64)
	p.bad = p.bad || err != nil
	return v
}
