// Package delivery brings what a ledger has taken to any number of targets
// outside, and loses nothing: each target has a cursor into the ledger's log
// that outlives the process, and gets everything after it, in order and at
// least once, however long it was away. What a target is lies in other
// packages: stores under internal/store, the jindu above in collector/upstream.
package delivery
