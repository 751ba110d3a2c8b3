package pebble

import (
	"encoding/binary"
	"fmt"
	"math"
)

// chunkFacts is how many facts a chunk of the log holds at most: enough that a
// bulk load writes few of them, few enough that one is read at once.
const chunkFacts = 4096

// A chunk is a stretch of the log, all of one receipt. It names the facts;
// their values stand under their own keys. It is written as
//
//	receipt (uvarint) | recorded (8) | figures (uvarint) | each figure as the
//	differences of its series and its period from the one before (varints) |
//	each statement's key (length and bytes)
type chunk struct {
	receipt  uint32
	recorded stamp
	figures  []figureID
	records  [][]byte
}

func (c chunk) len() int { return len(c.figures) + len(c.records) }

func (c chunk) append(to []byte) []byte {
	to = binary.AppendUvarint(to, uint64(c.receipt))
	to = order.AppendUint64(to, uint64(c.recorded))
	to = binary.AppendUvarint(to, uint64(len(c.figures)))
	var before figureID
	for _, f := range c.figures {
		to = binary.AppendVarint(to, int64(f.series())-int64(before.series()))
		to = binary.AppendVarint(to, int64(f.period())-int64(before.period()))
		before = f
	}
	for _, key := range c.records {
		to = append(binary.AppendUvarint(to, uint64(len(key))), key...)
	}
	return to
}

func parseChunk(from []byte) (chunk, error) {
	p := chunkParser{rest: from}
	c := chunk{receipt: p.uint32(), recorded: p.stamp()}
	count := p.uvarint()
	if count > uint64(len(p.rest)) { // A figure takes two bytes or more.
		p.bad = true
	}
	if !p.bad && count > 0 {
		c.figures = make([]figureID, 0, count)
	}
	var series, period int64
	for range count {
		series += p.varint()
		period += p.varint()
		if p.bad = p.bad || series < 0 || series > math.MaxUint32 || period < 0 || period > math.MaxUint32; p.bad {
			break
		}
		c.figures = append(c.figures, newFigureID(uint32(series), uint32(period)))
	}
	for !p.bad && len(p.rest) > 0 {
		c.records = append(c.records, p.bytes())
	}
	if p.bad {
		return chunk{}, fmt.Errorf("chunk of the log: %w", errValue)
	}
	return c, nil
}

// chunkParser takes a chunk apart; bad says that it could not.
type chunkParser struct {
	rest []byte
	bad  bool
}

func (p *chunkParser) uvarint() uint64 {
	v, n := binary.Uvarint(p.rest)
	p.skip(n)
	return v
}

func (p *chunkParser) varint() int64 {
	v, n := binary.Varint(p.rest)
	p.skip(n)
	return v
}

func (p *chunkParser) skip(n int) {
	if n <= 0 || p.bad {
		p.bad, p.rest = true, nil
		return
	}
	p.rest = p.rest[n:]
}

func (p *chunkParser) uint32() uint32 {
	v := p.uvarint()
	p.bad = p.bad || v > math.MaxUint32
	return uint32(v)
}

func (p *chunkParser) stamp() stamp {
	if p.bad || len(p.rest) < 8 {
		p.bad = true
		return 0
	}
	v := order.Uint64(p.rest)
	p.rest = p.rest[8:]
	p.bad = v > stampMax
	return stamp(v)
}

func (p *chunkParser) bytes() []byte {
	length := p.uvarint()
	if p.bad || length > uint64(len(p.rest)) {
		p.bad = true
		return nil
	}
	taken := append([]byte(nil), p.rest[:length]...)
	p.rest = p.rest[length:]
	return taken
}
