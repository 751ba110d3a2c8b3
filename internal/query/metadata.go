package query

import (
	"encoding/json"
	"net/http"
	"strconv"

	"jindu/internal/metric"
)

// metadata is what Prometheus's API says of a metric.
type metadata struct {
	Type string `json:"type"`
	Help string `json:"help"`
	Unit string `json:"unit"`
}

// serveMetadata answers /api/v1/metadata from the families.
func serveMetadata(w http.ResponseWriter, r *http.Request) {
	limit := -1
	if text := r.FormValue("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			fail(w, http.StatusBadRequest, "bad_data", "parameter limit: want a whole number")
			return
		}
		limit = n
	}
	only := r.FormValue("metric")
	data := map[string][]metadata{}
	for _, f := range metric.Families() {
		if limit >= 0 && len(data) >= limit {
			break
		}
		if only == "" || only == f.Name {
			data[f.Name] = []metadata{{Type: "gauge", Help: f.Help.EN + " " + f.Help.ZH}}
		}
	}
	respond(w, http.StatusOK, map[string]any{"status": "success", "data": data})
}

// fail answers with an error as Prometheus's API writes it.
func fail(w http.ResponseWriter, status int, kind, message string) {
	respond(w, status, map[string]any{"status": "error", "errorType": kind, "error": message})
}

func respond(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // The client has gone: there is nobody to tell.
}
