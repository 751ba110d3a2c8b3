package kubernetes

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// data gives what the ConfigMap that a workload mounts has by a key.
func data(t *testing.T, folder, name, key string) string {
	t.Helper()
	known := named[corev1.ConfigMap](t, folder, "ConfigMap")
	for _, v := range workloads(t, folder)[name].pod.Volumes {
		for _, m := range configMaps(v) {
			if text, ok := known[m.Name].Data[key]; ok {
				return text
			}
		}
	}
	require.Fail(t, "nothing mounted", "%s has no %s", name, key)
	return ""
}

// notify is what the collector's configuration says of alerts.
func notify(t *testing.T, folder string) (alertmanagers, receivers []string) {
	t.Helper()
	var config struct {
		Notify struct {
			Alertmanagers []struct{ URL string }
			Receivers     []struct{ Name string }
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(data(t, folder, "jindu-collector", "jindu.yml")), &config))
	for _, a := range config.Notify.Alertmanagers {
		alertmanagers = append(alertmanagers, a.URL)
	}
	for _, r := range config.Notify.Receivers {
		receivers = append(receivers, r.Name)
	}
	return alertmanagers, receivers
}

// TestAlertmanagersKnowEachOther, and jindu tells each of them, by their names
// and not by the Service's, which would be one of them.
func TestAlertmanagersKnowEachOther(t *testing.T) {
	for _, folder := range folders {
		set := named[appsv1.StatefulSet](t, folder, "StatefulSet")["alertmanager"]
		var told, peers []string
		for i := range *set.Spec.Replicas {
			told = append(told, fmt.Sprintf("http://alertmanager-%d.%s:9093", i, set.Spec.ServiceName))
			peers = append(peers, fmt.Sprintf("--cluster.peer=alertmanager-%d.%s:9094", i, set.Spec.ServiceName))
		}
		require.Len(t, told, 2)
		args := set.Spec.Template.Spec.Containers[0].Args
		require.Subset(t, args, peers)
		require.NotContains(t, args, "--cluster.listen-address=")
		alertmanagers, _ := notify(t, folder)
		require.Equal(t, told, alertmanagers)
		require.Equal(t, corev1.ClusterIPNone, named[corev1.Service](t, folder, "Service")[set.Spec.ServiceName].Spec.ClusterIP)
	}
}

// TestTheRelayKnowsWhomAlertmanagerNames: each receiver that is told by jindu
// is one of the collector's, and each of these is told.
func TestTheRelayKnowsWhomAlertmanagerNames(t *testing.T) {
	for _, folder := range folders {
		var relayed []string
		for _, m := range regexp.MustCompile(`/api/jindu/v1/notify/([\w-]+)`).FindAllStringSubmatch(data(t, folder, "alertmanager", "alertmanager.yml"), -1) {
			relayed = append(relayed, m[1])
		}
		_, receivers := notify(t, folder)
		require.NotEmpty(t, receivers)
		require.ElementsMatch(t, receivers, slices.Compact(slices.Sorted(slices.Values(relayed))), folder)
	}
}

// TestAlertmanagersConfigurationsCanBeRead by amtool, where `make rules` made it.
func TestAlertmanagersConfigurationsCanBeRead(t *testing.T) {
	amtool, err := filepath.Abs(filepath.Join(root, ".cache", "bin", "amtool"))
	require.NoError(t, err)
	if _, err := os.Stat(amtool); err != nil {
		t.Skip("no amtool: make rules builds it")
	}
	for _, folder := range folders {
		dir := t.TempDir()
		for _, v := range workloads(t, folder)["alertmanager"].pod.Volumes {
			for _, m := range configMaps(v) {
				for _, item := range m.Items {
					file := filepath.Join(dir, item.Path)
					require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
					require.NoError(t, os.WriteFile(file, []byte(data(t, folder, "alertmanager", item.Key)), 0o600))
				}
			}
		}
		config := filepath.Join(dir, "alertmanager.yml")
		out, err := exec.CommandContext(t.Context(), amtool, "check-config", config).CombinedOutput()
		require.NoError(t, err, "%s: %s", folder, out)
		require.NoError(t, os.WriteFile(config, []byte("route: {receivers: office}\n"), 0o600))
		require.Error(t, exec.CommandContext(t.Context(), amtool, "check-config", config).Run(), "it would find a fault")
	}
}
