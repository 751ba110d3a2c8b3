package influx_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/influx"
	"jindu/internal/store/storetest"
)

// listedHeader begins an answer of Flux: the list of series, as InfluxDB 2 writes it.
const listedHeader = "#datatype,string,long,dateTime:RFC3339,string,string,string,string,string\r\n" +
	"#group,false,false,false,false,true,true,true,true\r\n#default,_result,,,,,,,\r\n" +
	",result,table,_time,_value,_field,_measurement,metric,n\r\n"

func TestWithdrawnValuesAreDeleted(t *testing.T) {
	for name, c := range map[string]struct {
		listed  []string
		deletes int
	}{
		"a series by itself": {[]string{",,0,1970-01-01T00:00:00Z,M 1,fact,jindu_series,m,s000"}, 1},
		"another has the same labels, and more": {[]string{
			",,0,1970-01-01T00:00:00Z,M 1,fact,jindu_series,m,s000", ",,1,1970-01-01T00:00:00Z,M 1,fact,jindu_series,m,s000",
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var did []string
			target := pretender(t, map[string]http.HandlerFunc{
				"GET /api/v2/buckets": says(200, `{"buckets":[{"name":"jindu","retentionRules":[]}]}`),
				"POST /api/v2/query": func(w http.ResponseWriter, r *http.Request) {
					asked, err := io.ReadAll(r.Body)
					require.NoError(t, err)
					w.Header().Set("Content-Type", "text/csv")
					if strings.Contains(string(asked), `r[\"metric\"] == \"m\" and r[\"n\"] == \"s000\"`) {
						_, _ = io.WriteString(w, listedHeader+strings.Join(c.listed, "\r\n")+"\r\n")
					}
				},
				"POST /api/v2/write": func(w http.ResponseWriter, r *http.Request) {
					for line := range strings.Lines(written(t, r)) {
						name, _, _ := strings.Cut(line, ",")
						did = append(did, "write "+strings.Fields(name)[0])
						require.False(t, name == "m" && strings.Contains(line, "value="), "nothing is in force")
					}
					w.WriteHeader(http.StatusNoContent)
				},
				"POST /api/v2/delete": func(w http.ResponseWriter, r *http.Request) {
					var asked struct{ Predicate, Start, Stop string }
					require.NoError(t, json.NewDecoder(r.Body).Decode(&asked))
					require.Equal(t, `_measurement="m" AND "n"="s000"`, asked.Predicate)
					require.Equal(t, "2020-07-31T23:59:59+08:00", asked.Start)
					did = append(did, "delete")
					w.WriteHeader(http.StatusNoContent)
				},
			})
			b := batch(1)
			b.Figures[0].Current.Status = model.Withdrawn
			require.NoError(t, target.Write(t.Context(), b))
			want := []string{"write m_revisions", "write jindu_series", "write jindu_receipts", "write m", "write jindu_head"}
			if c.deletes > 0 {
				want = append(want, "delete", "write m")
			}
			require.Equal(t, want, did)
		})
	}
}

func TestShortShardsAreWarnedOf(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			says(200, `{"buckets":[{"name":"jindu","retentionRules":[{"type":"expire","everySeconds":2592000,"shardGroupDurationSeconds":604800}]}]}`)(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/csv") // An empty answer of Flux's.
	}))
	defer server.Close()
	var log bytes.Buffer
	target, err := influx.NewTarget(influx.Options{
		URL: server.URL, Org: "office", Bucket: "jindu", HTTP: authorized(t, secret), Zone: storetest.Zone(),
		Logger: slog.New(slog.NewTextHandler(&log, nil)),
	})
	require.NoError(t, err)
	_, err = target.Head(t.Context())
	require.NoError(t, err)
	require.Contains(t, log.String(), "short shards")
	require.Contains(t, log.String(), "shard_group_duration=168h0m0s")
	require.Contains(t, log.String(), "drops what is older")
}
