// Package kubernetes checks deploy/kubernetes as a cluster would read it,
// without one: by kustomize's library and Kubernetes's own schemas. It is a
// module of its own, so that jindu's does not need these.
package kubernetes

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kubectl-validate/pkg/openapiclient"
	"sigs.k8s.io/kubectl-validate/pkg/validator"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const (
	root = "../.."
	// schemas is the release of Kubernetes whose schemas the manifests must fit.
	schemas = "1.30"
)

// folders are the kustomizations, by name.
var folders = []string{"base", "overlays/example"}

// build gives what kustomize makes of a folder, a document for each object.
func build(t *testing.T, folder string) [][]byte {
	t.Helper()
	k := krusty.MakeKustomizer(krusty.MakeDefaultOptions())
	objects, err := k.Run(filesys.MakeFsOnDisk(), filepath.Join(root, "deploy", "kubernetes", folder))
	require.NoError(t, err)
	var documents [][]byte
	for _, o := range objects.Resources() {
		text, err := o.AsYAML()
		require.NoError(t, err)
		documents = append(documents, text)
	}
	require.NotEmpty(t, documents)
	return documents
}

func newValidator(t *testing.T) *validator.Validator {
	t.Helper()
	v, err := validator.New(openapiclient.NewHardcodedBuiltins(schemas))
	require.NoError(t, err)
	return v
}

// check reads a document strictly, and holds it against its schema.
func check(v *validator.Validator, document []byte) (*unstructured.Unstructured, error) {
	_, object, err := v.Parse(document)
	if err != nil {
		return nil, err
	}
	return object, v.Validate(object)
}

// fitting are the objects of each folder, checked once.
var fitting = map[string][]*unstructured.Unstructured{}

// all gives the objects of a folder, each of which fits its schema.
func all(t *testing.T, folder string) []*unstructured.Unstructured {
	t.Helper()
	if objects, ok := fitting[folder]; ok {
		return objects
	}
	v := newValidator(t)
	var objects []*unstructured.Unstructured
	for _, document := range build(t, folder) {
		object, err := check(v, document)
		require.NoError(t, err, "%s", document)
		objects = append(objects, object)
	}
	fitting[folder] = objects
	return objects
}

func TestManifestsFitTheirSchemas(t *testing.T) {
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) { require.Greater(t, len(all(t, folder)), 20) })
	}
}

// TestFaultsAreFound spoils the manifests in ways that people do.
func TestFaultsAreFound(t *testing.T) {
	v, documents := newValidator(t), build(t, "base")
	for was, fault := range map[string]string{
		"readinessProbe:":        "readynessProbe:",
		"runAsNonRoot: true":     "runAsNonRoot: yes please",
		"containerPort: 8080":    "containerPort: http",
		"serviceName:":           "servicename:",
		"accessModes:":           "accesModes:",
		"policyTypes:":           "policyType:",
		"replicas: 1":            "replicas: one",
		"maxUnavailable: 0":      "maxUnavailable: {count: 0}",
		"averageUtilization:":    "averageUtilisation:",
		"readOnlyRootFilesystem": "readOnlyRootFileSystem",
	} {
		found, met := false, false
		for _, document := range documents {
			spoilt := bytes.Replace(document, []byte(was), []byte(fault), 1)
			if !bytes.Equal(spoilt, document) {
				met = true
				_, err := check(v, spoilt)
				require.Error(t, err, "%s:\n%s", fault, spoilt)
				found = true
			}
		}
		require.True(t, met && found, "nothing has %q", was)
	}
}

func TestALedgerHasOneWriter(t *testing.T) {
	for _, o := range all(t, "base") {
		if o.GetKind() == "StatefulSet" && o.GetName() == "jindu-collector" {
			replicas, _, err := unstructured.NestedInt64(o.Object, "spec", "replicas")
			require.NoError(t, err)
			require.EqualValues(t, 1, replicas)
			return
		}
	}
	require.Fail(t, "no collector")
}

// TestSecretsAreOnlyNamed fails where one is written down.
func TestSecretsAreOnlyNamed(t *testing.T) {
	for _, folder := range folders {
		for _, o := range all(t, folder) {
			require.NotEqual(t, "Secret", o.GetKind())
		}
	}
}

// TestConfigurationsCanBeRead has jindu read what the ConfigMaps hold.
func TestConfigurationsCanBeRead(t *testing.T) {
	jindu := filepath.Join(t.TempDir(), "jindu")
	command := exec.CommandContext(t.Context(), "go", "build", "-o", jindu, "./cmd/jindu")
	command.Dir = root
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s", out)
	checked := 0
	for _, folder := range folders {
		for _, o := range all(t, folder) {
			text, ok, _ := unstructured.NestedString(o.Object, "data", "jindu.yml")
			if o.GetKind() != "ConfigMap" || !ok || !strings.HasPrefix(o.GetName(), "jindu-") {
				continue
			}
			checked++
			file := filepath.Join(t.TempDir(), "jindu.yml")
			require.NoError(t, os.WriteFile(file, []byte(inFolder(t, text)), 0o600))
			out, err := exec.CommandContext(t.Context(), jindu, "check", "config", file).CombinedOutput()
			require.NoError(t, err, "%s of %s: %s", o.GetName(), folder, out)
		}
	}
	require.Equal(t, 2*len(folders), checked)
}

// inFolder puts the secrets that a configuration names where it can find them.
func inFolder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for _, m := range regexp.MustCompile(`(?:token|url)_file: ([^\s}]+)`).FindAllStringSubmatch(text, -1) {
		name := filepath.Join(dir, filepath.FromSlash(m[1]))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o750))
		require.NoError(t, os.WriteFile(name, []byte("https://messenger.example.invalid/a-token-0123456789\n"), 0o600))
	}
	return strings.ReplaceAll(text, "_file: /", "_file: "+filepath.ToSlash(dir)+"/")
}
