package test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTemplate writes the blank workbook, and does not write over anyone's work.
func TestTemplate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "表.xlsx")
	out, _, code := jindu(t, "template", file, "--lang", "zh")
	require.Zero(t, code)
	require.Equal(t, file+"：空白工作簿已写好；填好后用 jindu ingest 报送\n", out)

	require.NoError(t, os.WriteFile(file, []byte("my work"), 0o600))
	_, said, code := jindu(t, "template", file, "--lang", "en")
	require.Equal(t, 2, code)
	require.Equal(t, "jindu: "+file+" is there already; to overwrite it, say --force\n", said)
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, "my work", string(content))

	_, _, code = jindu(t, "template", file, "--force")
	require.Zero(t, code)
	_, said, code = jindu(t, "check", "data", file, "--lang", "en")
	require.Equal(t, 1, code)
	require.Contains(t, said, "the tables hold no data")

	_, said, code = jindu(t, "template", "table.csv", "--lang", "en")
	require.Equal(t, 2, code)
	require.Equal(t, "jindu: table.csv: want a name that ends in .xlsx\n", said)
}
