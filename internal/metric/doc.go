// Package metric says what Prometheus sees: the metric families with their
// names, labels and help, and how what holds at an instant (package progress)
// is read into samples of them.
//
// It is the one place where that is written. The exporter renders the samples
// of a Board, the query engine makes series of the same samples over time, and
// docs/metrics.md is held against the families here.
package metric
