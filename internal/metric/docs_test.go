package metric

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// described is what a row of docs/metrics.md says of a family.
type described struct {
	labels  []string
	meaning [2]string // Chinese and English.
}

// TestDocumentedFamilies holds docs/metrics.md against the families, both
// ways: a family that is missing on either side, or that is described
// otherwise there, fails.
func TestDocumentedFamilies(t *testing.T) {
	text, err := os.ReadFile("../../docs/metrics.md")
	require.NoError(t, err)
	_, board, ok := strings.Cut(string(text), "\n## The board\n")
	require.True(t, ok, "docs/metrics.md has no section The board")
	board, _, _ = strings.Cut(board, "\n## ")

	documented := map[string]described{}
	for line := range strings.SplitSeq(board, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 8 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`jindu_") {
			continue
		}
		name := strings.Trim(cells[1], " `")
		require.NotContains(t, documented, name, "described twice")
		documented[name] = described{
			labels:  inCode(cells[2]),
			meaning: [2]string{strings.TrimSpace(cells[5]), strings.TrimSpace(cells[6])},
		}
	}

	coded := map[string]described{}
	for _, f := range Families() {
		coded[f.Name] = described{labels: append([]string{}, f.Labels...), meaning: [2]string{f.Help.ZH, f.Help.EN}}
	}
	require.Equal(t, coded, documented)
}

var code = regexp.MustCompile("`([^`]+)`")

// inCode gives what stands in backticks in a cell of a table.
func inCode(cell string) []string {
	found := []string{}
	for _, m := range code.FindAllStringSubmatch(cell, -1) {
		found = append(found, m[1])
	}
	return found
}
