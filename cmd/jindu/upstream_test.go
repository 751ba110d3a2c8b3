package main

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector/upstream"
)

// serveBare serves without the example.
func serveBare(t *testing.T, settings string, files map[string]string) *serving {
	t.Helper()
	s := &serving{dir: t.TempDir(), bare: true}
	for name, text := range files {
		s.write(t, name, text)
	}
	s.write(t, "jindu.yml", settings)
	s.begin(t)
	return s
}

// A district that names a centre delivers all it has, and is seen there; what
// is acknowledged at the centre comes down.
func TestADistrictJoins(t *testing.T) {
	token := map[string]string{"token": "secret\n"}
	centre := serveBare(t, "alerts: external\ndistricts: [{region: \"410505\", token_file: token}]\n", token)
	_, text := centre.ask(t, http.MethodGet, upstream.Path+"/regions", "")
	require.Contains(t, text, `"silent":false`)
	require.NotContains(t, text, "last_heard")
	code, out, problems := printed(t, "acknowledge", "--server", centre.base, "--region", "410505", "--indicator", "tax_revenue", "--by", "王某", "--note", "督办")
	require.Zero(t, code, problems)
	require.Equal(t, "acknowledged: receipt R000001\n", out)

	district := serveExample(t, "alerts: external\nregion: \"410505\"\ntargets: [{name: city, kind: jindu, url: \""+centre.base+"\", token_file: token}]\n", token)
	require.Eventually(t, func() bool {
		_, text := centre.ask(t, http.MethodGet, "/api/v1/query?"+url.Values{"query": {`count(jindu_project_info{region="410505"})`}}.Encode(), "")
		return strings.Contains(text, `"28"`)
	}, time.Minute, 20*time.Millisecond)
	require.Eventually(t, func() bool {
		_, text := district.ask(t, http.MethodGet, upstream.AcknowledgePath, "")
		return strings.Contains(text, "王某")
	}, time.Minute, 20*time.Millisecond)
	require.Eventually(t, func() bool {
		var answer struct{ Regions []upstream.RegionState }
		_, text := centre.ask(t, http.MethodGet, upstream.Path+"/regions", "")
		require.NoError(t, json.Unmarshal([]byte(text), &answer))
		one := answer.Regions[0]
		return one.Region == "410505" && !one.LastHeard.IsZero() && !one.LastSubmission.IsZero() && one.Version == version &&
			one.Ledger == district.ledger.Stats().ID
	}, time.Minute, 20*time.Millisecond)

	// What comes later goes at once, and the withdrawal of it.
	code, _, problems = printed(t, "acknowledge", "--server", district.base, "--project", "YD2020-008", "--by", "李某", "--close")
	require.Zero(t, code, problems)
	closed := func() bool {
		_, text := centre.ask(t, http.MethodGet, upstream.AcknowledgePath+"?project=YD2020-008", "")
		return strings.Contains(text, `"closed"`)
	}
	require.Eventually(t, closed, time.Minute, 20*time.Millisecond)

	code, _, problems = printed(t, "acknowledge", "--server", district.base, "--by", "李某")
	require.Equal(t, exitBadInput, code)
	require.Contains(t, problems, "want an alert, a project or an indicator")
	status, _ := centre.ask(t, http.MethodGet, upstream.Path+"/position?ledger="+district.ledger.Stats().ID, "")
	require.Equal(t, http.StatusUnauthorized, status)
}
