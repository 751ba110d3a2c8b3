package test

import (
	"log/slog"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/stretchr/testify/require"

	"jindu/alerts"
)

// ruleQueries gives the expression of every alert, on one line, in the order of
// the files. They are promised on a Prometheus that scrapes jindu.
func ruleQueries(t *testing.T) []dashboardQuery {
	t.Helper()
	files, err := alerts.Rules.ReadDir("rules")
	require.NoError(t, err)
	var all []dashboardQuery
	for _, file := range files {
		text, err := alerts.Rules.ReadFile(path.Join("rules", file.Name()))
		require.NoError(t, err)
		groups, problems := rulefmt.Parse(text, false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
		require.Empty(t, problems, file.Name())
		for _, group := range groups.Groups {
			for i, rule := range group.Rules {
				all = append(all, dashboardQuery{
					target: target{RefID: rule.Labels["severity"], Expr: strings.Join(strings.Fields(rule.Expr), " "), Instant: true},
					Board:  group.Name, Panel: "alert " + strconv.Itoa(i+1), Title: rule.Alert, Now: true,
				})
			}
		}
	}
	require.NotEmpty(t, all)
	return all
}
