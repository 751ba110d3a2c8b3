// Package testbed starts the real servers that jindu delivers to and reads
// from, for tests: InfluxDB, Prometheus, Alertmanager and VictoriaMetrics, each
// on loopback with a port and folders of its own, and ends them with the test.
// They can be killed and started again on what they left on disk.
//
// Their programs are found, not built: `make servers` builds all but
// VictoriaMetrics into .cache/bin, and that comes from Debian. Where one is
// missing the test is skipped, or fails if JINDU_TESTBED is "required". What is
// asked of a server once it runs is the test's own business.
package testbed
