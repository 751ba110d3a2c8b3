package bulletin_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/bulletin"
	"jindu/internal/model"
)

var update = flag.Bool("update", false, "write the golden files")

// Every kind in both languages reads as it did.
func TestTheBulletinsOfTheExample(t *testing.T) {
	ledger := example(t)
	for _, kind := range bulletin.Kinds() {
		of := facts(t, ledger, order(t, kind, model.Chinese, "2020-07"))
		for _, lang := range []model.Language{model.Chinese, model.English} {
			text := writtenOf(t, order(t, kind, lang, "2020-07"), of).Markdown()
			golden := filepath.Join("testdata", bulletin.TemplateName(kind, lang))
			if *update {
				require.NoError(t, os.WriteFile(golden, text, 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), string(text), golden)
		}
	}
}
