package pebble

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"

	engine "github.com/cockroachdb/pebble/v2"

	"jindu/internal/store"
)

// Changes gives the log after a sequence number. Within a commit, figures come
// in the order of their series and periods, then statements.
func (l *Ledger) Changes(ctx context.Context, after uint64) iter.Seq2[store.Change, error] {
	return func(yield func(store.Change, error) bool) {
		if err := l.changes(ctx, after, yield); err != nil {
			yield(store.Change{}, fmt.Errorf("read log after %d: %w", after, err))
		}
	}
}

// Facts gives what one receipt brought; see store.Ledger.
func (l *Ledger) Facts(ctx context.Context, receipt string, skip int) iter.Seq2[store.Change, error] {
	return func(yield func(store.Change, error) bool) {
		first, facts, err := l.placeOf(receipt)
		if from := uint64(max(skip, 0)); err == nil && from < facts {
			left := facts - from
			err = l.changes(ctx, first-1+from, func(c store.Change, err error) bool {
				left--
				return yield(c, err) && left > 0
			})
		}
		if err != nil {
			yield(store.Change{}, fmt.Errorf("read facts of %s: %w", receipt, err))
		}
	}
}

// placeOf says where in the log the facts of a receipt lie: the sequence number
// of the first, and how many there are.
func (l *Ledger) placeOf(receipt string) (first, facts uint64, err error) {
	release, err := l.hold()
	if err != nil {
		return 0, 0, err
	}
	defer release()
	number, err := receiptNumber(receipt)
	if err != nil {
		return 0, 0, err
	}
	e, err := readReceipt(l.db, number)
	return e.First, e.Facts, err
}

func (l *Ledger) changes(ctx context.Context, after uint64, yield func(store.Change, error) bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	release, err := l.hold()
	if err != nil {
		return err
	}
	defer release()
	snapshot := l.db.NewSnapshot()
	defer snapshot.Close() //nolint:errcheck // Only says that it is closed.
	facts, err := snapshot.NewIter(&engine.IterOptions{LowerBound: []byte{keyFigure}, UpperBound: []byte{keyRecord + 1}})
	if err != nil {
		return reading("log", err)
	}
	defer facts.Close() //nolint:errcheck // Its error is asked for at every fact.
	r := changeReader{ledger: l, facts: facts, after: after, yield: yield}
	return eachChunk(snapshot, after+1, func(sequence uint64, c chunk) (bool, error) {
		return r.chunk(ctx, sequence, c)
	})
}

// eachChunk reads the chunks of the log from the one that a sequence number
// lies in, each with the number of its first fact, until it is told to stop.
func eachChunk(from engine.Reader, sequence uint64, do func(first uint64, c chunk) (bool, error)) error {
	it, err := from.NewIter(&engine.IterOptions{LowerBound: []byte{keyLog}, UpperBound: []byte{keyLog + 1}})
	if err != nil {
		return reading("log", err)
	}
	defer it.Close() //nolint:errcheck // Its error is asked for below.
	ok := it.SeekLT(numberKey(keyLog, sequence+1)) || it.First()
	for goOn := true; ok && goOn; ok = goOn && it.Next() {
		first, err := parseNumberKey(keyLog, it.Key())
		if err != nil {
			return reading("log", err)
		}
		c, err := parseChunk(it.Value())
		if err != nil {
			return reading("log", err)
		}
		if goOn, err = do(first, c); err != nil {
			return err
		}
	}
	return reading("log", it.Error())
}

// changeReader finds the values of the facts that the log names.
type changeReader struct {
	ledger *Ledger
	facts  *engine.Iterator
	after  uint64
	yield  func(store.Change, error) bool
	key    []byte
}

func (r *changeReader) chunk(ctx context.Context, sequence uint64, c chunk) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	for i := range c.len() {
		if sequence+uint64(i) <= r.after {
			continue
		}
		change, err := r.change(c, i)
		if err != nil {
			return false, reading(fmt.Sprintf("fact %d of the log", sequence+uint64(i)), err)
		}
		change.Sequence = sequence + uint64(i)
		if !r.yield(change, nil) {
			return false, nil
		}
	}
	return true, nil
}

func (r *changeReader) change(c chunk, i int) (store.Change, error) {
	if i >= len(c.figures) {
		if err := r.moveTo(c.records[i-len(c.figures)]); err != nil {
			return store.Change{}, err
		}
		record, _, err := readRecord(r.facts, r.ledger.options.Zone)
		return store.Change{Record: &record}, err
	}
	k := figureKey{figure: c.figures[i], recorded: c.recorded, receipt: c.receipt}
	r.key = k.append(r.key[:0])
	if err := r.moveTo(r.key); err != nil {
		return store.Change{}, err
	}
	e, ok := r.ledger.index.Get(k.figure.series())
	if !ok {
		return store.Change{}, fmt.Errorf("series %d: %w", k.figure.series(), errKey)
	}
	v := view{ledger: r.ledger, until: stampMax}
	version, _, err := v.version(e, r.facts)
	return store.Change{Series: e.Series, Version: version}, err
}

// moveTo stands the iterator on a key, which is often the next.
func (r *changeReader) moveTo(key []byte) error {
	if r.facts.Valid() && r.facts.Next() && bytes.Equal(r.facts.Key(), key) {
		return nil
	}
	if !r.facts.SeekGE(key) || !bytes.Equal(r.facts.Key(), key) {
		return errors.Join(r.facts.Error(), fmt.Errorf("%x is in the log but not there: %w", key, errKey))
	}
	return nil
}
