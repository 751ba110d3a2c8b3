package bench

import "testing"

// candidate is a peer that can be started.
type candidate struct {
	name  string
	start func(t *testing.T) peer
}

// peers are those of the table, in its order.
func peers() []candidate {
	return []candidate{
		{"jindu, HTTP", startServer},
		{"jindu's ledger, in process", startLedger},
		{"SQLite, in process", startSQLite},
		{"InfluxDB 1.8.10, one shard, Flux", startFlux},
		{"InfluxDB 1.8.10, one shard, InfluxQL", startInfluxQL},
		{"Prometheus 3", startPrometheus},
		{"VictoriaMetrics 1.79.5", startVictoria},
	}
}
