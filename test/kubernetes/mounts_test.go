package kubernetes

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
)

// TestWhatIsMountedIsThere follows the names in volumes, which no schema does:
// to ConfigMaps and their keys, claims, and the Secrets that
// docs/operations.md tells how to make.
func TestWhatIsMountedIsThere(t *testing.T) {
	secrets := documentedSecrets(t)
	for _, folder := range folders {
		maps, claims := named[corev1.ConfigMap](t, folder, "ConfigMap"), named[corev1.PersistentVolumeClaim](t, folder, "PersistentVolumeClaim")
		for name, w := range workloads(t, folder) {
			for _, v := range w.pod.Volumes {
				for _, m := range configMaps(v) {
					require.Contains(t, maps, m.Name, "%s, volume %s", name, v.Name)
					for _, item := range m.Items {
						require.Contains(t, maps[m.Name].Data, item.Key, "%s, volume %s", name, v.Name)
					}
				}
				if v.PersistentVolumeClaim != nil {
					require.Contains(t, claims, v.PersistentVolumeClaim.ClaimName, name)
				}
				if v.Secret != nil {
					require.Contains(t, secrets, v.Secret.SecretName, name)
					for _, item := range v.Secret.Items {
						require.Contains(t, secrets[v.Secret.SecretName], item.Key, name)
					}
				}
			}
			for _, e := range w.pod.Containers[0].Env {
				if e.ValueFrom != nil && e.ValueFrom.SecretKeyRef != nil {
					require.Contains(t, secrets[e.ValueFrom.SecretKeyRef.Name], e.ValueFrom.SecretKeyRef.Key, name)
				}
			}
		}
	}
}

// configMaps gives those that a volume is made of.
func configMaps(v corev1.Volume) []corev1.ConfigMapProjection {
	if v.ConfigMap != nil {
		return []corev1.ConfigMapProjection{{LocalObjectReference: v.ConfigMap.LocalObjectReference, Items: v.ConfigMap.Items}}
	}
	var found []corev1.ConfigMapProjection
	if v.Projected != nil {
		for _, source := range v.Projected.Sources {
			if source.ConfigMap != nil {
				found = append(found, *source.ConfigMap)
			}
		}
	}
	return found
}

// documentedSecrets gives the keys of each Secret that the document makes.
func documentedSecrets(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "docs", "operations.md"))
	require.NoError(t, err)
	found := map[string][]string{}
	for _, m := range regexp.MustCompile(`create secret generic (\S+)((?: \\\n| --from-file=\S+)+)`).FindAllStringSubmatch(string(text), -1) {
		for _, file := range regexp.MustCompile(`--from-file=(?:([^=\s]+)=)?(\S+)`).FindAllStringSubmatch(m[2], -1) {
			key := file[1]
			if key == "" {
				key = filepath.Base(file[2])
			}
			found[m[1]] = append(found[m[1]], key)
		}
	}
	return found
}

// mountedSecret matches a file of a secret in a configuration.
var mountedSecret = regexp.MustCompile(`/etc/\w+/secrets/[\w./-]+|/run/secrets/[\w./-]+`)

// TestSecretFilesAreMounted looks up every file of a secret that a
// configuration, an argument or a variable names: mounted, and of a key that
// docs/operations.md makes.
func TestSecretFilesAreMounted(t *testing.T) {
	secrets, met := documentedSecrets(t), 0
	for _, folder := range folders {
		for name, w := range workloads(t, folder) {
			for _, file := range mountedSecret.FindAllString(words(t, folder, w), -1) {
				if filepath.Base(filepath.Dir(file)) == "regions" || filepath.Ext(file) == "." {
					continue // Regions are each office's own.
				}
				met++
				i := slices.IndexFunc(w.pod.Containers[0].VolumeMounts, func(m corev1.VolumeMount) bool { return m.MountPath == filepath.Dir(file) })
				require.GreaterOrEqual(t, i, 0, "%s mounts nothing at %s", name, file)
				volume := w.pod.Containers[0].VolumeMounts[i].Name
				i = slices.IndexFunc(w.pod.Volumes, func(v corev1.Volume) bool { return v.Name == volume && v.Secret != nil })
				require.GreaterOrEqual(t, i, 0, "%s: %s is of no Secret", name, file)
				require.Contains(t, secrets[w.pod.Volumes[i].Secret.SecretName], filepath.Base(file), "%s", name)
			}
		}
	}
	require.Greater(t, met, 15)
}
