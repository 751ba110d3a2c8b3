package archive_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
)

func issue(number string, day int) archive.Issue {
	return archive.Issue{Region: "410505", Bulletin: model.Bulletin{
		Kind: "xinxi", Number: number, Year: 2020, Issued: time.Date(2020, 9, day, 9, 0, 0, 0, time.UTC),
	}}
}

func TestWhatIsPutStays(t *testing.T) {
	data := t.TempDir()
	a := archive.New(data)
	first := issue("143", 8)
	require.NoError(t, a.Put(&first, map[string][]byte{archive.Markdown: []byte("# 信息")}))
	require.Equal(t, archive.Hash([]byte("# 信息")), first.Hash)

	again := issue("143", 9)
	require.ErrorIs(t, a.Put(&again, map[string][]byte{archive.Markdown: []byte("# 别的")}), archive.ErrTaken)
	second := issue("144", 9)
	require.NoError(t, a.Put(&second, map[string][]byte{archive.Markdown: []byte("# 更正")}))
	all, err := archive.New(data).All()
	require.NoError(t, err)
	require.Equal(t, []archive.Issue{second, first}, all)
	text, err := a.File(first, archive.Markdown)
	require.NoError(t, err)
	require.Equal(t, "# 信息", string(text))

	require.NoError(t, os.WriteFile(filepath.Join(data, "files/bulletins/410505/2020/xinxi-143", archive.Markdown), []byte("# 8"), 0o600))
	_, err = a.File(first, archive.Markdown)
	require.ErrorIs(t, err, archive.ErrAltered)
	_, err = a.File(first, "../issue.json")
	require.ErrorIs(t, err, os.ErrNotExist)

	require.NoError(t, a.Drop(second))
	all, err = a.All()
	require.NoError(t, err)
	require.Len(t, all, 1)
	left, err := filepath.Glob(filepath.Join(data, "files/bulletins/410505/2020/.*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

// What is being put, or was half put when jindu was stopped, is no issue.
func TestWhatIsHalfPutIsNoIssue(t *testing.T) {
	data := t.TempDir()
	half := filepath.Join(data, "files/bulletins/410505/2020/.new-1")
	require.NoError(t, os.MkdirAll(half, 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(half, "issue.json"), []byte(`{"kind": "xinxi", "num`), 0o600))
	all, err := archive.New(data).All()
	require.NoError(t, err)
	require.Empty(t, all)
}

// One that can't be read hides no other.
func TestOneThatIsBrokenHidesNoOther(t *testing.T) {
	data := t.TempDir()
	a := archive.New(data)
	for _, number := range []string{"143", "144", "145"} {
		i := issue(number, 8)
		require.NoError(t, a.Put(&i, map[string][]byte{archive.Markdown: []byte("# 信息")}))
	}
	folder := filepath.Join(data, "files/bulletins/410505/2020")
	good, err := os.ReadFile(filepath.Join(folder, "xinxi-144/issue.json"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "xinxi-143/issue.json"), []byte("{"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "xinxi-145/issue.json"), good, 0o600))
	all, err := a.All()
	require.ErrorIs(t, err, archive.ErrAltered)
	require.ErrorContains(t, err, "xinxi-143")
	require.ErrorContains(t, err, "xinxi-145")
	require.Len(t, all, 1)
	require.Equal(t, "144", all[0].Number)
}

func TestNumbersThatAreNoFolders(t *testing.T) {
	for _, number := range []string{"", "..", ".", "a/b", `a\b`, "-1", " 1", "一二三四五六七八九十一二三四五六七八九十一"} {
		i := issue(number, 8)
		require.Error(t, archive.New(t.TempDir()).Put(&i, nil), number)
	}
	for _, number := range []string{"1", "143", "2020-7", "增刊1"} {
		require.NoError(t, archive.CheckNumber(number))
	}
}
