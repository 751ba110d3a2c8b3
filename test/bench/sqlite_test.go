package bench

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite" // The peer.
)

const (
	series = 20_000
	months = 240
	batch  = 4_000 // Series in one submission: 960,000 facts.
)

const schema = `
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -65536;
CREATE TABLE series (id INTEGER PRIMARY KEY, labels TEXT NOT NULL UNIQUE);
CREATE TABLE receipts (id INTEGER PRIMARY KEY, recorded INTEGER NOT NULL);
CREATE TABLE observations (
	series INTEGER NOT NULL, period INTEGER NOT NULL, recorded INTEGER NOT NULL,
	value REAL NOT NULL, status INTEGER NOT NULL, span INTEGER NOT NULL, receipt INTEGER NOT NULL, cell TEXT NOT NULL,
	PRIMARY KEY (series, period, recorded DESC)
) WITHOUT ROWID;`

type ledger struct {
	*sql.DB
	receipt int
}

func open(b *testing.B, path string) *ledger {
	db, err := sql.Open("sqlite", path)
	must(b, err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec(schema)
	must(b, err)
	return &ledger{DB: db}
}

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

type observation struct {
	series, period int
	value          float64
	cell           string
}

func submission(from, count, firstMonth, months int) []observation {
	r := rand.New(rand.NewPCG(1, uint64(firstMonth)))
	all := make([]observation, 0, count*months)
	for s := range count {
		for m := range months {
			all = append(all, observation{
				from + s, firstMonth + m, float64(r.IntN(1e9)) * 1e4, fmt.Sprintf("指标!E%d", len(all)%5000),
			})
		}
	}
	return all
}

// commit takes a submission in one transaction. Like jindu it looks for an
// earlier version of each figure, which the primary key is asked for.
func (l *ledger) commit(b *testing.B, all []observation) {
	l.receipt++
	now := time.Now().UnixMilli()
	tx, err := l.Begin()
	must(b, err)
	_, err = tx.Exec(`INSERT INTO receipts VALUES (?, ?)`, l.receipt, now)
	must(b, err)
	name, err := tx.Prepare(`INSERT OR IGNORE INTO series VALUES (?, ?)`)
	must(b, err)
	insert, err := tx.Prepare(`INSERT INTO observations VALUES (?, ?, ?, ?, 0, 1, ?, ?)`)
	must(b, err)
	last := -1
	for _, o := range all {
		if o.series != last {
			last = o.series
			_, err = name.Exec(o.series, fmt.Sprintf(`jindu_indicator_yuan{indicator="indicator_%03d",region="41%04d",measure="ytd",origin="published"}`,
				o.series%100, o.series/100))
			must(b, err)
		}
		_, err = insert.Exec(o.series, o.period, now, o.value, l.receipt, o.cell)
		must(b, err)
	}
	must(b, tx.Commit())
}

// BenchmarkSQLite has the parts of BenchmarkLedger, by the same names.
func BenchmarkSQLite(b *testing.B) {
	dir := b.TempDir()
	path := filepath.Join(dir, "ledger.db")
	b.Run("bulk-load", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			for _, suffix := range []string{"", "-wal", "-shm"} {
				_ = os.Remove(path + suffix)
			}
			l := open(b, path)
			for at := 0; at < series; at += batch {
				s := submission(at, batch, 0, months)
				b.StartTimer()
				l.commit(b, s)
				b.StopTimer()
			}
			b.StartTimer()
			must(b, l.Close())
		}
		b.ReportMetric(float64(series*months*b.N)/b.Elapsed().Seconds(), "obs/s")
		if info, err := os.Stat(path); err == nil {
			b.ReportMetric(float64(info.Size())/1e6, "MB")
		}
	})
	db, err := sql.Open("sqlite", path)
	must(b, err)
	l := &ledger{DB: db, receipt: 1000}
	defer l.Close()
	b.Run("one-series", func(b *testing.B) { benchOne(b, l) })
	b.Run("whole-history-sum", func(b *testing.B) { benchSum(b, l) })
	b.Run("new-month", func(b *testing.B) {
		month := months
		for b.Loop() {
			b.StopTimer()
			s := submission(0, series, month, 1)
			month++
			b.StartTimer()
			l.commit(b, s)
		}
		b.ReportMetric(float64(series*b.N)/b.Elapsed().Seconds(), "obs/s")
	})
}

// newest reads the newest version of each period of a series.
const newest = `SELECT period, value FROM observations AS o WHERE series = ? AND recorded =
	(SELECT MAX(recorded) FROM observations WHERE series = o.series AND period = o.period) ORDER BY period`

func benchOne(b *testing.B, l *ledger) {
	r := rand.New(rand.NewPCG(2, 2))
	read, err := l.Prepare(newest)
	must(b, err)
	for b.Loop() {
		rows, err := read.Query(r.IntN(series))
		must(b, err)
		count := 0
		for rows.Next() {
			var period int
			var value float64
			must(b, rows.Scan(&period, &value))
			count++
		}
		must(b, rows.Close())
		if count < months {
			b.Fatal(count)
		}
	}
}

func benchSum(b *testing.B, l *ledger) {
	for b.Loop() {
		var sum float64
		must(b, l.QueryRow(`SELECT SUM(value) FROM observations AS o WHERE recorded =
			(SELECT MAX(recorded) FROM observations WHERE series = o.series AND period = o.period)`).Scan(&sum))
	}
	b.ReportMetric(float64(series*months*b.N)/b.Elapsed().Seconds(), "obs/s")
}
