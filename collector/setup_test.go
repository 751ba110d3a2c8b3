package collector_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

var shanghai = time.FixedZone("CST", 8*3600)

// bulletinDay is the day of the bulletin that the examples are drawn from.
var bulletinDay = time.Date(2020, 9, 8, 9, 0, 0, 0, shanghai)

// setup is a collector over a real ledger.
type setup struct {
	*collector.Collector
	ledger   *pebble.Ledger
	registry *prometheus.Registry
	keep     string
	now      time.Time
}

func newSetup(t *testing.T, change ...func(*collector.Options)) *setup {
	t.Helper()
	s := &setup{registry: prometheus.NewRegistry(), keep: t.TempDir(), now: bulletinDay}
	clock := func() time.Time { return s.now }
	ledger, err := pebble.Open(t.Context(), pebble.Options{Dir: t.TempDir(), Clock: clock, Zone: shanghai, Ballast: -1, Reserve: -1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ledger.Close()) })
	s.ledger = ledger
	o := collector.Options{
		Ledger: ledger, Catalog: model.DefaultCatalog(), Zone: shanghai, Clock: clock,
		Region: "410505", KeepDir: s.keep, Registerer: s.registry,
	}
	for _, f := range change {
		f(&o)
	}
	s.Collector, err = collector.New(o)
	require.NoError(t, err)
	return s
}

// submit sends one file.
func (s *setup) submit(t *testing.T, name string, content []byte) (collector.Outcome, error) {
	t.Helper()
	return s.Submit(t.Context(), collector.Upload{Source: "test", Files: []format.File{{Name: name, Content: content}}})
}

// workbook makes one of rows by sheet, in the order of the names.
func workbook(t *testing.T, sheets map[string][][]any, names ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, name := range names {
		if i == 0 {
			require.NoError(t, f.SetSheetName("Sheet1", name))
		} else {
			_, err := f.NewSheet(name)
			require.NoError(t, err)
		}
		for n, row := range sheets[name] {
			cell, err := excelize.CoordinatesToCellName(1, n+1)
			require.NoError(t, err)
			require.NoError(t, f.SetSheetRow(name, cell, &row))
		}
	}
	return saved(t, f)
}

func saved(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	require.NoError(t, f.Close())
	return b.Bytes()
}

// point reads the newest value of a series at a period.
func (s *setup) point(t *testing.T, series model.Series, p model.Period) (model.Point, bool) {
	t.Helper()
	view, err := s.ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer view.Close()
	for point, err := range view.Points(t.Context(), series, p, p) {
		require.NoError(t, err)
		return point, true
	}
	return model.Point{}, false
}

// indicator is a published series of the district.
func indicator(t *testing.T, code string, m model.Measure) model.Series {
	t.Helper()
	i, ok := model.DefaultCatalog().Indicator(code)
	require.True(t, ok)
	return model.IndicatorSeries(i, "410505", m, model.Published)
}
