// Package gantt draws a project's schedule (横道图): as characters for a
// terminal, as SVG for paper and pages. It works nothing out; the dates are
// those of package progress.
package gantt
