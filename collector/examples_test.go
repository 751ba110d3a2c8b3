package collector_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

// TestExamples takes the bulletin's district in, as a workbook and as CSV
// files, which must come to the same.
func TestExamples(t *testing.T) {
	for _, pattern := range []string{"*.xlsx", "[^f]*.csv"} {
		t.Run(pattern, func(t *testing.T) {
			s := newSetup(t)
			u := collector.Upload{Source: "test"}
			names, err := filepath.Glob(filepath.Join("../examples/yindu-2020", pattern))
			require.NoError(t, err)
			for _, name := range names {
				content, err := os.ReadFile(name)
				require.NoError(t, err)
				u.Files = append(u.Files, format.File{Name: filepath.Base(name), Content: content})
			}
			out, err := s.Submit(t.Context(), u)
			var refused *collector.RefusedError
			if err != nil {
				require.ErrorAs(t, err, &refused)
				for _, p := range refused.Problems {
					t.Log(p.In(model.English))
				}
			}
			require.NoError(t, err)
			for _, w := range out.Warnings {
				t.Log(w.In(model.English))
			}
			t.Log(out.Figures, out.Records)
		})
	}
}
