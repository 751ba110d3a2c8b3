package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// record states something of a project from a date on.
func record(id, from, body string) model.Record {
	at, err := time.ParseInLocation(time.DateOnly, from, Zone())
	if err != nil {
		panic(err)
	}
	return model.Record{Kind: model.KindProject, Region: "410505", ID: id, ValidFrom: at, Body: json.RawMessage(body)}
}

func (d *desk) records(asOf time.Time, kind model.Kind) []model.Record {
	d.Helper()
	var records []model.Record
	d.see(asOf, func(v model.View) {
		for r, err := range v.Records(d.Context(), kind) {
			require.NoError(d, err)
			records = append(records, r)
		}
	})
	return records
}

// project reads what holds of a project at a date.
func (d *desk) project(asOf time.Time, id, date string) (p model.Project, found bool) {
	d.Helper()
	for _, o := range model.Objects(d.records(asOf, model.KindProject)) {
		if o.ID == id {
			var err error
			found, err = o.At(record(id, date, `{}`).ValidFrom, &p)
			require.NoError(d, err)
		}
	}
	return p, found
}

func testRecords(t *testing.T, open Open) {
	t.Run("everything stated is read back", func(t *testing.T) {
		d := newDesk(t, open)
		names := []string{"P1", "P 2", "项目“三”", "a,b\nc", "with\x00zero", "with\x00\x01more", "P", "P1/2"}
		var stated []model.Record
		for _, name := range names {
			r := record(name, "2020-01-01", `{"name":"`+"安钢"+`","lead":null}`)
			r.Cell = "项目!A5"
			stated = append(stated, r)
		}
		old := record("old", "1949-10-01", `{}`)
		target := model.Record{Kind: model.KindTarget, Region: "410505", ID: "t", ValidFrom: start(), Body: json.RawMessage(`{}`)}
		taken := d.submit(model.Submission{Records: append(stated, old, target)})
		var want []model.Record
		for _, r := range append(stated, old) {
			r.Recorded, r.Receipt = taken.Recorded, taken.ID
			want = append(want, r)
		}
		require.ElementsMatch(t, want, d.records(now(), model.KindProject))
		require.Len(t, d.records(now(), model.KindTarget), 1)
		require.Empty(t, d.records(now(), "proj"), "a kind is not the beginning of another")
	})
	t.Run("a statement of another date, and its revision", func(t *testing.T) {
		d := newDesk(t, open)
		d.submit(model.Submission{Records: []model.Record{record("P1", "2020-01-01", `{"name":"一","lead":"甲"}`)}})
		change := d.submit(model.Submission{Records: []model.Record{record("P1", "2020-06-01", `{"lead":"乙"}`)}})
		fix := d.submit(model.Submission{Records: []model.Record{record("P1", "2020-06-01", `{"lead":"丙"}`)}})
		lead := func(asOf time.Time, date string) string {
			p, found := d.project(asOf, "P1", date)
			require.True(t, found)
			require.Equal(t, "一", p.Name)
			return p.Lead
		}
		require.Equal(t, "甲", lead(now(), "2020-05-31"))
		require.Equal(t, "丙", lead(now(), "2020-06-01"))
		_ = fix
		_ = change
	})
	t.Run("breaking off", func(t *testing.T) {
		d := newDesk(t, open)
		d.submit(model.Submission{Records: []model.Record{record("P1", "2020-01-01", `{}`), record("P2", "2020-01-01", `{}`)}})
		d.see(now(), func(v model.View) {
			for range v.Records(t.Context(), model.KindProject) {
				break
			}
		})
	})
	t.Run("backdated", func(t *testing.T) {
		d := newDesk(t, open)
		r := record("P1", "2020-01-01", `{}`)
		first := d.submit(model.Submission{Records: []model.Record{r}})
		_, err := d.Commit(t.Context(), model.Submission{Recorded: first.Recorded, Records: []model.Record{r}})
		require.ErrorIs(t, err, model.ErrBackdated)
		_, err = d.Commit(t.Context(), model.Submission{
			Recorded: first.Recorded, Records: []model.Record{record("P1", "2020-01-02", `{}`)},
		})
		require.NoError(t, err)
	})
}

func testRecordsWithdrawn(t *testing.T, open Open) {
	d := newDesk(t, open)
	s := revenue()
	first := d.submit(model.Submission{Records: []model.Record{record("P1", "2020-01-01", `{"name":"一","lead":"甲"}`)}})
	second := d.submit(model.Submission{
		Observations: []model.Observation{figure(s, july(), 1)},
		Records:      []model.Record{record("P1", "2020-01-01", `{"lead":"乙"}`), record("P2", "2020-01-01", `{}`)},
	})
	p, _ := d.project(now(), "P1", "2020-07-31")
	require.Equal(t, "乙", p.Lead)
	p, _ = d.project(first.Recorded, "P1", "2020-07-31")
	require.Equal(t, "甲", p.Lead, "as it was known then")

	w := d.withdraw(second.ID)
	require.Equal(t, 2, w.Records)
	require.Equal(t, 1, w.Figures)
	p, _ = d.project(now(), "P1", "2020-07-31")
	require.Equal(t, "甲", p.Lead)
	_, found := d.project(now(), "P2", "2020-07-31")
	require.False(t, found)
	p, _ = d.project(w.Recorded.Add(-time.Millisecond), "P1", "2020-07-31")
	require.Equal(t, "乙", p.Lead, "known until it was withdrawn")
	var marks int
	for _, r := range d.records(now(), model.KindProject) {
		if r.Withdraws != "" {
			marks++
			require.Equal(t, second.ID, r.Withdraws)
			require.Equal(t, w.ID, r.Receipt)
			require.Empty(t, r.Body)
		}
	}
	require.Equal(t, 2, marks)

	d.submit(model.Submission{Records: []model.Record{record("P1", "2020-01-01", `{"lead":"丁"}`)}})
	p, _ = d.project(now(), "P1", "2020-07-31")
	require.Equal(t, model.Project{Name: "一", Lead: "丁"}, p, "stated anew after the withdrawal")
}
