package main

import (
	"cmp"
	"log/slog"
	"time"

	"jindu/collector/delivery"
	"jindu/internal/config"
	"jindu/internal/store/influx"
)

// influxTimeout is how long one request may take: reading twenty years of a
// province's figures takes a while.
const influxTimeout = 5 * time.Minute

// influxOptions say where a target of InfluxDB is. InfluxDB 1.8 has no
// organisations; it takes any name.
func influxOptions(t config.Target, zone *time.Location, logger *slog.Logger) (influx.Options, error) {
	client, err := targetClient(t, "Token")
	if err != nil {
		return influx.Options{}, err
	}
	client.Timeout = influxTimeout
	return influx.Options{
		URL: t.URL, Org: cmp.Or(t.Org, "-"), Bucket: t.Bucket, HTTP: client, Zone: zone, Logger: logger.With("target", t.Name),
	}, nil
}

// toInflux makes the way to an InfluxDB.
func toInflux(a *app, t config.Target) (way, error) {
	o, err := influxOptions(t, a.config.Zone(), a.logger)
	if err != nil {
		return way{}, err
	}
	target, err := influx.NewTarget(o)
	if err != nil {
		return way{}, err
	}
	return way{deliverer: delivery.ToStore(a.commits, target)}, nil
}
