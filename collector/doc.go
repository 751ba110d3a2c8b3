// Package collector takes in what offices report: the files of one upload are
// decoded, checked, kept, and committed to the ledger as one submission, all
// or nothing.
//
// It is about ingestion, and has nothing to do with client_golang's
// prometheus.Collector; what Prometheus reads is made in package exporter.
//
//	source    brings files: arguments, a watched folder, HTTP
//	format    decodes bytes: workbooks, CSV
//	table     finds the table in a sheet
//	gate      turns its rows into facts and checks them
//
// A source knows no format and a format knows no source; both meet here.
package collector
