package collector_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

var update = flag.Bool("update", false, "write the expected results anew")

// A tap is a ledger that remembers what was committed.
type tap struct {
	collector.Ledger
	taken model.Submission
}

func (l *tap) Commit(ctx context.Context, s model.Submission) (model.Receipt, error) {
	r, err := l.Ledger.Commit(ctx, s)
	if err == nil {
		l.taken = s
	}
	return r, err
}

// A result is what an upload comes to, written for people to read.
type result struct {
	Observations []string `json:"observations,omitempty"`
	Records      []string `json:"records,omitempty"`
	Problems     []string `json:"problems,omitempty"`
	Warnings     []string `json:"warnings,omitempty"`
}

// resultOf submits files to a new ledger and gives what they come to.
func resultOf(t *testing.T, files ...format.File) result {
	t.Helper()
	taken := &tap{}
	s := newSetup(t, func(o *collector.Options) {
		taken.Ledger = o.Ledger
		o.Ledger = taken
	})
	out, err := s.Submit(t.Context(), collector.Upload{Source: "test", Files: files})
	var refused *collector.RefusedError
	if errors.As(err, &refused) {
		require.Zero(t, s.ledger.Stats().Commits)
		return result{Problems: lines(refused.Problems), Warnings: lines(refused.Warnings)}
	}
	require.NoError(t, err)
	r := result{Warnings: lines(out.Warnings)}
	for _, o := range taken.taken.Observations {
		value, err := json.Marshal(o.Value)
		require.NoError(t, err)
		r.Observations = append(r.Observations, o.Series.String()+" "+o.Period.String()+" "+string(value)+" "+o.Status.String()+" @"+o.Cell)
	}
	for _, x := range taken.taken.Records {
		r.Records = append(r.Records, string(x.Kind)+" "+x.Region+" "+x.ID+" "+x.ValidFrom.Format(time.RFC3339)+" "+string(x.Body)+" @"+x.Cell)
	}
	return r
}

func lines(problems []model.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.In(model.Chinese), p.In(model.English))
	}
	return all
}

// golden compares a result with the file that holds the expected one.
func golden(t *testing.T, name string, got result) {
	t.Helper()
	text, err := json.MarshalIndent(got, "", "  ")
	require.NoError(t, err)
	text = slices.Concat(unescape(text), []byte("\n"))
	if *update {
		require.NoError(t, os.WriteFile(name, text, 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), string(text))
}

// unescape undoes what encoding/json does to <, > and &, which are for pages.
func unescape(text []byte) []byte {
	for code, sign := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		text = []byte(strings.ReplaceAll(string(text), code, sign))
	}
	return text
}

// TestCSV submits each folder of CSV files and compares what they come to with
// its expected.json.
func TestCSV(t *testing.T) {
	folders, err := filepath.Glob("testdata/csv/*")
	require.NoError(t, err)
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			golden(t, filepath.Join(folder, "expected.json"), resultOf(t, filesIn(t, folder, "*.csv")...))
		})
	}
}

// filesIn reads the files of a folder that match a pattern.
func filesIn(t *testing.T, folder, pattern string) []format.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, pattern))
	require.NoError(t, err)
	var files []format.File
	for _, name := range names {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		files = append(files, format.File{Name: filepath.Base(name), Content: content})
	}
	return files
}
