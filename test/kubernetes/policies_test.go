package kubernetes

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// TestNothingIsOpenThatIsNotSaid looks for the policy that denies everything,
// and for one of its own for every pod.
func TestNothingIsOpenThatIsNotSaid(t *testing.T) {
	policies := named[networkingv1.NetworkPolicy](t, "base", "NetworkPolicy")
	require.Equal(t, networkingv1.NetworkPolicySpec{
		PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress},
	}, policies["default-deny"].Spec)
	for name, w := range workloads(t, "base") {
		require.Contains(t, policies, name)
		require.Equal(t, w.labels, policies[name].Spec.PodSelector.MatchLabels)
	}
}

// An edge is who asks whom at which port.
func edge(from, to string, port int) string { return fmt.Sprintf("%s asks %s at %d", from, to, port) }

// TestPoliciesAreWhatConfigurationsAskFor: what a pod's configuration names is
// served, and both pods' policies let it; and they let nothing else.
func TestPoliciesAreWhatConfigurationsAskFor(t *testing.T) {
	for _, folder := range folders {
		needed := askedFor(t, folder)
		require.Contains(t, needed, edge("grafana", "jindu-reader", 8080))
		require.Contains(t, needed, edge("alertmanager", "jindu-collector", 8080))
		out, in := allowed(t, folder)
		require.Equal(t, needed, out, "egress of %s", folder)
		require.Equal(t, needed, in, "ingress of %s", folder)
	}
}

// inside matches an address inside the cluster: a Service, or a pod of one.
// Those outside have two dots or more, or a port of three digits.
var inside = regexp.MustCompile(`(?:^|[\s=/,"'])((?:[a-z][a-z0-9-]*\.)?[a-z][a-z0-9-]*):(\d{4})\b`)

// askedFor gives the edges that the words of pods need.
func askedFor(t *testing.T, folder string) []string {
	t.Helper()
	services := named[corev1.Service](t, folder, "Service")
	found := map[string]bool{}
	for name, w := range workloads(t, folder) {
		for _, m := range inside.FindAllStringSubmatch(words(t, folder, w), -1) {
			service, ok := services[m[1][strings.LastIndex(m[1], ".")+1:]]
			require.True(t, ok, "%s asks %s, which is no Service", name, m[1])
			i := slices.IndexFunc(service.Spec.Ports, func(p corev1.ServicePort) bool { return fmt.Sprint(p.Port) == m[2] })
			require.GreaterOrEqual(t, i, 0, "%s asks %s at %s, where it does not serve", name, m[1], m[2])
			for other, to := range workloads(t, folder) {
				if labels.SelectorFromSet(service.Spec.Selector).Matches(labels.Set(to.labels)) {
					found[edge(name, other, int(service.Spec.Ports[i].Port))] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// words gives what a pod goes by: arguments, variables and what it mounts of
// ConfigMaps, but for dashboards.
func words(t *testing.T, folder string, w workload) string {
	t.Helper()
	all := slices.Clone(w.pod.Containers[0].Args)
	for _, e := range w.pod.Containers[0].Env {
		all = append(all, e.Value)
	}
	known := named[corev1.ConfigMap](t, folder, "ConfigMap")
	for _, v := range w.pod.Volumes {
		for _, m := range configMaps(v) {
			if !strings.HasPrefix(m.Name, "dashboard-") {
				all = append(all, slices.Sorted(maps.Values(known[m.Name].Data))...)
			}
		}
	}
	return strings.Join(all, "\n")
}

// allowed gives the edges between pods that policies let out, and let in.
func allowed(t *testing.T, folder string) (out, in []string) {
	t.Helper()
	outs, ins := map[string]bool{}, map[string]bool{}
	pods := workloads(t, folder)
	for _, p := range named[networkingv1.NetworkPolicy](t, folder, "NetworkPolicy") {
		for name, w := range pods {
			if !selects(t, &p.Spec.PodSelector, w) {
				continue
			}
			for _, rule := range p.Spec.Egress {
				for _, other := range peers(t, pods, rule.To) {
					for _, port := range rule.Ports {
						outs[edge(name, other, port.Port.IntValue())] = true
					}
				}
			}
			for _, rule := range p.Spec.Ingress {
				for _, other := range peers(t, pods, rule.From) {
					for _, port := range rule.Ports {
						ins[edge(other, name, port.Port.IntValue())] = true
					}
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(outs)), slices.Sorted(maps.Keys(ins))
}

func selects(t *testing.T, selector *metav1.LabelSelector, w workload) bool {
	t.Helper()
	s, err := metav1.LabelSelectorAsSelector(selector)
	require.NoError(t, err)
	return s.Matches(labels.Set(w.labels))
}

// peers gives the pods of this namespace that a rule is about.
func peers(t *testing.T, pods map[string]workload, rule []networkingv1.NetworkPolicyPeer) (names []string) {
	t.Helper()
	for _, peer := range rule {
		for name, w := range pods {
			if peer.NamespaceSelector == nil && peer.PodSelector != nil && selects(t, peer.PodSelector, w) {
				names = append(names, name)
			}
		}
	}
	return names
}
