package pebble

import (
	engine "github.com/cockroachdb/pebble/v2"
)

// fill writes the plan into a batch, in the order of the keys.
func (p *plan) fill(b *engine.Batch) error {
	if p.dropHash != "" {
		if err := b.Delete(hashKey(p.dropHash), nil); err != nil {
			return err
		}
	}
	if p.setHash != "" {
		if err := b.Set(hashKey(p.setHash), order.AppendUint64(nil, p.receipt.Number), nil); err != nil {
			return err
		}
	}
	if err := p.fillLog(b); err != nil {
		return err
	}
	if err := p.fillFacts(b); err != nil {
		return err
	}
	for _, e := range p.fresh {
		if err := b.Set(seriesKey(e.ID), appendSeries(nil, e), nil); err != nil {
			return err
		}
	}
	return p.fillReceipts(b)
}

// fillLog writes the chunks of the log: figures in order, then statements.
func (p *plan) fillLog(b *engine.Batch) error {
	c := chunk{receipt: uint32(p.receipt.Number), recorded: p.recorded}
	sequence := p.receipt.First
	var buffer []byte
	flush := func() error {
		buffer = c.append(buffer[:0])
		err := b.Set(numberKey(keyLog, sequence), buffer, nil)
		sequence += uint64(c.len())
		c.figures, c.records = c.figures[:0], c.records[:0]
		return err
	}
	for _, f := range p.figures {
		if c.figures = append(c.figures, f.id); c.len() == chunkFacts {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	for _, r := range p.records {
		if c.records = append(c.records, r.key); c.len() == chunkFacts {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if c.len() == 0 {
		return nil
	}
	return flush()
}

func (p *plan) fillFacts(b *engine.Batch) error {
	k := figureKey{recorded: p.recorded, receipt: uint32(p.receipt.Number)}
	for _, f := range p.figures {
		k.figure = f.id
		v := p.value(f.at)
		op := b.SetDeferred(figureKeySize, v.size())
		k.put(op.Key)
		v.put(op.Value)
		if err := op.Finish(); err != nil {
			return err
		}
	}
	for _, r := range p.records {
		if err := b.Set(r.key, r.value, nil); err != nil {
			return err
		}
	}
	return nil
}

func (p *plan) fillReceipts(b *engine.Batch) error {
	if p.withdrawal != nil {
		text, err := p.withdrawal.encode()
		if err != nil {
			return err
		}
		if err := b.Set(numberKey(keyReceipt, p.withdrawal.Number), text, nil); err != nil {
			return err
		}
	}
	text, err := p.receipt.encode()
	if err != nil {
		return err
	}
	return b.Set(numberKey(keyReceipt, p.receipt.Number), text, nil)
}

// size guesses how long the batch will be, so that it need not grow.
func (p *plan) size() int {
	size := 1 << 12
	for _, f := range p.figures[:min(len(p.figures), 1000)] {
		size += figureKeySize + p.value(f.at).size() + 3 + 4
	}
	if n := len(p.figures); n > 1000 {
		size = int(float64(size) / 1000 * float64(n) * 1.05)
	}
	for _, r := range p.records {
		size += 2*len(r.key) + len(r.value) + 8
	}
	return size + 128*len(p.fresh)
}
