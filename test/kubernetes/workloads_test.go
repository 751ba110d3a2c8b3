package kubernetes

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// A workload makes pods.
type workload struct {
	kind, name string
	labels     map[string]string // Of its pods.
	pod        corev1.PodSpec
}

// workloads gives those of a folder, by name.
func workloads(t *testing.T, folder string) map[string]workload {
	t.Helper()
	found := map[string]workload{}
	for _, o := range all(t, folder) {
		if template, ok, err := unstructured.NestedMap(o.Object, "spec", "template"); ok {
			require.NoError(t, err)
			typed := read[corev1.PodTemplateSpec](t, template)
			found[o.GetName()] = workload{o.GetKind(), o.GetName(), typed.Labels, typed.Spec}
		}
	}
	require.Len(t, found, 9)
	return found
}

// read makes an object of Kubernetes's own types.
func read[T any](t *testing.T, object map[string]any) (typed T) {
	t.Helper()
	require.NoError(t, runtime.DefaultUnstructuredConverter.FromUnstructured(object, &typed))
	return typed
}

// named gives the objects of a kind, by name.
func named[T any](t *testing.T, folder, kind string) map[string]T {
	t.Helper()
	found := map[string]T{}
	for _, o := range all(t, folder) {
		if o.GetKind() == kind {
			found[o.GetName()] = read[T](t, o.Object)
		}
	}
	require.NotEmpty(t, found, kind)
	return found
}

func TestPodsAreHardened(t *testing.T) {
	version := regexp.MustCompile(`:v?\d+\.\d+\.\d+(-cluster)?$`)
	for _, folder := range folders {
		for name, w := range workloads(t, folder) {
			security := w.pod.SecurityContext
			require.True(t, *security.RunAsNonRoot, name)
			require.NotZero(t, *security.RunAsUser, name)
			require.Equal(t, corev1.SeccompProfileTypeRuntimeDefault, security.SeccompProfile.Type, name)
			require.False(t, *w.pod.AutomountServiceAccountToken, name)
			require.False(t, *w.pod.EnableServiceLinks, name)
			require.NotEmpty(t, w.pod.Containers, name)
			for _, c := range w.pod.Containers {
				require.Regexp(t, version, c.Image, name)
				require.True(t, *c.SecurityContext.ReadOnlyRootFilesystem, name)
				require.False(t, *c.SecurityContext.AllowPrivilegeEscalation, name)
				require.Equal(t, []corev1.Capability{"ALL"}, c.SecurityContext.Capabilities.Drop, name)
				require.Contains(t, c.Resources.Requests, corev1.ResourceMemory, name)
				require.Contains(t, c.Resources.Limits, corev1.ResourceMemory, name)
				if w.kind == "Job" {
					continue // It ends by itself.
				}
				for _, probe := range []*corev1.Probe{c.StartupProbe, c.LivenessProbe, c.ReadinessProbe} {
					require.NotNil(t, probe, name)
				}
			}
		}
	}
}
