package upstream

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/store"
)

var zone = time.FixedZone("CST", 8*3600)

// bodyOf writes a whole body.
func bodyOf(t require.TestingT, h Head, changes []store.Change) []byte {
	var body bytes.Buffer
	z := gzip.NewWriter(&body)
	e, err := NewEncoder(z, h)
	require.NoError(t, err)
	for _, c := range changes {
		require.NoError(t, e.Write(c))
	}
	require.NoError(t, e.Close())
	require.NoError(t, z.Close())
	return body.Bytes()
}

func read(body io.Reader) (Head, model.Submission, error) {
	d, err := NewDecoder(body)
	if err != nil {
		return Head{}, model.Submission{}, err
	}
	h, err := d.Head()
	if err != nil {
		return h, model.Submission{}, err
	}
	s, err := d.Facts(h)
	return h, s, err
}

func anyPeriod(rt *rapid.T) model.Period {
	day := time.Date(rapid.IntRange(1900, 2199).Draw(rt, "year"), time.Month(rapid.IntRange(1, 12).Draw(rt, "month")), 1, 0, 0, 0, 0, time.UTC)
	f := rapid.SampledFrom([]model.Frequency{model.Annual, model.HalfYearly, model.Quarterly, model.Monthly, model.Weekly, model.Daily}).Draw(rt, "frequency")
	return model.PeriodOf(f, day).WithSpan(rapid.SampledFrom([]int{1, 1, 2, 7, 255}).Draw(rt, "span"))
}

func anyChange(rt *rapid.T, figure bool) store.Change {
	cell := rapid.SampledFrom([]string{"", "指标!E5", "<&>\u2028"}).Draw(rt, "cell")
	if !figure {
		body := rapid.SampledFrom([]string{`{"a":1}`, `{ "名" : "<甲>" ,"b":null}`, "{\"x\":\"\u2028\"}", "{\"x\":\"\xff\"}", `{"n":1.10}`}).Draw(rt, "body")
		from := rapid.SampledFrom([]time.Time{model.Always(), time.Date(2020, 9, 8, 1, 2, 3, 0, zone)}).Draw(rt, "from")
		return store.Change{Record: &model.Record{
			Kind: model.KindProject, Region: "410505", ID: rapid.String().Draw(rt, "id"), ValidFrom: from, Body: json.RawMessage(body), Cell: cell,
		}}
	}
	series := model.NewSeries(rapid.SampledFrom([]string{"jindu_a", "jindu_b"}).Draw(rt, "metric"),
		"region", "410505", "project", rapid.SampledFrom([]string{"", "甲", "\"\n\\"}).Draw(rt, "project"))
	bits := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{math.Copysign(0, -1), 5e-324, math.MaxFloat64, 0.1, 359.45e8}))
	return store.Change{Series: &series, Version: model.Version{Cell: cell, Point: model.Point{
		Period: anyPeriod(rt), Value: bits.Draw(rt, "value"), Status: model.Status(rapid.IntRange(0, 2).Draw(rt, "status")),
	}}}
}

// What is written is read back to the bit.
func TestWire(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		figures, records := rapid.IntRange(0, 20).Draw(rt, "figures"), rapid.IntRange(0, 5).Draw(rt, "records")
		if figures+records == 0 {
			records = 1
		}
		var changes []store.Change
		for i := range figures + records {
			changes = append(changes, anyChange(rt, i < figures))
		}
		head := Head{
			Ledger: "abc", Origin: Origin{7, time.Date(2020, 9, 8, 1, 2, 3, 4_000_000, zone)}, Recorded: time.Date(2020, 9, 8, 0, 0, 0, 0, zone),
			By: "张三", File: "a.xlsx", Hash: "00", Figures: figures, Records: records,
			Warnings: []model.Problem{{Cell: "A1", What: model.Text{ZH: "疑", EN: "odd"}}},
		}
		got, s, err := read(bytes.NewReader(bodyOf(rt, head, changes)))
		require.NoError(rt, err)
		require.True(rt, got.same(head.Origin))
		require.True(rt, got.Recorded.Equal(head.Recorded))
		require.Equal(rt, []any{head.By, head.File, head.Hash, head.Warnings}, []any{got.By, got.File, got.Hash, got.Warnings})
		for i, o := range s.Observations {
			c := changes[i]
			require.Zero(rt, c.Series.Compare(*o.Series))
			require.Equal(rt, c.Version.Period, o.Period)
			require.Equal(rt, math.Float64bits(c.Version.Value), math.Float64bits(o.Value))
			require.Equal(rt, []any{c.Version.Status, c.Version.Cell}, []any{o.Status, o.Cell})
		}
		for i, r := range s.Records {
			want := *changes[figures+i].Record
			require.True(rt, want.ValidFrom.Equal(r.ValidFrom))
			want.ValidFrom, r.ValidFrom = time.Time{}, time.Time{}
			require.Equal(rt, want, r)
		}
	})
}

func sample(t require.TestingT) []byte {
	series := model.NewSeries("jindu_a", "region", "410505")
	return bodyOf(t, Head{
		Ledger: "abc", Origin: Origin{1, time.Unix(1, 0)}, Recorded: time.Unix(1, 0), Figures: 2, Records: 1,
	}, []store.Change{
		{Series: &series, Version: model.Version{Point: model.Point{Period: model.NewMonth(2020, 7), Value: 1}}},
		{Series: &series, Version: model.Version{Point: model.Point{Period: model.NewMonth(2020, 8), Value: 2}}},
		{Record: &model.Record{Kind: model.KindNote, Region: "410505", ID: "P1", ValidFrom: model.Always(), Body: json.RawMessage(`{}`)}},
	})
}

// A body that is cut off anywhere is refused.
func TestCutBodies(t *testing.T) {
	whole := sample(t)
	for n := range whole {
		_, _, err := read(bytes.NewReader(whole[:n]))
		require.ErrorIs(t, err, ErrBody, "after %d of %d bytes", n, len(whole))
	}
	// Not by the compression alone: nor where whole lines are missing.
	z, err := gzip.NewReader(bytes.NewReader(whole))
	require.NoError(t, err)
	text, err := io.ReadAll(z)
	require.NoError(t, err)
	lines := bytes.SplitAfter(text, []byte("\n"))
	for n := range len(lines) - 1 {
		_, _, err := read(bytes.NewReader(zipped(bytes.Join(lines[:n], nil))))
		require.ErrorIs(t, err, ErrBody, "after %d lines", n)
	}
	_, _, err = read(bytes.NewReader(zipped(append(text, "{}\n"...))))
	require.ErrorIs(t, err, ErrBody)
}

func zipped(text []byte) []byte {
	var body bytes.Buffer
	z := gzip.NewWriter(&body)
	_, _ = z.Write(text)
	_ = z.Close()
	return body.Bytes()
}

func TestRefusedBodies(t *testing.T) {
	head := `{"jindu":1,"ledger":"a","number":1,"committed":"2020-01-01T00:00:00Z","recorded":"2020-01-01T00:00:00Z",`
	for name, text := range map[string]string{
		"another version":      `{"jindu":2,"ledger":"a"}`,
		"no receipt":           `{"jindu":1}`,
		"neither facts nor":    head + `"figures":0,"records":0}`,
		"both":                 head + `"figures":1,"records":0,"withdraws":{"number":1,"committed":"2020-01-01T00:00:00Z"}}`,
		"negative":             head + `"figures":2,"records":-1}`,
		"too many":             head + `"figures":1000001,"records":0}`,
		"no series":            head + `"figures":1,"records":0}` + "\n" + `{"p":"M24247","v":1}`,
		"no period":            head + `"figures":1,"records":0}` + "\n" + `{"s":["a","region","1"],"v":1}`,
		"a year of the past":   head + `"figures":1,"records":0}` + "\n" + `{"s":["a","region","1"],"p":"M1","v":1}`,
		"withdrawn":            head + `"figures":1,"records":0}` + "\n" + `{"s":["a","region","1"],"p":"M24247","v":1,"t":3}`,
		"labels not in order":  head + `"figures":1,"records":0}` + "\n" + `{"s":["a","b","1","a","1"],"p":"M24247","v":1}`,
		"a record of figures":  head + `"figures":1,"records":0}` + "\n" + `{"r":{"kind":"note"}}` + "\n" + `{"end":true,"facts":1}`,
		"a figure of records":  head + `"figures":0,"records":1}` + "\n" + `{"s":["a","region","1"],"p":"M24247","v":1}`,
		"no end":               head + `"figures":0,"records":1}` + "\n" + `{"r":{"kind":"note"}}` + "\n" + `{"facts":1}`,
		"another count at end": head + `"figures":0,"records":1}` + "\n" + `{"r":{"kind":"note"}}` + "\n" + `{"end":true,"facts":2}`,
	} {
		_, _, err := read(bytes.NewReader(zipped([]byte(text + "\n"))))
		require.ErrorIs(t, err, ErrBody, name)
	}
}

// Whatever comes is read or refused, and what is read can be written again.
func FuzzDecoder(f *testing.F) {
	z, err := gzip.NewReader(bytes.NewReader(sample(f)))
	require.NoError(f, err)
	text, err := io.ReadAll(z)
	require.NoError(f, err)
	f.Add(text)
	f.Add([]byte(`{"jindu":1,"ledger":"a","number":1,"committed":"2020-01-01T00:00:00Z","recorded":"2020-01-01T00:00:00Z","withdraws":{"number":1},"figures":0,"records":0}` + "\n" + `{"end":true,"facts":0}` + "\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		h, s, err := read(bytes.NewReader(zipped(text)))
		if err != nil {
			require.ErrorIs(t, err, ErrBody)
			return
		}
		var changes []store.Change
		for _, o := range s.Observations {
			changes = append(changes, store.Change{Series: o.Series, Version: model.Version{
				Cell: o.Cell, Point: model.Point{Period: o.Period, Value: o.Value, Status: o.Status},
			}})
		}
		for _, r := range s.Records {
			changes = append(changes, store.Change{Record: &r})
		}
		_, again, err := read(bytes.NewReader(bodyOf(t, h, changes)))
		require.NoError(t, err)
		require.Equal(t, s, again)
	})
}
