package dispatch

import "jindu/internal/notify"

// An inhibition keeps alerts from being told while others fire that say more.
// It is deploy/alertmanager/alertmanager.yml's, for those who run none.
type inhibition struct {
	source, target map[string]string // Labels that an alert has.
	equal          []string          // Labels that both have alike.
}

const (
	alertname = "alertname"
	behind    = "ProjectBehindSchedule"
)

var inhibitions = []inhibition{
	// A project that is red by one pack and yellow by another is red.
	{
		map[string]string{alertname: behind, "severity": "critical"},
		map[string]string{alertname: behind, "severity": "warning"},
		[]string{"region", "project"},
	},
	// Each late report, where nothing at all comes from the region.
	{map[string]string{alertname: "RegionSilent"}, map[string]string{alertname: "ReportLate"}, []string{"region"}},
	// What has not come, where nothing can.
	{map[string]string{alertname: "RegionDisconnected"}, map[string]string{alertname: "RegionSilent"}, []string{"region"}},
	{map[string]string{alertname: "RegionDisconnected"}, map[string]string{alertname: "ReportLate"}, []string{"region"}},
}

// inhibited tells which alerts are not to be told while these fire.
func inhibited(firing []notify.Alert) func(notify.Alert) bool {
	by := make([]map[string]bool, len(inhibitions))
	for i, rule := range inhibitions {
		by[i] = map[string]bool{}
		for _, a := range firing {
			if has(a.Labels, rule.source) {
				by[i][likeness(a.Labels, rule.equal)] = true
			}
		}
	}
	return func(a notify.Alert) bool {
		for i, rule := range inhibitions {
			if has(a.Labels, rule.target) && by[i][likeness(a.Labels, rule.equal)] {
				return true
			}
		}
		return false
	}
}

// has tells whether labels hold all that are wanted.
func has(labels, want map[string]string) bool {
	for name, value := range want {
		if labels[name] != value {
			return false
		}
	}
	return true
}

// likeness is the same where labels of these names are.
func likeness(labels map[string]string, names []string) string {
	return notify.Key(chosen(labels, names))
}

// chosen gives the labels of some names that there are.
func chosen(labels map[string]string, names []string) map[string]string {
	some := map[string]string{}
	for _, name := range names {
		if value := labels[name]; value != "" {
			some[name] = value
		}
	}
	return some
}
