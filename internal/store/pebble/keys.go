package pebble

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"jindu/internal/model"
)

// The first byte of every key. A batch is written in the order of its keys,
// which spares the engine the sorting, so the letters' order matters to
// commit.go too.
const (
	keyHash     = 'h'
	keyIdentity = 'i'
	keyLog      = 'l'
	keyFigure   = 'o'
	keyRecord   = 'r'
	keySeries   = 's'
	keyReceipt  = 't'
)

// A key's parts are big-endian, so that bytes sort as numbers do.
var order = binary.BigEndian

// errKey says that a key can't be read, which on a sound disk can't be.
var errKey = errors.New("key that can't be read")

// stamp is a time to the millisecond in six bytes, from the year -2490 to 6429.
type stamp uint64

const (
	stampSize = 6
	stampBias = 1 << 47
	stampMax  = 1<<48 - 1
)

// stampOf rounds down to the millisecond, and reports false for a time too far
// off to be kept.
func stampOf(t time.Time) (stamp, bool) {
	ms := t.UnixMilli()
	return stamp(ms + stampBias), ms >= -stampBias && ms < stampBias
}

func (s stamp) in(zone *time.Location) time.Time {
	return time.UnixMilli(int64(s) - stampBias).In(zone)
}

// putInverted writes the stamp so that a later one sorts first.
func (s stamp) putInverted(to []byte) {
	inverted := stampMax - uint64(s)
	order.PutUint16(to, uint16(inverted>>32))
	order.PutUint32(to[2:], uint32(inverted))
}

func invertedStamp(from []byte) stamp {
	return stamp(stampMax - (uint64(order.Uint16(from))<<32 | uint64(order.Uint32(from[2:]))))
}

// figureID names a figure: its series in the upper half, its period's key in
// the lower. Figures sort by series, then by period.
type figureID uint64

func newFigureID(series, period uint32) figureID {
	return figureID(uint64(series)<<32 | uint64(period))
}

func (f figureID) series() uint32 { return uint32(f >> 32) }
func (f figureID) period() uint32 { return uint32(f) }

// A version of a figure is keyed o | series | period | ^recorded | ^receipt.
const (
	figurePrefixSize = 1 + 8
	figureKeySize    = figurePrefixSize + stampSize + 4
)

type figureKey struct {
	figure   figureID
	recorded stamp
	receipt  uint32
}

func (k figureKey) put(to []byte) {
	to[0] = keyFigure
	order.PutUint64(to[1:], uint64(k.figure))
	k.recorded.putInverted(to[figurePrefixSize:])
	order.PutUint32(to[figurePrefixSize+stampSize:], math.MaxUint32-k.receipt)
}

func (k figureKey) append(to []byte) []byte {
	to = append(to, make([]byte, figureKeySize)...)
	k.put(to[len(to)-figureKeySize:])
	return to
}

func parseFigureKey(key []byte) (figureKey, error) {
	if len(key) != figureKeySize || key[0] != keyFigure {
		return figureKey{}, fmt.Errorf("figure %x: %w", key, errKey)
	}
	return figureKey{
		figure:   figureID(order.Uint64(key[1:])),
		recorded: invertedStamp(key[figurePrefixSize:]),
		receipt:  math.MaxUint32 - order.Uint32(key[figurePrefixSize+stampSize:]),
	}, nil
}

// appendFigurePrefix appends the beginning that all versions of a figure share.
func appendFigurePrefix(to []byte, f figureID) []byte {
	return order.AppendUint64(append(to, keyFigure), uint64(f))
}

func numberKey(letter byte, number uint64) []byte {
	return order.AppendUint64([]byte{letter}, number)
}

func parseNumberKey(letter byte, key []byte) (uint64, error) {
	if len(key) != 9 || key[0] != letter {
		return 0, fmt.Errorf("%c key %x: %w", letter, key, errKey)
	}
	return order.Uint64(key[1:]), nil
}

func seriesKey(id uint32) []byte { return order.AppendUint32([]byte{keySeries}, id) }

func hashKey(hash string) []byte { return append([]byte{keyHash}, hash...) }

// A text inside a key ends with 0x00 0x01, and a 0x00 of its own is written
// 0x00 0xff: so texts sort as they should, and none is the beginning of another.
func appendText(to []byte, text string) []byte {
	for i := range len(text) {
		to = append(to, text[i])
		if text[i] == 0 {
			to = append(to, 0xff)
		}
	}
	return append(to, 0, 1)
}

func cutText(key []byte) (text string, rest []byte, err error) {
	var plain []byte
	for {
		at := bytes.IndexByte(key, 0)
		if at < 0 || at+1 == len(key) {
			return "", nil, errKey
		}
		plain = append(plain, key[:at]...)
		after := key[at+1]
		key = key[at+2:]
		switch after {
		case 1:
			return string(plain), key, nil
		case 0xff:
			plain = append(plain, 0)
		default:
			return "", nil, errKey
		}
	}
}

// A statement is keyed r | kind | region | id | valid from | ^recorded | ^receipt.
type recordKey struct {
	kind       model.Kind
	region, id string
	validFrom  int64 // Seconds since 1970.
	recorded   stamp
	receipt    uint32
}

const recordTail = stampSize + 4

func appendKindPrefix(to []byte, kind model.Kind) []byte {
	return appendText(append(to, keyRecord), string(kind))
}

// appendSubject appends the key without its tail: what all versions of a
// statement share.
func (k recordKey) appendSubject(to []byte) []byte {
	to = appendKindPrefix(to, k.kind)
	to = appendText(appendText(to, k.region), k.id)
	return order.AppendUint64(to, uint64(k.validFrom)^(1<<63))
}

func (k recordKey) append(to []byte) []byte {
	to = k.appendSubject(to)
	to = append(to, make([]byte, recordTail)...)
	tail := to[len(to)-recordTail:]
	k.recorded.putInverted(tail)
	order.PutUint32(tail[stampSize:], math.MaxUint32-k.receipt)
	return to
}

func parseRecordKey(key []byte) (recordKey, error) {
	bad := func() (recordKey, error) { return recordKey{}, fmt.Errorf("record %x: %w", key, errKey) }
	if len(key) == 0 || key[0] != keyRecord {
		return bad()
	}
	texts, rest := [3]string{}, key[1:]
	for i := range texts {
		var err error
		if texts[i], rest, err = cutText(rest); err != nil {
			return bad()
		}
	}
	if len(rest) != 8+recordTail {
		return bad()
	}
	return recordKey{
		kind: model.Kind(texts[0]), region: texts[1], id: texts[2],
		validFrom: int64(order.Uint64(rest) ^ (1 << 63)),
		recorded:  invertedStamp(rest[8:]),
		receipt:   math.MaxUint32 - order.Uint32(rest[8+stampSize:]),
	}, nil
}

// after gives the least key that is greater than every key with a prefix.
func after(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		end[i]++
		if end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil // Nothing but 0xff: no end.
}
