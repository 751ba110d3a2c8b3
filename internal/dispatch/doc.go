// Package dispatch decides when alerts are told and how often. It hands them to
// Alertmanagers, which decide themselves, or tells receivers directly: in
// groups, again after a while, that they ended once, and what follows from
// something graver not at all.
//
// It is told all that fires, again and again, so that nothing which is missed
// stays so. What was told is kept on disk for each receiver: a jindu that
// starts again repeats nothing, and still tells the end of what ended meanwhile.
package dispatch
