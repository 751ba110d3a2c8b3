package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector/format"
	"jindu/internal/export"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// ledger has a figure that was revised, one that was withdrawn, and a project.
func ledger(t *testing.T, clock func() time.Time) *pebble.Ledger {
	t.Helper()
	l, err := pebble.Open(t.Context(), pebble.Options{Dir: t.TempDir(), Clock: clock, Ballast: -1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, l.Close()) })
	return l
}

func take(t *testing.T, l *pebble.Ledger, hash string, value float64, records ...model.Record) model.Receipt {
	t.Helper()
	s := model.NewSeries("jindu_x_yuan", "region", "410505", "note", "a \"quoted\", 值\nof two lines")
	r, err := l.Commit(t.Context(), model.Submission{Hash: hash, Observations: []model.Observation{
		{Series: &s, Period: model.NewMonth(2020, time.July), Value: value, Cell: "指标!E5"},
	}, Records: records})
	require.NoError(t, err)
	return r
}

func written(t *testing.T, o export.Options) map[string]string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, export.Write(t.Context(), &b, o))
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	require.NoError(t, err)
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		files[f.Name] = string(text)
	}
	return files
}

func rows(t *testing.T, text string) []map[string]string {
	t.Helper()
	text, marked := strings.CutPrefix(text, "\ufeff")
	require.True(t, marked, "Excel takes a table without a byte order mark for GBK")
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	var found []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, name := range all[0] {
			m[name] = row[i]
		}
		found = append(found, m)
	}
	return found
}

func lines(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }

func TestExport(t *testing.T) {
	now := time.Date(2020, 8, 1, 0, 0, 0, 0, time.UTC)
	l := ledger(t, func() time.Time { now = now.Add(time.Hour); return now })
	project, err := model.NewRecord(model.KindProject, "410505", "P1", model.Always(), model.Project{Name: "<一>&二"})
	require.NoError(t, err)
	take(t, l, "h1", 0.1, project)
	between := now.Add(time.Minute)
	second := take(t, l, "h2", 123456789.25)
	_, err = l.Withdraw(t.Context(), model.Withdrawal{Receipt: second.ID, Reason: "typed wrongly"})
	require.NoError(t, err)
	originals := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(originals, "h2"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(originals, "h2", "表.csv"), []byte("as it came"), 0o600))
	options := export.Options{Ledger: l, Originals: originals, Zone: time.FixedZone("CST", 8*3600), Version: "test", Made: now}

	files := written(t, options)
	versions := rows(t, files["observations.csv"])
	require.Len(t, versions, 3)
	require.Equal(t, "0.1", versions[0]["value"])
	require.Equal(t, "123456789.25", versions[1]["value"])
	require.Equal(t, "a \"quoted\", 值\nof two lines", versions[1]["note"])
	require.Equal(t, "2020-08-01T10:00:00.000+08:00", versions[1]["recorded"])
	require.Equal(t, "指标!E5", versions[1]["cell"])
	current := rows(t, files["current.csv"])
	require.Len(t, current, 1)
	require.Equal(t, "0.1", current[0]["value"], "the withdrawn one gave way to the one before")
	require.Equal(t, "2020-07-01 2020-07-31", current[0]["from"]+" "+current[0]["to"])
	for name, text := range files {
		require.Equal(t, filepath.Ext(name) == ".csv" && !strings.HasPrefix(name, "originals/"), strings.HasPrefix(text, "\ufeff"), name)
	}
	require.Len(t, lines(files["receipts.jsonl"]), 3)
	require.Contains(t, files["receipts.jsonl"], `"reason":"typed wrongly"`)
	require.Contains(t, files["records.jsonl"], "二")
	require.NotContains(t, files["records.jsonl"], "valid_from")
	require.Equal(t, "as it came", files["originals/R000002/表.csv"])
	var about map[string]any
	require.NoError(t, json.Unmarshal([]byte(files["export.json"]), &about))
	require.Equal(t, l.Stats().ID, about["ledger"])

	options.AsOf = between
	files = written(t, options)
	require.Len(t, rows(t, files["observations.csv"]), 1)
	require.Len(t, lines(files["receipts.jsonl"]), 1)
	require.NotContains(t, files, "originals/R000002/表.csv", "it was not known then")
}

// TestEveryColumnIsDescribed holds the README against what is written.
func TestEveryColumnIsDescribed(t *testing.T) {
	l := ledger(t, time.Now)
	take(t, l, "", 1)
	files := written(t, export.Options{Ledger: l, Zone: time.UTC})
	for name := range files {
		require.Contains(t, files["README.md"], "`"+name)
	}
	for _, table := range []string{"current.csv", "observations.csv", "acknowledgements.csv"} {
		for _, name := range strings.Split(lines(strings.TrimPrefix(files[table], "\ufeff"))[0], ",") {
			if name != "note" { // A label of this ledger alone.
				require.Contains(t, files["README.md"], "`"+name+"`", table)
			}
		}
	}
}

// TestTheReaderTakesTablesBack decodes a table as what an officer hands in.
func TestTheReaderTakesTablesBack(t *testing.T) {
	l := ledger(t, time.Now)
	take(t, l, "", 12.19e8)
	text := written(t, export.Options{Ledger: l, Zone: time.UTC})["current.csv"]
	book, err := format.CSV{}.Decode(t.Context(), format.File{Name: "current.csv", Content: []byte(text)}, format.DefaultLimits())
	require.NoError(t, err)
	want := rows(t, text)[0]
	require.Equal(t, "yuan", want["unit"])
	head, row := book.Sheets[0].Rows[0].Cells, map[int]string{}
	for _, cell := range book.Sheets[0].Rows[1].Cells {
		row[cell.Column] = cell.Text
	}
	require.Equal(t, "metric", head[0].Text)
	for _, name := range head {
		require.Equal(t, want[name.Text], row[name.Column], name.Text)
	}
}

func TestExportStops(t *testing.T) {
	l := ledger(t, time.Now)
	take(t, l, "", 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, export.Write(ctx, io.Discard, export.Options{Ledger: l, Zone: time.UTC}), context.Canceled)
}

// What somebody sent as a name must not be a formula to who opens the tables.
func TestNoFormulas(t *testing.T) {
	l := ledger(t, time.Now)
	s := model.NewSeries("jindu_enterprise_yuan", "region", "410505", "enterprise", "=cmd|'/c calc'!A1", "item", "@sum")
	_, err := l.Commit(t.Context(), model.Submission{Observations: []model.Observation{
		{Series: &s, Period: model.NewMonth(2020, time.July), Value: -3, Cell: "+A1"},
	}})
	require.NoError(t, err)
	files := written(t, export.Options{Ledger: l, Zone: time.UTC})
	row := rows(t, files["observations.csv"])[0]
	require.Equal(t, []string{"'=cmd|'/c calc'!A1", "'@sum", "'+A1", "-3"}, []string{row["enterprise"], row["item"], row["cell"], row["value"]})
}

// Bulletins are exported as they are kept; none that was issued later than is
// asked about, and none that is half written.
func TestBulletins(t *testing.T) {
	folder := t.TempDir()
	keep := func(name, text string) {
		file := filepath.Join(folder, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	keep("410505/2020/xinxi-143/bulletin.md", "# 信息")
	keep("410505/2020/xinxi-143/issue.json", `{"issued":"2020-09-08T09:00:00+08:00"}`)
	keep("410505/2020/xinxi-144/bulletin.md", "# 更正")
	keep("410505/2020/xinxi-144/issue.json", `{"issued":"2020-09-10T09:00:00+08:00"}`)
	keep("410505/2020/.new-1/bulletin.md", "half")
	day := time.Date(2020, 9, 9, 0, 0, 0, 0, time.UTC)
	l := ledger(t, func() time.Time { return day })
	options := export.Options{Ledger: l, Bulletins: folder, Zone: time.UTC, Made: day}
	files := written(t, options)
	require.Equal(t, "# 信息", files["bulletins/410505/2020/xinxi-143/bulletin.md"])
	require.Equal(t, "# 更正", files["bulletins/410505/2020/xinxi-144/bulletin.md"])
	require.NotContains(t, files, "bulletins/410505/2020/.new-1/bulletin.md")
	options.AsOf = day
	files = written(t, options)
	require.Contains(t, files, "bulletins/410505/2020/xinxi-143/bulletin.md")
	require.NotContains(t, files, "bulletins/410505/2020/xinxi-144/bulletin.md")
}
