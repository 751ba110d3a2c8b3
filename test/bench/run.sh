#!/bin/sh
# Measures jindu's store and its peer in one run, one after the other.
# Arguments go to both, such as -count 3 or -benchtime 5s.
set -eu
cd "$(dirname "$0")"
(cd ../.. && go test ./internal/store/pebble -run '^$' -bench BenchmarkLedger -timeout 30m "$@")
go test . -run '^$' -bench BenchmarkSQLite -timeout 30m "$@"
