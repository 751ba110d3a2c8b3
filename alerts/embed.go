// Package alerts holds the rules that watch a board, as files for Prometheus's
// rule manager, be it jindu's own or a Prometheus that scrapes jindu, and the
// packs that colour and judge projects. Their unit tests for promtool are in
// tests; what to do when an alert fires is in docs/alerts.md. Nothing here
// evaluates a rule (package alert) or a pack (package progress).
package alerts

import "embed"

// Rules holds rules/*.rules.yml: alerting rules, in Prometheus's format.
//
//go:embed rules/*.rules.yml
var Rules embed.FS

// Packs holds packs/*.yml: the colours of each way to judge projects.
//
//go:embed packs/*.yml
var Packs embed.FS
