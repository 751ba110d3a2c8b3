package notify

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
)

// The states of an alert, and of a group.
const (
	Firing   = "firing"
	Resolved = "resolved"
)

// An Alert is one that fires or has ended, by the names of Alertmanager's
// webhook.
type Alert struct {
	Status       string            `json:"status"`
	Labels       map[string]string `json:"labels"`
	Annotations  map[string]string `json:"annotations"`
	StartsAt     time.Time         `json:"startsAt"`
	EndsAt       time.Time         `json:"endsAt"` // Zero while it fires.
	GeneratorURL string            `json:"generatorURL"`
	Fingerprint  string            `json:"fingerprint"`
}

// Name is the alert's rule.
func (a Alert) Name() string { return a.Labels[model.AlertNameLabel] }

// Units are who answers for what the alert is about: the authority of a
// procedure, the owner of an obstacle, the responsible unit of a project.
func (a Alert) Units() []string {
	var units []string
	for _, label := range UnitLabels() {
		if unit := a.Labels[label]; unit != "" && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	return units
}

// UnitLabels are the labels that say who answers.
func UnitLabels() []string { return []string{"owner_unit", "authority", "owner"} }

// A Group is alerts that are told together: the body of Alertmanager's webhook,
// version 4.
type Group struct {
	Version           string            `json:"version"`
	GroupKey          string            `json:"groupKey"`
	TruncatedAlerts   uint64            `json:"truncatedAlerts"` // How many alerts were left out.
	Status            string            `json:"status"`          // Firing if one of them is.
	Receiver          string            `json:"receiver"`
	GroupLabels       map[string]string `json:"groupLabels"`
	CommonLabels      map[string]string `json:"commonLabels"`
	CommonAnnotations map[string]string `json:"commonAnnotations"`
	ExternalURL       string            `json:"externalURL"`
	Alerts            []Alert           `json:"alerts"`
}

// NewGroup makes a group of alerts whose labels are alike in groupLabels. The
// order of the alerts is the one in which they are told.
func NewGroup(receiver, externalURL string, groupLabels map[string]string, alerts []Alert) Group {
	g := Group{
		Version: "4", GroupKey: Key(groupLabels), Status: Resolved, Receiver: receiver, GroupLabels: groupLabels,
		CommonLabels: map[string]string{}, CommonAnnotations: map[string]string{}, ExternalURL: externalURL,
		Alerts: slices.Clone(alerts),
	}
	slices.SortStableFunc(g.Alerts, byUrgency)
	for i, a := range g.Alerts {
		if a.Status == Firing {
			g.Status = Firing
		}
		if i == 0 {
			g.CommonLabels, g.CommonAnnotations = maps.Clone(a.Labels), maps.Clone(a.Annotations)
		}
		keepCommon(g.CommonLabels, a.Labels)
		keepCommon(g.CommonAnnotations, a.Annotations)
	}
	return g
}

// Key names a group, written as Alertmanager does.
func Key(labels map[string]string) string { return "{}:" + labelSet(labels).String() }

// Fingerprint is how Prometheus and Alertmanager tell alerts apart.
func Fingerprint(labels map[string]string) string { return labelSet(labels).Fingerprint().String() }

func labelSet(labels map[string]string) model.LabelSet {
	set := make(model.LabelSet, len(labels))
	for name, value := range labels {
		set[model.LabelName(name)] = model.LabelValue(value)
	}
	return set
}

// keepCommon leaves what is the same in both.
func keepCommon(common, more map[string]string) {
	maps.DeleteFunc(common, func(name, value string) bool { other, ok := more[name]; return !ok || other != value })
}

// severities are the values of the label severity, the gravest first.
var severities = []string{"critical", "warning", "info"}

// gravity is the place of an alert's severity in severities.
func gravity(a Alert) int {
	if at := slices.Index(severities, a.Labels["severity"]); at >= 0 {
		return at
	}
	return len(severities)
}

// byUrgency puts what fires before what has ended, and what is grave first.
func byUrgency(a, b Alert) int {
	return cmp.Or(
		strings.Compare(a.Status, b.Status), // firing, resolved
		cmp.Compare(gravity(a), gravity(b)),
		strings.Compare(Fingerprint(a.Labels), Fingerprint(b.Labels)),
	)
}
