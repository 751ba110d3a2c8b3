package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web"
)

// What is said of projects leads to them, for the same time and reader.
func TestTheIndexLeadsToTheProjects(t *testing.T) {
	o := officetest.New(t)
	o.Task("P/1", 2020, 100)
	o.Report("P/1", officetest.Date(2020, 7, 31), 90)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	options := plainOptions(o, boards)
	options.Alerts = func() []web.ActiveAlert {
		return []web.ActiveAlert{
			{Name: "ProjectBehind", Severity: "critical", Summary: model.Text{EN: "behind"}, Region: o.Region, Project: "P/1"},
			{Name: "Else", Severity: "warning", Summary: model.Text{EN: "else"}},
		}
	}
	s, err := web.New(options)
	require.NoError(t, err)
	status, text := read(t, s, "/?lang=en&theme=dark")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, text, `<b><a href="/projects?lang=en&amp;region=410505&amp;theme=dark">1</a></b>`)
	require.Contains(t, text, `<a href="/projects?colour=green&amp;lang=en&amp;region=410505&amp;theme=dark"><span aria-hidden="true">●</span> green 1</a>`)
	require.Contains(t, text, `<a href="/projects/P%2F1?lang=en&amp;region=410505&amp;theme=dark">behind</a>`)
	require.Contains(t, text, `title="else">else</span>`)
}
