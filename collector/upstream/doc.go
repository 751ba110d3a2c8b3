// Package upstream joins jindus: a district's delivers what it has taken to a
// centre's, and what the centre notes about the district's alerts and projects
// comes back. Centres deliver to centres of their own.
//
//	district                                    centre
//	Sender  ── POST submissions ──────────────> Centre ── intake ──> ledger
//	Pulse   ── POST heartbeat ────────────────> Regions
//	        <─ GET acknowledgements ──────────
//
// The ledgers decide what was delivered, and no cursor: every receipt that
// another jindu delivered says where it was taken first, so what comes again is
// recognised, and what a restored backup has forgotten is sent again.
//
// A place that jindu calls upstream is the jindu above; what comes from below
// is a district's.
package upstream
