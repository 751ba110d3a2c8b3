// Package web is jindu's HTTP server: one gin engine that carries the page at
// /, the metrics, Prometheus's API and the submissions, with the headers and
// limits that all of them share. What they answer is made elsewhere.
package web
