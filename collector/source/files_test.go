package source_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/collector/source"
)

func TestExpand(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.xlsx", "b.CSV", "c.csv", "~$a.xlsx", ".d.csv", "e.docx", "f.xls", "g.txt"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "below.csv"), 0o700))
	in := func(names ...string) source.Batch {
		var b source.Batch
		for _, n := range names {
			b.Paths = append(b.Paths, filepath.Join(dir, n))
		}
		return b
	}
	got, err := source.Expand([]string{dir, filepath.Join(dir, "e.docx"), filepath.Join(dir, "a.xlsx")})
	require.NoError(t, err)
	require.Equal(t, []source.Batch{in("a.xlsx"), in("f.xls"), in("e.docx"), in("b.CSV", "c.csv")}, got)

	files, err := got[3].Read(3)
	require.NoError(t, err)
	require.Equal(t, "b.CSV", files[0].Name)
	require.Equal(t, "b.CS", string(files[0].Content), "one byte more than the limit")

	_, err = source.Expand([]string{filepath.Join(dir, "none.csv")})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = source.Expand([]string{t.TempDir()})
	require.ErrorContains(t, err, "no .xlsx or .csv file")
	_, err = in("none.csv").Read(1)
	require.ErrorIs(t, err, os.ErrNotExist)
}
