package collector_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

const july = "指标,期间,口径,数值,单位\n一般公共预算收入,2020-07,累计,12.19,亿元\n"

// refuse hands in what is refused, dated so that the order is known.
func (s *setup) refuse(t *testing.T, name, by string, age time.Duration) {
	t.Helper()
	var refused *collector.RefusedError
	_, err := s.Submit(t.Context(), collector.Upload{
		By: by, Source: "http", Files: []format.File{{Name: name, Content: []byte(strings.ReplaceAll(july, "12.19", name))}},
	})
	require.ErrorAs(t, err, &refused)
	folders, err := filepath.Glob(filepath.Join(s.keep, "refused", "*", filepath.Base(name)))
	require.NoError(t, err)
	require.Len(t, folders, 1)
	at := s.now.Add(-age)
	require.NoError(t, os.Chtimes(filepath.Dir(folders[0]), at, at))
}

func TestRefusals(t *testing.T) {
	s := newSetup(t)
	found, total, err := s.Refusals(0, 10)
	require.NoError(t, err)
	require.Empty(t, found)
	require.Zero(t, total)

	s.refuse(t, "一.csv", "张三", 3*time.Hour)
	s.refuse(t, "二.csv", "李四", time.Hour)
	s.refuse(t, "三.csv", "", 2*time.Hour)
	found, total, err = s.Refusals(0, 10)
	require.NoError(t, err)
	require.Equal(t, 3, total)
	require.Len(t, found, 3)
	require.Equal(t, []string{"二.csv", "三.csv", "一.csv"}, []string{found[0].Files[0], found[1].Files[0], found[2].Files[0]})
	require.Equal(t, []any{"李四", "http", bulletinDay}, []any{found[0].By, found[0].Source, found[0].Refused})
	require.Equal(t, "D2", found[0].Problems[0].Cell)
	some, _, err := s.Refusals(1, 1)
	require.NoError(t, err)
	require.Equal(t, found[1:2], some)
	none, _, err := s.Refusals(9, 1)
	require.NoError(t, err)
	require.Empty(t, none)

	f, err := s.RefusedFile(found[0].Hash, "二.csv")
	require.NoError(t, err)
	content, err := io.ReadAll(f)
	require.NoError(t, errors.Join(err, f.Close()))
	require.Contains(t, string(content), "二.csv")
	for _, name := range []string{"problems.json", "../../x", "", ".", "三.csv"} {
		_, err := s.RefusedFile(found[0].Hash, name)
		require.ErrorIs(t, err, collector.ErrNotKept, name)
	}
	for _, hash := range []string{"", ".", "..", "../accepted", strings.Repeat("0", 64)} {
		_, err := s.Refusal(hash)
		require.ErrorIs(t, err, collector.ErrNotKept, hash)
	}
}

// What people and older jindus left in the folder stands in nobody's way.
func TestRefusalsAmongOddFolders(t *testing.T) {
	s := newSetup(t)
	s.refuse(t, "一.csv", "张三", 0)
	folder := func(hash, name, text string) {
		dir := filepath.Join(s.keep, "refused", hash)
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "inner"), 0o750))
		if name != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		}
	}
	folder("notes", "problems.json", `{}`)
	folder(strings.Repeat("1", 64), "", "")
	folder(strings.Repeat("2", 64), "problems.json", `{"refused":`)
	old := strings.Repeat("3", 64)
	folder(old, "problems.json", `{"refused": "2020-08-01T00:00:00Z", "problems": [{"what": {"zh": "错", "en": "wrong"}}]}`)
	require.NoError(t, os.WriteFile(filepath.Join(s.keep, "refused", strings.Repeat("4", 64)), nil, 0o600))
	require.NoError(t, os.Symlink(s.keep, filepath.Join(s.keep, "refused", old, "link")))

	found, _, err := s.Refusals(0, 10)
	require.NoError(t, err)
	require.Len(t, found, 2)
	r, err := s.Refusal(old)
	require.NoError(t, err)
	require.Empty(t, r.By)
	require.Empty(t, r.Files, "neither folders nor links")
	require.Equal(t, "wrong", r.Problems[0].What.EN)
}

func TestOriginals(t *testing.T) {
	s := newSetup(t)
	out, err := s.submit(t, `..\..\七月.csv`, []byte(july))
	require.NoError(t, err)
	names, err := s.Originals(out.Receipt.Hash)
	require.NoError(t, err)
	require.Equal(t, []string{"七月.csv"}, names)
	f, err := s.Original(out.Receipt.Hash, "七月.csv")
	require.NoError(t, err)
	content, err := io.ReadAll(f)
	require.NoError(t, errors.Join(err, f.Close()))
	require.Equal(t, july, string(content))
	for _, hash := range []string{"", "..", strings.Repeat("0", 64)} {
		names, err := s.Originals(hash)
		require.NoError(t, err)
		require.Empty(t, names)
	}
	_, err = s.Original(out.Receipt.Hash, "../七月.csv")
	require.ErrorIs(t, err, collector.ErrNotKept)
}

func TestReasonStandsInTheReceipt(t *testing.T) {
	s := newSetup(t)
	out, err := s.Submit(t.Context(), collector.Upload{Reason: " 普查修订 ", Files: []format.File{{Name: "七月.csv", Content: []byte(july)}}})
	require.NoError(t, err)
	require.Equal(t, "普查修订", out.Receipt.Reason)
	kept, err := s.ledger.Receipt(t.Context(), out.Receipt.ID)
	require.NoError(t, err)
	require.Equal(t, "普查修订", kept.Reason)
}

func TestDryRunCountsRevisions(t *testing.T) {
	s := newSetup(t)
	june := "一般公共预算收入,2020-06,累计,10.5,亿元\n"
	_, err := s.submit(t, "七月.csv", []byte(july+june))
	require.NoError(t, err)
	for text, want := range map[string]int{
		july + june + "\n": 0,
		strings.ReplaceAll(july, "12.19", "12.2") + june: 1,
		strings.ReplaceAll(july+june, ".", ".1"):         2,
		july + "一般公共预算收入,2020-05,累计,9,亿元\n":              0,
		strings.ReplaceAll(july, "一般公共预算收入,2020-07", "税收收入,2020-07") + "一般公共预算收入,2020-06,累计,1,亿元\n": 1,
	} {
		out, err := s.Submit(t.Context(), collector.Upload{DryRun: true, Files: []format.File{{Name: "指标.csv", Content: []byte(text)}}})
		require.NoError(t, err, text)
		require.Equal(t, want, out.Revised, text)
	}
}

// An upload that is no longer wanted when its turn comes is not taken, and is
// no refusal.
func TestStillWanted(t *testing.T) {
	s := newSetup(t)
	late := errors.New("too late")
	u := collector.Upload{Files: []format.File{{Name: "七月.csv", Content: []byte(july)}}}
	u.Still = func(context.Context, model.View) error { return late }
	_, err := s.Submit(t.Context(), u)
	require.ErrorIs(t, err, late)
	require.Zero(t, s.ledger.Stats().Commits)
	require.NoDirExists(t, filepath.Join(s.keep, "refused"))

	u.Still = func(_ context.Context, view model.View) error {
		require.Zero(t, view.Commit())
		return nil
	}
	_, err = s.Submit(t.Context(), u)
	require.NoError(t, err)
}
