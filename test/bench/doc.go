// Package bench measures SQLite under the load that jindu's own store is
// measured by (BenchmarkLedger of internal/store/pebble): the same series,
// months, values and cells, versions kept, one synced transaction for each
// submission. It is a module of its own, so that jindu does not depend on its
// peer. Run both, side by side, by
//
//	test/bench/run.sh
package bench
