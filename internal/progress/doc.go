// Package progress holds the rules of the domain: when a figure is visible,
// which measures follow from others, what share of a year's task should be
// done by now, how far ahead or behind a target or a project is, what colour
// and rank that gives, and which reports are late.
//
// It is pure: it reads facts that a model.View gives and has no clock. Every
// rule is a function of the facts and of an instant t, so a board of any past
// day can be drawn again.
//
// Pace, gap and colour are taken at the cut-off of the latest report whose
// cut-off is not after t. Lateness is another question: what was due before t
// and had not been recorded by t. Time passing makes a report late, not a
// project slow.
//
// What is seen of a Board by Prometheus stands in package metric.
package progress
