package pebble_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// killDir names the folder into which a test binary that is run again loads
// submissions until it is killed.
const killDir = "JINDU_TEST_LOAD_UNTIL_KILLED"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		if err := loadUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		os.Exit(1) // It is meant to be killed before.
	}
	os.Exit(m.Run())
}

// loadUntilKilled commits submissions of various sizes without end, withdraws
// every seventh, and says so only after each is acknowledged.
func loadUntilKilled(dir string) error {
	ctx := context.Background()
	l, err := pebble.Open(ctx, small(dir))
	if err != nil {
		return err
	}
	for i := int(l.Stats().Commits) + 1; ; i++ {
		if err := commitOrWithdraw(ctx, l, i); err != nil {
			return err
		}
	}
}

func commitOrWithdraw(ctx context.Context, l *pebble.Ledger, number int) error {
	if number%7 == 0 {
		r, err := l.Withdraw(ctx, model.Withdrawal{Receipt: model.ReceiptID(uint64(number - 1)), Reason: "every seventh"})
		if err != nil {
			return err
		}
		fmt.Printf("taken %s %d\n", r.ID, r.Figures)
		return nil
	}
	size := []int{1, 40, 400, 1_000, 5_000}[number%5]
	s := model.Submission{
		Hash:         fmt.Sprintf("hash %d", number),
		Observations: figures(fmt.Sprint(number%3), size, float64(number)),
		Records:      []model.Record{killRecord(number)},
	}
	r, err := l.Commit(ctx, s)
	if err != nil {
		return err
	}
	fmt.Printf("taken %s %d\n", r.ID, r.Figures)
	return nil
}

func killRecord(number int) model.Record {
	return model.Record{
		Kind: model.KindProject, Region: "410505", ID: fmt.Sprint(number % 3),
		ValidFrom: time.Unix(1.6e9, 0), Body: []byte(fmt.Sprintf(`{"lead":"%d"}`, number)),
	}
}

// TestKill kills a process in the middle of its load, several times, and looks
// at what is left each time: everything acknowledged, and nothing by half.
func TestKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	acknowledged := map[string]int{} // Figures by receipt.
	const rounds = 6
	for round := range rounds {
		runAndKill(t, dir, 3+round*5, acknowledged)
		l := open(t, small(dir))
		inLog := requireWhole(t, l, acknowledged)
		if round == rounds-1 { // What was half-written in an earlier round would still be there.
			require.Equal(t, inLog, countVersions(t, l), "a version that is not in the log, or the other way round")
		}
		require.NoError(t, l.Close())
	}
}

// runAndKill runs the test binary again, and kills it once it has acknowledged
// so many, at whatever it is doing then.
func runAndKill(t *testing.T, dir string, after int, acknowledged map[string]int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // Itself.
	child.Env = append(os.Environ(), killDir+"="+dir)
	var complaint strings.Builder
	child.Stderr = &complaint
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	lines, seen := bufio.NewScanner(out), 0
	for lines.Scan() { // Also what it says between the signal and its end.
		var id string
		var figures int
		_, err := fmt.Sscanf(lines.Text(), "taken %s %d", &id, &figures)
		require.NoError(t, err)
		acknowledged[id] = figures
		if seen++; seen == after {
			require.NoError(t, child.Process.Kill())
		}
	}
	require.Error(t, child.Wait(), "it ends by the signal only")
	require.GreaterOrEqual(t, seen, after, complaint.String())
}

// requireWhole checks a ledger against what was acknowledged, and its receipts
// against its log, fact by fact. It gives the figures in the log by receipt.
func requireWhole(t *testing.T, l *pebble.Ledger, acknowledged map[string]int) map[string]int {
	t.Helper()
	inLog := map[string]int{}
	next := uint64(1)
	for c, err := range l.Changes(t.Context(), 0) {
		require.NoError(t, err) // A fact that the log names and that is not there is an error.
		if c.Sequence != next {
			t.Fatalf("fact %d of the log comes where %d is due", c.Sequence, next)
		}
		next++
		if c.Record == nil {
			inLog[c.Version.Receipt]++
		}
	}
	receipts := 0
	for r, err := range l.Receipts(t.Context()) {
		require.NoError(t, err)
		receipts++
		require.Equal(t, r.Figures, inLog[r.ID], "log of %s", r.ID)
		if figures, ok := acknowledged[r.ID]; ok {
			require.Equal(t, figures, r.Figures)
		}
	}
	for id := range acknowledged {
		_, err := l.Receipt(t.Context(), id)
		require.NoError(t, err, "acknowledged")
	}
	require.LessOrEqual(t, receipts, len(acknowledged)+8, "at most one in flight at each kill")
	require.EqualValues(t, receipts, l.Stats().Commits)
	require.Equal(t, next-1, l.Stats().Sequence)
	return inLog
}

// countVersions counts the versions that are kept, by receipt.
func countVersions(t *testing.T, l *pebble.Ledger) map[string]int {
	t.Helper()
	versions := map[string]int{}
	v, err := l.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, v.Close()) }()
	series, err := v.Select(t.Context())
	require.NoError(t, err)
	for _, s := range series {
		for n := range 10 {
			history, err := v.History(t.Context(), s, model.NewMonth(2020, time.January).Add(n))
			require.NoError(t, err)
			for _, version := range history {
				versions[version.Receipt]++
			}
		}
	}
	return versions
}
