package pebble

import (
	"bytes"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/store/index"
)

func FuzzParseFigureKey(f *testing.F) {
	f.Add(figureKey{newFigureID(1, 2), 3, 4}.append(nil))
	f.Add([]byte("o"))
	f.Fuzz(func(t *testing.T, key []byte) {
		k, err := parseFigureKey(key)
		if err != nil {
			return
		}
		require.Equal(t, key, k.append(nil))
	})
}

func FuzzParseRecordKey(f *testing.F) {
	f.Add(recordKey{"project", "410505", "项目\x00一", -1, 3, 4}.append(nil))
	f.Add([]byte("r\x00\x01\x00\x01"))
	f.Fuzz(func(t *testing.T, key []byte) {
		k, err := parseRecordKey(key)
		if err != nil {
			return
		}
		require.Equal(t, key, k.append(nil))
	})
}

func FuzzParseValues(f *testing.F) {
	v := figureValue{value: 1.219e9, status: model.Estimated, span: 7, origin: 300, cell: "指标!E5"}
	text := make([]byte, v.size())
	v.put(text)
	f.Add(text)
	f.Add(chunk{receipt: 7, recorded: 9, figures: []figureID{newFigureID(1, 5), newFigureID(2, 4)}, records: [][]byte{[]byte("r1")}}.append(nil))
	f.Add(appendRecord(nil, 3, model.Record{Cell: "A1", Body: []byte(`{}`)}))
	series := model.NewSeries("m", "a", "b")
	f.Add(appendSeries(nil, index.Entry{Series: &series, Freq: model.Monthly}))
	f.Fuzz(func(t *testing.T, text []byte) { // Anything may be read from a damaged disk: it must not panic.
		if v, err := parseFigure(text, true); err == nil {
			again := make([]byte, v.size())
			v.put(again)
			back, err := parseFigure(again, true)
			require.NoError(t, err)
			require.Equal(t, math.Float64bits(v.value), math.Float64bits(back.value))
			v.value, back.value = 0, 0
			require.Equal(t, v, back)
		}
		if c, err := parseChunk(text); err == nil {
			back, err := parseChunk(c.append(nil))
			require.NoError(t, err)
			require.Equal(t, c, back)
		}
		if withdraws, cell, body, err := parseRecord(text); err == nil {
			_ = appendRecord(nil, withdraws, model.Record{Cell: cell, Body: body})
		}
		if s, freq, err := parseSeries(text); err == nil {
			back, backFreq, err := parseSeries(appendSeries(nil, index.Entry{Series: s, Freq: freq}))
			require.NoError(t, err)
			require.Equal(t, s, back)
			require.Equal(t, freq, backFreq)
		}
		_, _ = parseReceipt(text)
	})
}

// Keys sort by figure, then with the newest version first.
func TestFigureKeysSort(t *testing.T) {
	some := rapid.Custom(func(t *rapid.T) figureKey {
		return figureKey{
			newFigureID(rapid.Uint32Range(0, 2).Draw(t, "series"), rapid.Uint32().Draw(t, "period")),
			stamp(rapid.Uint64Range(0, stampMax).Draw(t, "recorded")), rapid.Uint32().Draw(t, "receipt"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		if rapid.Bool().Draw(t, "same figure") {
			b.figure = a.figure
		}
		less := a.figure < b.figure || a.figure == b.figure &&
			(a.recorded > b.recorded || a.recorded == b.recorded && a.receipt > b.receipt)
		require.Equal(t, less, bytes.Compare(a.append(nil), b.append(nil)) < 0)
	})
}

// Keys of statements sort by kind, region, ID and time, whatever bytes the
// texts hold, and the key of one subject is never the beginning of another's.
func TestRecordKeysSort(t *testing.T) {
	text := rapid.StringOfN(rapid.SampledFrom([]rune{0, 1, 'a', 0xff, '安'}), 0, 4, -1)
	some := rapid.Custom(func(t *rapid.T) recordKey {
		return recordKey{
			kind: model.Kind(text.Draw(t, "kind")), region: text.Draw(t, "region"), id: text.Draw(t, "id"),
			validFrom: rapid.Int64().Draw(t, "from"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		back, err := parseRecordKey(a.append(nil))
		require.NoError(t, err)
		require.Equal(t, a, back)
		want := compareAll(
			bytes.Compare([]byte(a.kind), []byte(b.kind)), bytes.Compare([]byte(a.region), []byte(b.region)),
			bytes.Compare([]byte(a.id), []byte(b.id)), compareInt(a.validFrom, b.validFrom))
		require.Equal(t, want, bytes.Compare(a.appendSubject(nil), b.appendSubject(nil)))
		require.Equal(t, want == 0, bytes.HasPrefix(a.appendSubject(nil), b.appendSubject(nil)))
	})
}

func compareAll(results ...int) int {
	for _, r := range results {
		if r != 0 {
			return r
		}
	}
	return 0
}

func compareInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestStamp(t *testing.T) {
	for _, at := range []time.Time{
		time.UnixMilli(0), time.UnixMilli(-1), time.Date(1949, 10, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2020, 9, 8, 9, 0, 0, 123e6, time.UTC), time.Date(6000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		s, ok := stampOf(at)
		require.True(t, ok)
		require.Equal(t, at.UTC(), s.in(time.UTC))
		var b [stampSize]byte
		s.putInverted(b[:])
		require.Equal(t, s, invertedStamp(b[:]))
	}
	for _, at := range []time.Time{time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-3000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		_, ok := stampOf(at)
		require.False(t, ok)
	}
}

func TestAfter(t *testing.T) {
	require.Equal(t, []byte("ab"), after([]byte("aa")))
	require.Equal(t, []byte("b"), after([]byte("a\xff\xff")))
	require.Nil(t, after([]byte("\xff")))
}
