package main

import (
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"jindu/internal/model"
)

// ledgerSize sizes a ledger up.
type ledgerSize interface{ Stats() model.LedgerStats }

// registerSelf adds what jindu says of its own process and ledger.
func registerSelf(r prometheus.Registerer, ledger ledgerSize) {
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "jindu_build_info", Help: "Version of this jindu; always 1.",
		ConstLabels: prometheus.Labels{"version": version, "go_version": runtime.Version()},
	})
	build.Set(1)
	r.MustRegister(build)
	registerSizes(r, ledger, map[string]sizeGauge{
		"jindu_ledger_series":      {"Series with at least one version.", func(s model.LedgerStats) float64 { return float64(s.Series) }},
		"jindu_ledger_submissions": {"Submissions and withdrawals taken.", func(s model.LedgerStats) float64 { return float64(s.Commits) }},
		"jindu_ledger_facts":       {"Versions of figures and statements in the log.", func(s model.LedgerStats) float64 { return float64(s.Sequence) }},
		"jindu_ledger_last_commit_timestamp_seconds": {
			"When the newest submission was taken; 0 where there is none.",
			func(s model.LedgerStats) float64 {
				if s.Newest.IsZero() {
					return 0
				}
				return float64(s.Newest.UnixMilli()) / 1000
			},
		},
	})
}

// registerDisk adds what jindu says of the disk that its ledger lies on.
func registerDisk(r prometheus.Registerer, ledger ledgerSize) {
	registerSizes(r, ledger, map[string]sizeGauge{
		"jindu_ledger_size_bytes":      {"Size of the ledger on disk.", func(s model.LedgerStats) float64 { return float64(s.DiskBytes) }},
		"jindu_ledger_disk_free_bytes": {"Space left on the ledger's file system.", func(s model.LedgerStats) float64 { return float64(s.FreeBytes) }},
	})
}

type sizeGauge struct {
	help string
	read func(model.LedgerStats) float64
}

func registerSizes(r prometheus.Registerer, ledger ledgerSize, gauges map[string]sizeGauge) {
	for name, gauge := range gauges {
		r.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: gauge.help},
			func() float64 { return gauge.read(ledger.Stats()) }))
	}
}

// newScrapes times the answers of /metrics, which evaluate a board.
func newScrapes(r prometheus.Registerer) prometheus.ObserverVec {
	scrapes := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "jindu_scrape_duration_seconds", Help: "Time that an answer of /metrics took.",
		Buckets: prometheus.ExponentialBuckets(0.001, 4, 8),
	}, nil)
	scrapes.WithLabelValues() // It is there before the first scrape.
	r.MustRegister(scrapes)
	return scrapes
}
