// Package query answers PromQL over the ledger: Prometheus's own engine and
// HTTP handlers over a storage.Queryable that gives indicators, projects,
// targets and everything judged from them as step functions through time.
//
// A series' value stands from the very second it holds until it changes, and a
// stale marker ends it, so a query needs no knowledge of how often figures
// come. What was known at an earlier time is asked for by the as_of parameter
// or, in a selector, by the label __as_of__.
package query
