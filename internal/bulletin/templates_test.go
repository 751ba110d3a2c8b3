package bulletin_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/bulletin"
	"jindu/internal/model"
)

func templates(t *testing.T, name, text string) (*bulletin.Templates, error) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	return bulletin.ReadTemplates(dir)
}

func TestTheEmbeddedTemplatesWriteAnything(t *testing.T) {
	embedded, err := bulletin.ReadTemplates("")
	require.NoError(t, err)
	require.NoError(t, embedded.Try())
}

// A fault names its file and its line, where it is read or where it is tried.
func TestFaultsOfTemplates(t *testing.T) {
	for name, want := range map[string]struct{ text, fault string }{
		"notes.md":      {"x", "notes.md: there is no such template: want one of tongbao.zh.md"},
		"xinxi.zh.md":   {"# 一\n\n{{if}}", "xinxi.zh.md:3: missing value for if"},
		"xinxi.en.md":   {"# a\n{{nothing .Region}}", `xinxi.en.md:2: function "nothing" not defined`},
		"tongbao.zh.md": {"# 一\n{{.Nothing}}", "tongbao.zh.md:2:2: executing \"tongbao.zh.md\" at <.Nothing>"},
		"weekly.en.md":  {"# a\n\n{{table \"nothing\"}}", `weekly.en.md:3:2: executing "weekly.en.md" at <table "nothing">: error calling table: table: there is no "nothing"`},
		"weekly.zh.md":  {"# 一\n{{range .Behind}}{{.Nobody}}{{end}}", "weekly.zh.md:2:19"},
	} {
		got, err := templates(t, name, want.text)
		if err == nil {
			err = got.Try()
		}
		require.ErrorContains(t, err, want.fault, name)
	}
}

// An office's own template takes the place of one; its tables are the workbook's.
// A template that doesn't come to an end is stopped before it fills the memory.
func TestATemplateWithoutEnd(t *testing.T) {
	endless, err := templates(t, "xinxi.zh.md", "# 一\n{{range 2000000000}}"+strings.Repeat("一", 1<<16)+"{{end}}")
	require.NoError(t, err)
	require.ErrorContains(t, endless.Try(), "it writes more than 32 MiB")
}

func TestATemplateOfTheOffice(t *testing.T) {
	o := order(t, bulletin.Tongbao, model.Chinese, "2020-07")
	f := facts(t, example(t), o)
	own, err := templates(t, "tongbao.zh.md", "# {{.Region}}排名\n\n{{table \"pipeline\"}}\n")
	require.NoError(t, err)
	require.NoError(t, own.Try())
	d, err := bulletin.Write(o, f, bulletin.Edition{Number: "1", Date: bulletinDay}, own.Text(o.Kind, o.Lang))
	require.NoError(t, err)
	require.Equal(t, "殷都区排名", d.Title)
	require.Len(t, d.Tables, 1)
	require.Contains(t, d.Body, "| 河南省重点项目储备库：申报 | 21 | 359.45 |")
}

// docs/bulletin.md names every function and every field, and none that is not
// there.
func TestTheDocumentNamesWhatTemplatesMayUse(t *testing.T) {
	text, err := os.ReadFile("../../docs/bulletin.md")
	require.NoError(t, err)
	for heading, want := range map[string][]string{
		"Functions": bulletin.FunctionNames(), "Fields": bulletin.FieldNames(), "Tables": bulletin.TableIDs(),
	} {
		_, section, ok := strings.Cut(string(text), "\n### "+heading+"\n")
		require.True(t, ok, heading)
		section, _, _ = strings.Cut(section, "\n#")
		var named []string
		for _, row := range regexp.MustCompile("(?m)^\\| ((?:`[^`]+`(?:, )?)+) \\|").FindAllStringSubmatch(section, -1) {
			for _, name := range regexp.MustCompile("`([A-Za-z.]+)[^`]*`").FindAllStringSubmatch(row[1], -1) {
				named = append(named, name[1])
			}
		}
		slices.Sort(named)
		want = slices.Compact(slices.Sorted(slices.Values(want)))
		require.Equal(t, want, named, heading)
	}
}
