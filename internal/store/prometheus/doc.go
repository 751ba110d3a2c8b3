// Package prometheus writes to stores that speak Prometheus's remote write:
// Prometheus itself, VictoriaMetrics, Mimir, Thanos. They are written only, and
// read there, by Grafana and their own rules.
//
// A Target sends every figure with every revision, at its period's instant; a
// Projector beside it sends what follows from the facts, as a scrape would.
// What an engine would drop in silence is looked for (see Findings): in what it
// shows of its settings and counters, and by reading back what was written.
package prometheus
