package test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const playlistFolder = "../deploy/grafana/playlists"

// playlist is one as Grafana's API takes it.
type playlist struct {
	Kind       string `json:"kind"`
	APIVersion string `json:"apiVersion"`
	Metadata   struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec struct {
		Interval string `json:"interval"`
		Items    []struct {
			Type  string `json:"type"`
			Value string `json:"value"`
		} `json:"items"`
	} `json:"spec"`
}

func TestTheWallShowsDashboardsThatAreThere(t *testing.T) {
	boards := readDashboards(t)
	for _, lang := range []string{"zh", "en"} {
		text, err := os.ReadFile(filepath.Join(playlistFolder, "wall-"+lang+".json"))
		require.NoError(t, err)
		var p playlist
		require.NoError(t, json.Unmarshal(text, &p))
		require.Equal(t, "jindu-wall-"+lang, p.Metadata.Name)
		require.NotEmpty(t, p.Spec.Items)
		require.Equal(t, "jindu-overview-"+lang, p.Spec.Items[0].Value)
		for _, item := range p.Spec.Items {
			require.Equal(t, "dashboard_by_uid", item.Type)
			require.Contains(t, boards, item.Value[len("jindu-"):])
		}
	}
}

// grafana keeps playlists as Grafana's API does: nothing is created twice.
type grafana struct {
	mu    sync.Mutex
	lists map[string]playlist
}

// kept are the playlists that it has now.
func (g *grafana) kept() map[string]playlist {
	g.mu.Lock()
	defer g.mu.Unlock()
	return maps.Clone(g.lists)
}

func (g *grafana) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if r.URL.Path == "/api/health" {
		return
	}
	if user, password, _ := r.BasicAuth(); user != "admin" || password != `a "good\one` {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	const all = "/apis/playlist.grafana.app/v1/namespaces/default/playlists"
	switch name := path.Base(r.URL.Path); {
	case r.Method == http.MethodDelete && path.Dir(r.URL.Path) == all:
		if _, ok := g.lists[name]; !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		delete(g.lists, name)
	case r.Method == http.MethodPost && r.URL.Path == all:
		var p playlist
		if json.NewDecoder(r.Body).Decode(&p) != nil || p.Kind != "Playlist" || p.APIVersion != "playlist.grafana.app/v1" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if _, ok := g.lists[p.Metadata.Name]; ok {
			w.WriteHeader(http.StatusConflict)
			return
		}
		g.lists[p.Metadata.Name] = p
		w.WriteHeader(http.StatusCreated)
	default:
		w.WriteHeader(http.StatusMethodNotAllowed)
	}
}

func TestPlaylistsAreLoadedIntoGrafana(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("needs curl")
	}
	g := &grafana{lists: map[string]playlist{}}
	server := httptest.NewServer(g)
	defer server.Close()
	load := func(password string) (string, error) {
		cmd := exec.CommandContext(t.Context(), "sh", filepath.Join(playlistFolder, "load.sh"))
		cmd.Env = append(os.Environ(), "GRAFANA_URL="+server.URL, "GRAFANA_PASSWORD="+password, "no_proxy=127.0.0.1")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := load("wrong")
	require.Error(t, err)
	require.Contains(t, out, "answered 401")
	for range 2 { // It may run at each start.
		out, err = load(`a "good\one`)
		require.NoError(t, err, out)
		require.Contains(t, out, server.URL+"/playlists/play/jindu-wall-zh")
		kept := g.kept()
		require.Len(t, kept, 2)
		require.NotEmpty(t, kept["jindu-wall-en"].Spec.Items)
	}
}
