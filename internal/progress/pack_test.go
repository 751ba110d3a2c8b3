package progress

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write what is found as what is wanted")

// TestBadPacks reads each of testdata/packs/*.yml and wants the message that
// stands beside it.
func TestBadPacks(t *testing.T) {
	files, err := filepath.Glob("testdata/packs/*.yml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			problem := new(Packs).Add(text)
			require.Error(t, problem)
			beside := strings.TrimSuffix(file, ".yml") + ".txt"
			if *update {
				require.NoError(t, os.WriteFile(beside, []byte(problem.Error()+"\n"), 0o600))
			}
			want, err := os.ReadFile(beside)
			require.NoError(t, err)
			require.Equal(t, string(want), problem.Error()+"\n")
		})
	}
}

// shipped reads a pack that jindu comes with.
func shipped(t testing.TB, name string) Packs {
	t.Helper()
	text, err := os.ReadFile("../../alerts/packs/" + name + ".yml")
	require.NoError(t, err)
	var packs Packs
	require.NoError(t, packs.Add(text))
	return packs
}

func colourPack(t testing.TB, name string) Pack {
	t.Helper()
	return shipped(t, name).Colours[0]
}

// TestShippedPacks reads all that jindu comes with: no two share a name, each
// bears its file's, and names its source.
func TestShippedPacks(t *testing.T) {
	var all Packs
	files, err := filepath.Glob("../../alerts/packs/*.yml")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, all.Add(text), file)
	}
	for _, pack := range all.Colours {
		require.NotEmpty(t, pack.Source, pack.Name)
		require.NotEmpty(t, pack.Names.ZH, pack.Name)
	}
	for _, name := range all.Names() {
		_, err := os.Stat("../../alerts/packs/" + name + ".yml")
		require.NoError(t, err, name)
	}
	require.ErrorContains(t, all.Add([]byte("name: default\ncolours: [a]\nrules: [{subject: progress, judges: points, bands: [{colour: a}]}]")),
		`pack "default": there are two of this name`)
	text, err := os.ReadFile("../../alerts/packs/four-sides.yml")
	require.NoError(t, err)
	require.ErrorContains(t, all.Add(text), "declares the sides already")
}

// TestBandsOfTheShippedPacks goes to both sides of every bound of every pack.
func TestBandsOfTheShippedPacks(t *testing.T) {
	const little = 1e-6
	for _, c := range []struct {
		pack    string
		subject Subject
		value   float64
		want    string
	}{
		{"default", OfProgress, 15.3, "green"},
		{"default", OfProgress, 0, "green"},
		{"default", OfProgress, -little, "yellow"},
		{"default", OfProgress, -10, "yellow"},
		{"default", OfProgress, 100 * (0.7 - 0.8), "yellow"}, // −10.000000000000009 in binary.
		{"default", OfProgress, -10 - little, "red"},
		{"default", OfProgress, -100, "red"},

		{"yinchuan-2025", OfProgress, 0, "green"},
		{"yinchuan-2025", OfProgress, -little, "undefined"},
		{"yinchuan-2025", OfProgress, -10 + little, "undefined"},
		{"yinchuan-2025", OfProgress, -10, "yellow"},
		{"yinchuan-2025", OfProgress, -30, "yellow"},
		{"yinchuan-2025", OfProgress, -30 - little, "red"},
		{"yinchuan-2025", OfStart, 0, "green"},
		{"yinchuan-2025", OfStart, 1, "yellow"},
		{"yinchuan-2025", OfStart, 2, "yellow"},
		{"yinchuan-2025", OfStart, 3, "red"},

		{"sanya-2022", OfProgress, 100, "green"},
		{"sanya-2022", OfProgress, 100 - little, "yellow"},
		{"sanya-2022", OfProgress, 50, "yellow"},
		{"sanya-2022", OfProgress, 50 - little, "red"},
		{"sanya-2022", OfDistrict, 0, "green"},
		{"sanya-2022", OfDistrict, 1, "yellow"},
		{"sanya-2022", OfDistrict, 2, "red"},

		{"wuhan", OfProgress, 100, "undefined"},
		{"wuhan", OfProgress, 80, "undefined"},
		{"wuhan", OfProgress, 80 - little, "yellow"},
		{"wuhan", OfProgress, 60, "yellow"},
		{"wuhan", OfProgress, 60 - little, "red"},

		{"tianjin-2022", OfFunds, 100, "green"},
		{"tianjin-2022", OfFunds, 100 - little, "yellow"},
		{"tianjin-2022", OfFunds, 70, "yellow"},
		{"tianjin-2022", OfFunds, 70 - little, "red"},
	} {
		rule, ok := colourPack(t, c.pack).Rule(c.subject)
		require.True(t, ok, "%s %s", c.pack, c.subject)
		require.Equal(t, c.want, rule.Colour(Known(c.value)), "%s %s at %v", c.pack, c.subject, c.value)
		require.Empty(t, rule.Colour(Number{}), "no report has no colour")
	}
	for pack, states := range map[string]map[string]string{
		"tianjin-2022": {"met": "green", "growing": "yellow", "flat": "undefined", "negative": "red"},
		"approvals":    {"open": "undefined", "done": "undefined", "done_late": "undefined", "near_due": "yellow", "overdue": "red"},
	} {
		subject := map[string]Subject{"tianjin-2022": OfIndicator, "approvals": OfApprovals}[pack]
		rule, _ := colourPack(t, pack).Rule(subject)
		for state, want := range states {
			require.Equal(t, want, rule.ColourOf(state), "%s %s", pack, state)
		}
	}
}

// An undefined band may be given a colour by the office.
func TestAnUndefinedBandMeansWhatThePackSays(t *testing.T) {
	text, err := os.ReadFile("../../alerts/packs/yinchuan-2025.yml")
	require.NoError(t, err)
	p, err := ParsePack([]byte(strings.Replace(string(text), "means: none", "means: yellow", 1)))
	require.NoError(t, err)
	rule, _ := p.Rule(OfProgress)
	require.Equal(t, "yellow", rule.Colour(Known(-5)))
}
