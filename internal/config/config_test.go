package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func TestTheSampleIsTheDefault(t *testing.T) {
	sample, err := Parse(Sample, ".")
	require.NoError(t, err)
	for _, list := range []*[]string{
		&sample.Holidays, &sample.Packs, &sample.Rules, &sample.Watch,
		&sample.Bulletin.To, &sample.Bulletin.CC, &sample.Bulletin.Leading,
	} {
		require.Empty(t, *list)
		*list = nil
	}
	require.Empty(t, sample.Districts)
	sample.Districts = nil
	require.Empty(t, sample.Targets)
	sample.Targets = nil
	require.Empty(t, sample.Notify.Alertmanagers)
	require.Empty(t, sample.Notify.Receivers)
	sample.Notify.Alertmanagers, sample.Notify.Receivers = nil, nil
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

func TestTargets(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "token"), []byte("secret\n"), 0o600))
	file := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(file, []byte(`
targets:
  - {name: influx, kind: influx, url: "http://127.0.0.1:8086", token_file: token, org: office, bucket: jindu}
  - {name: mimir-1, kind: prometheus, url: "https://mimir/api/v1/push", headers: {X-Scope-OrgID: anyang}, query_url: "https://mimir/prometheus"}
  - {name: city, kind: jindu, url: "https://city.example", token_file: token}
`), 0o600))
	c, err := Load(file)
	require.NoError(t, err)
	require.Equal(t, Target{
		Name: "influx", Kind: KindInflux, URL: "http://127.0.0.1:8086", TokenFile: filepath.Join(dir, "token"), Org: "office", Bucket: "jindu",
	}, c.Targets[0])
	require.Equal(t, map[string]string{"X-Scope-OrgID": "anyang"}, c.Targets[1].Headers)
	require.Len(t, c.Targets, 3)
}

func TestHolidaysByFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	write("jindu.yml", "holidays: [2027.yml, ours.yml]\n")
	write("2027.yml", "years: {2027: {off: [01-01]}}\n")
	write("ours.yml", "years: {2027: {off: [01-01, 01-04]}}\n")
	c, err := Load(filepath.Join(dir, "jindu.yml"))
	require.NoError(t, err)
	days, err := c.ReadWorkdays()
	require.NoError(t, err)
	require.True(t, days.Known(2020))
	working, known := days.Working(model.NewDate(2027, 1, 4))
	require.True(t, known)
	require.False(t, working, "the later file counts")

	write("ours.yml", "years: {2027: {work: [01-04]}}\n")
	_, err = c.ReadWorkdays()
	require.ErrorContains(t, err, "ours.yml: calendar of 2027: it has no day off")
	require.NoError(t, os.Remove(filepath.Join(dir, "2027.yml")))
	_, err = c.ReadWorkdays()
	require.ErrorIs(t, err, os.ErrNotExist)
}
