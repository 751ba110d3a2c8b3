// Package influx keeps what a ledger has taken in InfluxDB (2.x, or 1.8 with
// Flux), and reads it back. A Target writes, a Store reads; neither commits.
//
// What lies where, label names and values written as by encode:
//
//	<metric>             labels; at the period's instant   the figure in force: value, status, fact
//	<metric>_revisions   labels; at the instant + n ms     every version, n counting from 0
//	jindu_series         metric, labels; at 0              fact: frequency, number of the first receipt
//	jindu_records        kind, region; sequence as ms      record: JSON
//	jindu_receipts       number as ms                      receipt: JSON; withdraws: number of a receipt
//	jindu_head           at 0                              head: JSON; how far all of this has got
//
// The fields value and status are for people, for Grafana and for Flux. jindu
// reads the field fact alone, which says everything exactly; so no query has to
// pivot. A version has no tag of its own: it would make a series of every
// submission.
//
// A view is pinned to the head that it found. The head is written last, so
// everything up to its commit is there; a fact in force that a later commit
// brought is doubtful, and is worked out anew from the revisions. So a view
// stays as it is while the writer goes on.
package influx
