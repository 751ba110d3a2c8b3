// Package officetest gives tests of the rules and their faces an office to work
// in: a ledger in memory, a clock that the test sets, and a word for each thing
// that units report. It is imported by tests only.
package officetest

import (
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/store/pebble"
)

// Zone is the office's time zone, China's.
var Zone = time.FixedZone("CST", 8*3600)

// Region is the office's own, and Sister a district of the same city.
const (
	Region = "410505"
	Sister = "410506"
)

// Date is the first second of a day.
func Date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, Zone) }

// EndOf is the last second of a day.
func EndOf(y int, m time.Month, d int) time.Time { return model.NewDate(y, m, d).End(Zone) }

// Office is a ledger in memory with a clock that a test sets.
type Office struct {
	*testing.T
	Ledger *pebble.Ledger
	Now    time.Time // What the ledger takes for the time of a commit.
	Region string    // That reports.

	receipts []string // Of what was committed.
}

// New opens an office; it closes with the test.
func New(t *testing.T) *Office {
	t.Helper()
	o := &Office{T: t, Now: Date(2020, 9, 8), Region: Region}
	disk := vfs.NewMem()
	disk.TestingSetDiskUsage(vfs.DiskUsage{AvailBytes: 1 << 40, TotalBytes: 1 << 40})
	ledger, err := pebble.Open(t.Context(), pebble.Options{
		Dir: "ledger", FS: disk, Zone: Zone, Ballast: -1, Reserve: -1, MemTable: 1 << 20, Cache: 1 << 20,
		Clock: func() time.Time { return o.Now },
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ledger.Close()) })
	o.Ledger = ledger
	return o
}

// Commit takes a submission and gives the ID of its receipt.
func (o *Office) Commit(s model.Submission) string {
	o.Helper()
	receipt, err := o.Ledger.Commit(o.Context(), s)
	require.NoError(o, err)
	o.receipts = append(o.receipts, receipt.ID)
	return receipt.ID
}

// Report says what a project completed in a year by a cut-off.
func (o *Office) Report(project string, cutoff time.Time, yuan float64) string {
	o.Helper()
	series := model.CompletedSeries(o.Region, project, cutoff.Year())
	return o.Commit(model.Submission{Observations: []model.Observation{
		{Series: &series, Period: model.NewDay(cutoff), Value: yuan},
	}})
}

// State makes a statement of a kind from an instant on.
func (o *Office) State(kind model.Kind, id string, from time.Time, body any) string {
	o.Helper()
	r, err := model.NewRecord(kind, o.Region, id, from, body)
	require.NoError(o, err)
	return o.Commit(model.Submission{Records: []model.Record{r}})
}

// Task sets a project a target for a year.
func (o *Office) Task(project string, year int, yuan int64) string {
	o.Helper()
	value := decimal.NewFromInt(yuan)
	target := model.Target{Project: project, Year: year, Base: model.Yuan, Value: &value}
	return o.State(model.KindTarget, target.ID(), Date(year, 1, 1), target)
}

// Indicator reports a figure of an indicator in base units.
func (o *Office) Indicator(code string, m model.Measure, p model.Period, value float64) string {
	o.Helper()
	i, ok := model.DefaultCatalog().Indicator(code)
	require.True(o, ok)
	series := model.IndicatorSeries(i, o.Region, m, model.Published)
	return o.Commit(model.Submission{Observations: []model.Observation{{Series: &series, Period: p, Value: value}}})
}

// Rules are those of the default pack: green at or above the pace, yellow down
// to ten points below, red further down.
func Rules() progress.Rules {
	zero, ten := 0.0, -10.0
	pack := progress.Pack{
		Name: "default", Colours: []string{"green", "yellow", "red"},
		Rules: []progress.Rule{{Subject: progress.OfProgress, Judges: progress.InPoints, Bands: []progress.Band{
			{Colour: "green", From: &zero}, {Colour: "yellow", From: &ten, Below: &zero}, {Colour: "red", Below: &ten},
		}}},
	}
	return progress.Rules{Catalog: model.DefaultCatalog(), Packs: progress.Packs{Colours: []progress.Pack{pack}}, Zone: Zone, Workdays: model.DefaultWorkdays()}
}
