package bench

import (
	"fmt"
	"strconv"
	"time"
)

// The load: monthly figures of 100 indicators in each region from 2000 on,
// cumulative over the year. Its regions are numbers, as those of GB/T 2260.
const (
	metricName = "jindu_indicator_yuan"
	indicators = 100
	firstYear  = 2000
	batch      = 4_000 // Series in one submission: 960,000 facts of 240 months.
)

var zone = time.FixedZone("Asia/Shanghai", 8*3600)

// load says how much.
type load struct{ series, months int }

func (l load) points() int { return l.series * l.months }

func indicatorOf(series int) string { return fmt.Sprintf("indicator_%03d", series%indicators) }

func regionOf(series int) string { return strconv.Itoa(410_000 + series/indicators) }

// month names a month from the first: 2000-01.
func month(m int) string { return fmt.Sprintf("%d-%02d", firstYear+m/12, m%12+1) }

// instant is a month's last second.
func instant(m int) time.Time {
	return time.Date(firstYear, time.Month(m+2), 1, 0, 0, 0, 0, zone).Add(-time.Second)
}

// tenThousands is a figure in 万元 with no decimals, so that sums are exact.
func tenThousands(series, m int) int64 {
	noise := (uint64(series)*2_654_435_761 + uint64(m)*40_503) % 9_973
	return int64(m%12+1)*int64(10_000+series%977) + int64(noise)
}

// yuan is the same figure as stores keep it.
func yuan(series, m int) float64 { return float64(tenThousands(series, m)) * 1e4 }

// The sums are asked for at 240 steps of a twelfth of a year, which lie between
// the ends of a month and the next as long as they begin five days after one.
const step = 2_629_800 * time.Second

func firstStep() time.Time { return instant(0).Add(5 * 24 * time.Hour) }

func lastStep(months int) time.Time { return firstStep().Add(time.Duration(months-1) * step) }

// sums are by region, a figure for each month.
type sums map[string][]float64

// expected adds up what every store should.
func (l load) expected() sums {
	all := sums{}
	for s := range l.series {
		region := regionOf(s)
		if all[region] == nil {
			all[region] = make([]float64, l.months)
		}
		for m := range l.months {
			all[region][m] += yuan(s, m)
		}
	}
	return all
}
