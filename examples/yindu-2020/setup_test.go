package yindu2020_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

const yindu = "410505"

var (
	shanghai    = time.FixedZone("CST", 8*3600)
	bulletinDay = time.Date(2020, 9, 8, 9, 0, 0, 0, shanghai)
)

func clock() time.Time { return bulletinDay }

func workbookOnly() []string { return []string{yindu2020.WorkbookName} }

// taken is a ledger that took some of the embedded files, as one submission
// and without a warning.
func taken(t testing.TB, names []string) store.Ledger {
	t.Helper()
	ledger, err := pebble.Open(t.Context(), pebble.Options{
		Dir: t.TempDir(), Clock: clock, Zone: shanghai, Ballast: -1, Reserve: -1,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ledger.Close()) })
	c, err := collector.New(collector.Options{Ledger: ledger, Catalog: model.DefaultCatalog(), Zone: shanghai, Clock: clock})
	require.NoError(t, err)

	upload := collector.Upload{Source: "test"}
	for _, name := range names {
		content, err := fs.ReadFile(yindu2020.Files(), name)
		require.NoError(t, err)
		upload.Files = append(upload.Files, format.File{Name: name, Content: content})
	}
	out, err := c.Submit(t.Context(), upload)
	require.NoError(t, err)
	require.Empty(t, out.Warnings)
	return ledger
}

func viewOf(t *testing.T, ledger store.Ledger) model.View {
	t.Helper()
	view, err := ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, view.Close()) })
	return view
}

// boardAt judges everything at an instant.
func boardAt(t *testing.T, ledger store.Ledger, at time.Time) *progress.Board {
	t.Helper()
	text, err := fs.ReadFile(alerts.Packs, "packs/default.yml")
	require.NoError(t, err)
	pack, err := progress.ParsePack(text)
	require.NoError(t, err)
	rules := progress.Rules{Catalog: model.DefaultCatalog(), Packs: progress.Packs{Colours: []progress.Pack{pack}}, Zone: shanghai, Workdays: model.DefaultWorkdays()}
	board, err := progress.Evaluate(t.Context(), viewOf(t, ledger), rules, at)
	require.NoError(t, err)
	return board
}

// projectsOf gives the projects of a region on a board.
func projectsOf(board *progress.Board, region string) []progress.ProjectState {
	var found []progress.ProjectState
	for _, p := range board.Projects {
		if p.Region == region {
			found = append(found, p)
		}
	}
	return found
}

func projectAt(t *testing.T, ledger store.Ledger, id string, at time.Time) progress.ProjectState {
	t.Helper()
	for _, p := range boardAt(t, ledger, at).Projects {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("no project %s at %s", id, at)
	return progress.ProjectState{}
}

func indicatorOf(t *testing.T, board *progress.Board, code, region string) progress.IndicatorState {
	t.Helper()
	for _, i := range board.Indicators {
		if i.Indicator.Code == code && i.Region == region {
			return i
		}
	}
	t.Fatalf("no %s in %s", code, region)
	return progress.IndicatorState{}
}
