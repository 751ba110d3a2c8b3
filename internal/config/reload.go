package config

import (
	"reflect"
	"slices"
)

// reloadable are the keys that count again when the configuration is read
// again. What else is set is held open by the process.
var reloadable = []string{"region", "catalog", "holidays", "packs", "rules", "rules_from", "rules_version", "alerts", "watch", "bulletin"}

// Reloaded gives the configuration that counts in a process that was started
// by another one, and the keys that differ and count only after a restart.
func (c *Config) Reloaded(started *Config) (counts *Config, restart []string) {
	counts = &Config{}
	*counts = *c
	counts.zone = started.zone
	to, from, kept := reflect.ValueOf(counts).Elem(), reflect.ValueOf(c).Elem(), reflect.ValueOf(started).Elem()
	for i := range to.NumField() {
		key := to.Type().Field(i).Tag.Get("yaml")
		if key == "" || slices.Contains(reloadable, key) {
			continue
		}
		if !reflect.DeepEqual(from.Field(i).Interface(), kept.Field(i).Interface()) {
			restart = append(restart, key)
		}
		to.Field(i).Set(kept.Field(i))
	}
	return counts, restart
}
