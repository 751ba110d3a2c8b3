// Package register makes the register of acknowledgements (督办台账) out of what
// a ledger has stated: what somebody asked for, by when, and how it was settled.
package register
