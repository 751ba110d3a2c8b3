package influx_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// zones have summer time, and offsets that are no whole minutes long ago.
var zones = []string{"Asia/Shanghai", "Africa/Monrovia", "Australia/Lord_Howe"}

var extremes = []float64{
	math.Copysign(0, -1), 0, math.SmallestNonzeroFloat64, -math.SmallestNonzeroFloat64, 1e308, -1e308, math.MaxFloat64,
	0.1234567890123456789, 12345678901234567, 1.0000000000000002, 1e-308, 1.0 / 3,
}

// extremePeriods lie at the ends of what a period may be, around 1970, around
// 14 March 1994, where InfluxDB's shards of 100 years meet, and where summer
// time begins and ends.
func extremePeriods() []model.Period {
	var all []model.Period
	for _, year := range []int{1900, 1901, 1940, 1969, 1970, 1972, 1986, 1991, 1994, 2020, 2093, 2094, 2199} {
		for _, month := range []time.Month{1, 3, 4, 10, 12} {
			for _, day := range []int{1, 13, 14, 15, 26, 31} {
				if d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); d.Month() == month {
					all = append(all, model.NewDate(year, month, day))
				}
			}
		}
	}
	return all
}

// TestExtremesComeBackAsTheyWere compares what is read from InfluxDB with what
// the ledger says, to the last bit, in many zones.
func TestExtremesComeBackAsTheyWere(t *testing.T) {
	b := newBed(t)
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			zone, err := time.LoadLocation(name)
			require.NoError(t, err)
			clock := time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)
			now := func() time.Time { return clock }
			o := b.database(t)
			o.Zone = zone
			d := openDelivered(t, o, now)
			require.NoError(t, d.Ledger.Close())
			d.Ledger = openInZone(t, zone, now)
			defer func() { require.NoError(t, d.Close()) }()
			s := model.NewSeries("jindu_enterprise_yuan", "enterprise", strings.Repeat("厂", 3000), "note", "two\nlines")
			var stated []model.Observation
			for i, p := range extremePeriods() {
				stated = append(stated, model.Observation{Series: &s, Period: p, Value: extremes[i%len(extremes)]})
			}
			var asOf []time.Time
			commit := func(stated ...model.Observation) string {
				r, err := d.Commit(t.Context(), model.Submission{Observations: stated})
				require.NoError(t, err)
				asOf = append(asOf, r.Recorded.Add(-time.Millisecond), r.Recorded, r.Recorded.Add(time.Millisecond))
				return r.ID
			}
			commit(stated...)
			id := commit(model.Observation{Series: &s, Period: stated[0].Period, Value: 5}) // In the same millisecond.
			r, err := d.Withdraw(t.Context(), model.Withdrawal{Receipt: id, By: "tester", Reason: "test"})
			require.NoError(t, err)
			asOf = append(asOf, r.Recorded)
			commit(model.Observation{Series: &s, Period: stated[0].Period, Value: 5})
			for _, at := range append(asOf, time.Time{}) {
				requireSameView(t, d, s, stated, at)
			}
		})
	}
}

func openInZone(t *testing.T, zone *time.Location, clock func() time.Time) *pebble.Ledger {
	l, err := pebble.Open(t.Context(), pebble.Options{
		Dir: "ledger", FS: vfs.NewMem(), Clock: clock, Zone: zone, Ballast: -1, Reserve: -1, Cache: 1 << 20, MemTable: 1 << 20,
	})
	require.NoError(t, err)
	return l
}

func requireSameView(t *testing.T, d *delivered, s model.Series, stated []model.Observation, at time.Time) {
	t.Helper()
	want, err := d.Ledger.View(t.Context(), at)
	require.NoError(t, err)
	defer func() { require.NoError(t, want.Close()) }()
	got, err := d.reader.View(t.Context(), at)
	require.NoError(t, err)
	defer func() { require.NoError(t, got.Close()) }()
	require.Equal(t, pointsIn(t, want, s), pointsIn(t, got, s), "as of %s", at)
	for _, o := range []model.Observation{stated[0], stated[len(stated)/2], stated[len(stated)-1]} {
		a, err := want.History(t.Context(), s, o.Period)
		require.NoError(t, err)
		b, err := got.History(t.Context(), s, o.Period)
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(a), fmt.Sprint(b))
		require.Equal(t, rangeOf(t, want, s, o.Period), rangeOf(t, got, s, o.Period))
	}
}

// pointsIn are points in words, with every bit of their values.
func pointsIn(t *testing.T, v model.View, s model.Series) []string {
	return rangeOf(t, v, s, model.Period{})
}

func rangeOf(t *testing.T, v model.View, s model.Series, only model.Period) (all []string) {
	t.Helper()
	for p, err := range v.Points(t.Context(), s, only, only) {
		require.NoError(t, err)
		all = append(all, fmt.Sprintf("%s %x %s %s %s %s", p.Period, math.Float64bits(p.Value), p.Status, p.Recorded, p.First, p.Revised))
	}
	return all
}
