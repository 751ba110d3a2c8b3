// Package index finds series by their labels. It wraps the postings of
// Prometheus's head block, so that matchers mean exactly what they mean in
// Prometheus: a label that a series lacks counts as empty, and a matcher that
// matches the empty string selects those series too.
//
// The index lives in memory and is rebuilt when a ledger is opened. It knows
// nothing of values, and nothing of where they are kept.
package index
