package bench

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	measure = flag.Bool("measure", false, "measure the stores side by side")
	series  = flag.Int("series", 2_000, "how many series")
	months  = flag.Int("months", 240, "over how many months")
	only    = flag.String("stores", ".", "regular expression of the stores to measure")
	out     = flag.String("out", "", "file for the table; standard output if empty")
)

// reads is how many series are read, one after the other, in no order.
const reads = 200

// A peer is one store with nothing in it yet.
type peer interface {
	// load takes all of history and returns when it is found by queries. The
	// clock runs while the store works, not while requests are made up.
	load(t *testing.T, l load, clock *clock)
	// one reads a whole series and says how many figures it has.
	one(t *testing.T, l load, series int) int
	// sum gives the sums by region, month by month.
	sum(t *testing.T, l load) sums
	// pid is the process that does the work.
	pid() int
	// folder is where it keeps things.
	folder() string
	// rest ends what makes the next peer's numbers worse.
	rest(t *testing.T)
}

// A line of the table.
type line struct {
	name             string
	loading          spent
	resident, onDisk float64 // MB
	reading          []time.Duration
	summing          spent
	peak             float64 // MB
}

// TestStores makes the table.
func TestStores(t *testing.T) {
	if !*measure {
		t.Skip("without -measure")
	}
	l := load{*series, *months}
	want, wanted := l.expected(), regexp.MustCompile(*only)
	var lines []line
	for _, p := range peers() {
		if !wanted.MatchString(p.name) {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			lines = append(lines, measureOne(t, p.name, p.start(t), l, want))
		})
	}
	w := io.Writer(os.Stdout)
	if *out != "" {
		f, err := os.Create(*out)
		require.NoError(t, err)
		defer f.Close()
		w = f
	}
	writeTable(w, l, lines)
}

func measureOne(t *testing.T, name string, p peer, l load, want sums) line {
	row := line{name: name}
	loading := newClock(t, p.pid())
	p.load(t, l, loading)
	row.loading = loading.spent
	row.resident, row.onDisk = memory(t, p.pid(), "VmRSS"), folderSize(t, p.folder())
	t.Logf("loaded: %+v", row)

	r := rand.New(rand.NewPCG(2, 2))
	for range reads {
		begin := time.Now()
		require.Equal(t, l.months, p.one(t, l, r.IntN(l.series)))
		row.reading = append(row.reading, time.Since(begin))
	}
	slices.Sort(row.reading)

	var runs []spent
	for range 3 {
		summing := newClock(t, p.pid())
		summing.begin()
		got := p.sum(t, l)
		summing.end()
		runs = append(runs, summing.spent)
		require.Equal(t, want, got)
	}
	slices.SortFunc(runs, func(a, b spent) int { return int(a.wall - b.wall) })
	row.summing = runs[1]
	row.peak = memory(t, p.pid(), "VmHWM")
	t.Logf("summed: %v", runs)
	p.rest(t)
	return row
}

func writeTable(w io.Writer, l load, lines []line) {
	fmt.Fprintf(w, "%d series × %d months = %d figures; %s; load average %s. %s.\n\n",
		l.series, l.months, l.points(), machine(), loadAverage(), time.Now().Format(time.DateOnly))
	fmt.Fprintln(w, "| store | load, figures/s | processor s | one series, ms: median, 99 % | sum by region, s | processor s | resident after load, MB | highest, MB | on disk, MB |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|")
	for _, row := range lines {
		fmt.Fprintf(w, "| %s | %s | %.1f | %.2f, %.2f | %.2f | %.2f | %.0f | %.0f | %.0f |\n", row.name,
			thousands(float64(l.points())/row.loading.wall.Seconds()), row.loading.cpu.Seconds(),
			ms(row.reading[len(row.reading)/2]), ms(row.reading[len(row.reading)*99/100]),
			row.summing.wall.Seconds(), row.summing.cpu.Seconds(), row.resident, row.peak, row.onDisk)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

// thousands rounds to three digits and parts them: 1,230,000.
func thousands(x float64) string {
	unit := 1.0
	for x/unit >= 1000 {
		unit *= 10
	}
	digits := fmt.Sprintf("%.0f", float64(int(x/unit+0.5))*unit)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}

func machine() string { return fmt.Sprintf("%s, %d processors", processorName(), runtime.NumCPU()) }
