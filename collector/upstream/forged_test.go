package upstream

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// deliver sends a body that no Sender would write.
func (d *desk) deliver(token string, h Head, lines ...any) (int, Answer) {
	d.t.Helper()
	var body bytes.Buffer
	z := gzip.NewWriter(&body)
	to := json.NewEncoder(z)
	h.Version, h.Recorded = wireVersion, h.Committed
	require.NoError(d.t, to.Encode(h))
	for _, line := range append(lines, lastLine{End: true, Facts: len(lines)}) {
		require.NoError(d.t, to.Encode(line))
	}
	require.NoError(d.t, z.Close())
	query := url.Values{
		"ledger": {h.Ledger}, "number": {strconv.FormatUint(h.Number, 10)}, "committed": {h.Committed.Format(time.RFC3339Nano)},
	}
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url.JoinPath(Path, "submissions").String()+"?"+query.Encode(), &body)
	require.NoError(d.t, err)
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(r)
	require.NoError(d.t, err)
	defer response.Body.Close() //nolint:errcheck // It was only read.
	var a Answer
	require.NoError(d.t, json.NewDecoder(response.Body).Decode(&a))
	return response.StatusCode, a
}

// A district can't take back what another delivered, nor stand in its place,
// though anybody who sees the centre's pages knows its ledger and receipts.
func TestALedgerIsOfOneDistrict(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	d.expected = append(d.expected, Expected{"410506", time.Hour})
	d.start(above.Ledger, d.centre.Districts[0], District{"410506", NewTokenFile(tokenFile(t, "other"))})
	id := here.Commit(note("410505", "P1", "一"))
	deliverAll(t, d.sender(here.Ledger), 0)
	first, err := here.Ledger.Receipt(t.Context(), id)
	require.NoError(t, err)
	of, forged := originOf(first), Origin{9, above.Now}
	for range 2 {
		status, answer := d.deliver("other", Head{Ledger: here.Ledger.Stats().ID, Origin: forged, Withdraws: &of})
		require.Equal(t, http.StatusForbidden, status)
		require.Equal(t, "ledger_claimed", answer.Error.Code)
		d.restart() // It is kept.
	}
	require.Equal(t, uint64(1), above.Ledger.Stats().Commits)

	d.expected = d.expected[1:] // The district's region was renamed.
	d.restart()
	status, _ := d.deliver("other", Head{Ledger: here.Ledger.Stats().ID, Origin: forged, Withdraws: &of})
	require.Equal(t, http.StatusCreated, status)
}

// One district's jindu, broken or of another release, can't keep the centre
// from drawing the boards of all.
func TestWhatWouldSpoilBoards(t *testing.T) {
	_, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	record := func(kind model.Kind, body string) factLine {
		return factLine{Record: &recordLine{Kind: kind, Region: "410505", ID: string(kind), Body: body}}
	}
	period := writePeriod(model.NewMonth(2020, time.July))
	head := Head{Ledger: "0123456789abcdef0123456789abcdef", Origin: Origin{1, above.Now}, Figures: 6, Records: 13}
	status, answer := d.deliver("secret", head,
		factLine{Series: []string{"jindu_project_info", "region", "410505"}, Period: period, Value: 1},
		factLine{Series: []string{"up", "region", "410505"}, Period: period, Value: 1},
		factLine{Series: []string{"jindu_indicator_yuan", "as of", "1", "indicator", "x", "measure", "ytd", "origin", "published", "region", "410505"}, Period: period},
		factLine{Series: []string{"jindu_indicator_yuan", "indicator", "x", "measure", "ytd", "origin", "published", "region", "410505"}, Period: period},
		factLine{Series: []string{"jindu_indicator_yuan", "indicator", "x", "measure", "ytd", "origin", "derived", "region", "410505"}, Period: period},
		factLine{Series: []string{"jindu_indicator_yuan", "indicator", strings.Repeat("x", maxLabels), "measure", "ytd", "origin", "published", "region", "410505"}, Period: period},
		record(model.KindProject, `{"total_investment":"much"}`),
		factLine{Record: &recordLine{Kind: model.KindProject, Region: "410505", ID: "P1", Body: `{"name":"` + strings.Repeat("很", maxStatement/3) + `"}`}},
		factLine{Record: &recordLine{Kind: model.KindProject, Region: "410505", ID: strings.Repeat("9", maxStatement), Body: `{"name":"一"}`}},
		record(model.KindNote, `{"project":7}`),
		record(model.KindTarget, `{"indicator":[1]}`),
		record(model.KindAcknowledgement, `{"project":"P1","by":"x"}`),
		record(model.KindVisit, `"seen"`),
		record("of-tomorrow", `{"a":1}`),
		// They speak of what another record is of: a second sample of the same labels.
		record(model.KindTarget, `{"project":"P1","year":2020}`),
		record(model.KindMilestone, `{"project":"P1","milestone":"start"}`),
		record(model.KindActivity, `{"project":"P1","activity":"1"}`),
		record(model.KindProcedure, `{"project":"P1","procedure":"环评"}`),
		record(model.KindObstacle, `{"project":"P1"}`),
	)
	require.Equal(t, http.StatusCreated, status)
	var reasons []string
	for _, aside := range answer.SetAside {
		reasons = append(reasons, aside.Reason.EN)
	}
	require.Len(t, reasons, 17)
	require.Equal(t, uint64(2), above.Ledger.Stats().Sequence, "what is measured, and what only another release can read")
	require.Contains(t, reasons, reasonOf(errForeign).EN)
	require.Contains(t, reasons, reasonOf(errUnreadable).EN)
	require.Contains(t, reasons, reasonOf(errTooLong).EN)
}

// What is small as it comes may be large: it is refused for good before it is.
func TestBodiesThatGrow(t *testing.T) {
	_, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	large := func(bytes int) factLine {
		return factLine{Record: &recordLine{Kind: model.KindNote, Region: "410505", ID: "P1", Body: `{"state":"` + strings.Repeat("a", bytes) + `"}`}}
	}
	for name, lines := range map[string][]any{
		"a line": {large(5 << 20)},
		"all":    slices.Repeat([]any{large(3 << 20)}, 30),
	} {
		head := Head{Ledger: "0123456789abcdef0123456789abcdef", Origin: Origin{1, above.Now}, Records: len(lines)}
		status, answer := d.deliver("secret", head, lines...)
		require.Equal(t, http.StatusRequestEntityTooLarge, status, name)
		require.True(t, rejects(answer.Error), name)
	}
	require.Zero(t, above.Ledger.Stats().Commits)
}
