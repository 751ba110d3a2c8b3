package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheSampleIsTheDefault(t *testing.T) {
	sample, err := Parse(Sample, ".")
	require.NoError(t, err)
	for _, list := range []*[]string{&sample.Packs, &sample.Rules, &sample.Watch} {
		require.Empty(t, *list)
		*list = nil
	}
	require.Equal(t, Default(), sample)
}

// Each testdata/*.yml is refused with the text of the .txt beside it.
func TestRefusals(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(strings.TrimSuffix(file, ".yml") + ".txt")
			require.NoError(t, err)
			_, err = Load(file)
			require.Error(t, err)
			require.Equal(t, "configuration "+file+": "+strings.TrimSpace(string(want)), strings.TrimSpace(err.Error()))
		})
	}
}

func TestPathsAreBelowTheFile(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(file, []byte("data: ledger\nwatch: [in, /srv/in]\n"), 0o600))
	c, err := Load(file)
	require.NoError(t, err)
	require.Equal(t, filepath.Join(dir, "ledger"), c.Data)
	require.Equal(t, []string{filepath.Join(dir, "in"), "/srv/in"}, c.Watch)
}
