package gate_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/collector/gate"
)

// row is a line of a table of columns: header, English name, other names.
var row = regexp.MustCompile(`(?m)^\| ([^|]+?) \| ([a-z_]+) \| ([^|]*?) \|.*\|$`)

// TestDocs holds the pages about the tables against the tables, both ways.
func TestDocs(t *testing.T) {
	for _, page := range []string{"tables.md", "tables.zh.md"} {
		text, err := os.ReadFile("../../docs/" + page)
		require.NoError(t, err)
		sections := strings.Split(string(text), "\n## ")
		for _, spec := range gate.Tables() {
			t.Run(page+" "+spec.Kind, func(t *testing.T) {
				require.Equal(t, declared(spec.Kind), documented(sections, spec.Kind))
			})
		}
	}
}

func declared(kind string) []string {
	var rows []string
	for _, spec := range gate.Tables() {
		if spec.Kind != kind {
			continue
		}
		for _, c := range spec.Columns {
			header := c.Name.ZH
			if c.Required {
				header += `\*`
			}
			rows = append(rows, header+" | "+c.Name.EN+" | "+strings.Join(c.Aliases, ", "))
		}
	}
	return rows
}

func documented(sections []string, kind string) []string {
	var rows []string
	for _, s := range sections {
		title, body, _ := strings.Cut(s, "\n")
		if !strings.Contains(title, kind) {
			continue
		}
		for _, m := range row.FindAllStringSubmatch(body, -1) {
			aliases := strings.ReplaceAll(m[3], "县（市、区）", "县（市\x00区）")
			aliases = strings.ReplaceAll(strings.ReplaceAll(aliases, "、", ", "), "\x00", "、")
			rows = append(rows, m[1]+" | "+m[2]+" | "+aliases)
		}
	}
	return rows
}
