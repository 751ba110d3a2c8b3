package alert_test

import (
	"io/fs"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/internal/alert"
)

// shipped gives every rule that jindu ships.
func shipped(t *testing.T) []rulefmt.Rule {
	t.Helper()
	files, err := fs.Glob(alerts.Rules, "rules/*.yml")
	require.NoError(t, err)
	var all []rulefmt.Rule
	for _, file := range files {
		text, err := alerts.Rules.ReadFile(file)
		require.NoError(t, err)
		groups, problems := alert.Check(file, text, model.UTF8Validation, slog.New(slog.DiscardHandler))
		require.Empty(t, problems)
		for _, g := range groups.Groups {
			all = append(all, g.Rules...)
		}
	}
	return all
}

var (
	chapter = regexp.MustCompile(`(?m)^## (\w+)$`)
	row     = regexp.MustCompile("(?m)^\\| \\[(\\w+)\\]\\(#(\\w+)\\) \\| \\S+ \\| `")
)

// Every alert has a chapter of the runbook and a line in its table, and the
// runbook has no other.
func TestEveryAlertHasARunbook(t *testing.T) {
	text, err := os.ReadFile("../../docs/alerts.md")
	require.NoError(t, err)
	chapters, rows, names := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range chapter.FindAllStringSubmatch(string(text), -1) {
		chapters[m[1]] = true
	}
	for _, m := range row.FindAllStringSubmatch(string(text), -1) {
		require.Equal(t, strings.ToLower(m[1]), m[2])
		rows[m[1]] = true
	}
	for _, r := range shipped(t) {
		names[r.Alert] = true
		require.Equal(t, "docs/alerts.md#"+strings.ToLower(r.Alert), r.Annotations["runbook"])
		for _, annotation := range []string{"summary", "description"} {
			require.NotEmpty(t, r.Annotations[annotation], r.Alert)
			require.Regexp(t, `\p{Han}`, r.Annotations[annotation+"_zh"], r.Alert)
		}
	}
	require.Equal(t, names, chapters)
	require.Equal(t, names, rows)
}

// Every alert has a unit test in which it fires and one in which it does not.
func TestEveryAlertIsTestedFiringAndNot(t *testing.T) {
	files, err := fs.Glob(os.DirFS("../.."), "alerts/tests/*.yml")
	require.NoError(t, err)
	var tests strings.Builder
	for _, file := range files {
		text, err := os.ReadFile("../../" + file)
		require.NoError(t, err)
		tests.Write(text)
	}
	for _, r := range shipped(t) {
		require.Regexp(t, `alertname: `+r.Alert+`\s+exp_alerts:\s+- `, tests.String(), "%s fires", r.Alert)
		require.Regexp(t, `alertname: `+r.Alert+`\s+exp_alerts: \[\]`, tests.String(), "%s does not fire", r.Alert)
	}
}

// Who leads a project is no label of an alert: a change of lead would end it
// and begin another.
func TestNoAlertIsKnownByItsLead(t *testing.T) {
	for _, r := range shipped(t) {
		for _, m := range regexp.MustCompile(`group_left \(([^)]*)\)`).FindAllStringSubmatch(r.Expr, -1) {
			require.NotContains(t, m[1], "lead", r.Alert)
			require.NotContains(t, m[1], "task_force", r.Alert)
		}
	}
}
