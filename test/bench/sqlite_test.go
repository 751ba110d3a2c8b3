package bench

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite" // The peer.
)

// Versions are kept, as in a ledger.
const schema = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -65536;
CREATE TABLE series (id INTEGER PRIMARY KEY, region TEXT NOT NULL, labels TEXT NOT NULL UNIQUE);
CREATE TABLE receipts (id INTEGER PRIMARY KEY, recorded INTEGER NOT NULL);
CREATE TABLE observations (
	series INTEGER NOT NULL, period INTEGER NOT NULL, recorded INTEGER NOT NULL,
	value REAL NOT NULL, status INTEGER NOT NULL, span INTEGER NOT NULL, receipt INTEGER NOT NULL, cell TEXT NOT NULL,
	PRIMARY KEY (series, period, recorded DESC)
) WITHOUT ROWID;`

// current is where a version is the newest of its period.
const current = `o.recorded = (SELECT MAX(recorded) FROM observations WHERE series = o.series AND period = o.period)`

type sqlite struct {
	*sql.DB
	path    string
	receipt int
}

func startSQLite(t *testing.T) peer {
	path := filepath.Join(t.TempDir(), "ledger.db")
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	_, err = db.ExecContext(t.Context(), schema)
	require.NoError(t, err)
	return &sqlite{DB: db, path: path}
}

func (s *sqlite) load(t *testing.T, l load, clock *clock) {
	for at := 0; at < l.series; at += batch {
		clock.begin()
		s.commit(t, at, min(batch, l.series-at), l.months)
		clock.end()
	}
}

// commit takes a submission in one synced transaction.
func (s *sqlite) commit(t *testing.T, from, count, months int) {
	s.receipt++
	now := time.Now().UnixMilli()
	tx, err := s.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	_, err = tx.Exec(`INSERT INTO receipts VALUES (?, ?)`, s.receipt, now)
	require.NoError(t, err)
	name, err := tx.Prepare(`INSERT OR IGNORE INTO series VALUES (?, ?, ?)`)
	require.NoError(t, err)
	insert, err := tx.Prepare(`INSERT INTO observations VALUES (?, ?, ?, ?, 0, 1, ?, ?)`)
	require.NoError(t, err)
	for i := from; i < from+count; i++ {
		_, err = name.Exec(i, regionOf(i), seriesOf(i).String())
		require.NoError(t, err)
		for m := range months {
			if _, err = insert.Exec(i, m, now, yuan(i, m), s.receipt, "指标!E5"); err != nil {
				t.Fatal(err)
			}
		}
	}
	require.NoError(t, tx.Commit())
}

func (s *sqlite) one(t *testing.T, _ load, series int) int {
	rows, err := s.QueryContext(t.Context(), `SELECT period, value FROM observations AS o WHERE series = ? AND `+current+` ORDER BY period`, series)
	require.NoError(t, err)
	defer rows.Close()
	count := 0
	for rows.Next() {
		var period int
		var value float64
		require.NoError(t, rows.Scan(&period, &value))
		count++
	}
	require.NoError(t, rows.Err())
	return count
}

func (s *sqlite) sum(t *testing.T, _ load) sums {
	rows, err := s.QueryContext(t.Context(), `SELECT region, period, SUM(value) FROM observations AS o JOIN series ON series.id = o.series
		WHERE `+current+` GROUP BY region, period ORDER BY region, period`)
	require.NoError(t, err)
	defer rows.Close()
	all := sums{}
	for rows.Next() {
		var region string
		var period int
		var value float64
		require.NoError(t, rows.Scan(&region, &period, &value))
		all[region] = append(all[region], value)
	}
	require.NoError(t, rows.Err())
	return all
}

func (s *sqlite) pid() int        { return os.Getpid() }
func (s *sqlite) folder() string  { return filepath.Dir(s.path) }
func (s *sqlite) rest(*testing.T) { _ = s.Close() }
