package bench

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// spent is time by the wall's clock, and of all processors on a process.
type spent struct{ wall, cpu time.Duration }

// A clock adds up what a process spends between begin and end.
type clock struct {
	spent
	t     *testing.T
	pid   int
	since time.Time
	cpu0  time.Duration
}

func newClock(t *testing.T, pid int) *clock { return &clock{t: t, pid: pid} }

func (c *clock) begin() { c.cpu0, c.since = processor(c.t, c.pid), time.Now() }

func (c *clock) end() {
	c.wall += time.Since(c.since)
	c.cpu += processor(c.t, c.pid) - c.cpu0
}

// processor is what a process has used, by /proc, to a hundredth of a second.
func processor(t *testing.T, pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	var user, system int64
	_, err = fmt.Sscan(fields[11]+" "+fields[12], &user, &system)
	require.NoError(t, err)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// memory is a line of a process's status, in MB: VmRSS, VmHWM.
func memory(t *testing.T, pid int, name string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	require.NoError(t, err)
	for line := range strings.Lines(string(text)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, name+": %f kB", &kb); n == 1 {
			return kb / 1e3
		}
	}
	return 0
}

// folderSize is what files of a folder take, in MB, without a ledger's ballast.
func folderSize(t *testing.T, dir string) float64 {
	size := int64(0)
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "BALLAST" {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	require.NoError(t, err)
	return float64(size) / 1e6
}

// processorName names the processor.
func processorName() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:1], " ")
}
