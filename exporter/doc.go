// Package exporter gives the board to Prometheus: a client_golang collector
// that renders the samples of package metric at each scrape. The families and
// what they mean stand there, not here.
package exporter
