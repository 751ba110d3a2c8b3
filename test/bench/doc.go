// Package bench measures jindu beside other stores on the same series, months
// and values, one after the other in one run: its ledger in process and its
// server over HTTP, SQLite, InfluxDB, Prometheus and VictoriaMetrics. Each
// takes all of history, gives one series, and sums by region month by month;
// the sums of all must be equal. It is a module of its own, so that jindu does
// not depend on its peers.
//
//	make bench-peer                # 2,000 series over 240 months
//	make bench-peer SERIES=20000   # a province's
//
// The result is a Markdown table. The stores are real servers, found as package
// testbed says; one that is missing is left out.
package bench
