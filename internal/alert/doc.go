// Package alert evaluates the alerting rules by Prometheus's own rule groups,
// at the office's clock: in a steady rhythm and as soon as something is
// committed. It keeps the alerts in memory, and tells after each evaluation what
// fires; sending it on is not done here.
package alert
