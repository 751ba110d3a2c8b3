// Package source brings files to the collector: those named on a command line,
// those that appear in a watched folder, and those posted over HTTP. A source
// knows nothing of what is in a file; formats live in package format, and what
// becomes of an upload is decided by package collector.
package source
