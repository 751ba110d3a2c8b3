package upstream

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/register"
	"jindu/internal/store"
)

// below is a district's end of the line.
func below(t *testing.T, d *desk, ledger store.Ledger, clock func() time.Time) (*Sender, *Pulse) {
	t.Helper()
	s := d.sender(ledger)
	return s, NewPulse(PulseOptions{
		Link: s.link, Sender: s, Ledger: ledger, Taken: NewTaken(ledger), Version: "1.2.3",
		Clock: clock, Logger: slog.New(slog.DiscardHandler),
	})
}

func clockOf(o *officetest.Office) func() time.Time { return func() time.Time { return o.Now } }

func TestHeartbeat(t *testing.T) {
	here, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	s, p := below(t, d, here.Ledger, clockOf(here))
	state := func() RegionState { return d.centre.Regions.States()[0] }
	require.Zero(t, state().LastHeard)
	require.False(t, state().Silent, "it has an hour to come")
	above.Now = above.Now.Add(time.Hour + time.Second)
	require.True(t, state().Silent, "it never came")

	here.Now = above.Now.Add(-time.Minute)
	here.Commit(note("410505", "P1", "一"))
	require.NoError(t, p.Beat(t.Context()))
	require.Nil(t, state().Backlog, "the district does not know before it has asked")
	require.Equal(t, []any{false, -60.0, "1.2.3", here.Ledger.Stats().ID}, []any{state().Silent, state().Skew, state().Version, state().Ledger})
	require.True(t, state().LastHeard.Equal(above.Now))
	require.Equal(t, uint64(1), state().NewestReceipt.Number)
	require.Zero(t, state().LastSubmission)

	after, _ := deliverAll(t, s, 0)
	above.Now = above.Now.Add(time.Minute)
	here.Now = above.Now.Add(2 * time.Second)
	here.Commit(note("410505", "P2", "二"))
	require.NoError(t, p.Beat(t.Context()))
	require.Equal(t, []any{uint64(1), 2.0}, []any{*state().Backlog, state().Skew})
	require.True(t, state().LastSubmission.Equal(above.Now.Add(-time.Minute)))

	before := state()
	d.restart() // What is known is kept.
	require.Equal(t, asJSON(t, before), asJSON(t, state()))
	above.Now = above.Now.Add(time.Hour + time.Second)
	require.True(t, state().Silent)
	deliverAll(t, s, after)
	require.False(t, state().Silent, "what delivers is there")
	require.NoError(t, testutil.GatherAndCompare(d.registry, strings.NewReader(`
# HELP jindu_upstream_backlog_items Facts that wait to be delivered, as a region's jindu says itself.
# TYPE jindu_upstream_backlog_items gauge
jindu_upstream_backlog_items{region="410505"} 1
# HELP jindu_upstream_clock_skew_seconds How far the clock of a region's jindu is ahead of the one here; negative where it is behind.
# TYPE jindu_upstream_clock_skew_seconds gauge
jindu_upstream_clock_skew_seconds{region="410505"} 2
# HELP jindu_upstream_silent Whether a region's jindu has not been heard of for longer than districts allow.
# TYPE jindu_upstream_silent gauge
jindu_upstream_silent{region="410505"} 0
# HELP jindu_upstream_submissions_total Submissions and withdrawals that a region's jindu delivered, by what became of them: taken, repeated, nothing, refused or failed.
# TYPE jindu_upstream_submissions_total counter
jindu_upstream_submissions_total{region="410505",result="taken"} 1
`), "jindu_upstream_backlog_items", "jindu_upstream_clock_skew_seconds", "jindu_upstream_silent", "jindu_upstream_submissions_total"))
	problems, err := testutil.GatherAndLint(d.registry)
	require.NoError(t, err)
	require.Empty(t, problems)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

func TestRegionsAreShown(t *testing.T) {
	_, above := pair(t)
	d := newDesk(t, above.Ledger, &above.Now)
	answer, err := http.Get(d.url.String() + Path + "/regions") //nolint:noctx // A test.
	require.NoError(t, err)
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	require.JSONEq(t, `{"regions":[{"region":"410505","since":"2020-09-08T00:01:00+08:00","silent":false,"skew_seconds":0}]}`, string(text))
}

func TestADamagedStateIsSaid(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "regions.json"), []byte("["), 0o600))
	_, err := NewRegions(dir, nil, time.Now)
	require.ErrorContains(t, err, "regions.json")
}

// local routes acknowledgements of one office.
func local(o *officetest.Office) *Desk {
	return NewDesk(DeskOptions{
		Ledger: o.Ledger, Catalog: model.DefaultCatalog, Region: func() string { return "410505" },
		Alerts: func() []string { return []string{"ProjectBehindSchedule", "ReportLate"} },
		Clock:  clockOf(o), Logger: slog.New(slog.DiscardHandler),
	})
}

// say acknowledges and gives the status and the answer.
func say(t *testing.T, d *Desk, form url.Values) (int, string) {
	t.Helper()
	engine := gin.New()
	d.Register(engine)
	r := httptest.NewRequest(http.MethodPost, AcknowledgePath, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func TestAcknowledge(t *testing.T) {
	_, o := pair(t)
	d := local(o)
	for want, form := range map[string]url.Values{
		"want an alert, a project or an indicator":  {"by": {"王某"}},
		"by: want the name":                         {"project": {"P1"}},
		`region \"Atlantis\" is not in the catalog`: {"project": {"P1"}, "by": {"王某"}, "region": {"Atlantis"}},
		"did you mean Yindu (410505)?":              {"project": {"P1"}, "by": {"王某"}, "region": {"殷州区"}},
		"state: want":                               {"project": {"P1"}, "by": {"王某"}, "state": {"seen"}},
		"due: want a day":                           {"project": {"P1"}, "by": {"王某"}, "due": {"2020-09"}},
	} {
		status, text := say(t, d, form)
		require.Equal(t, http.StatusUnprocessableEntity, status, want)
		require.Contains(t, text, want)
	}
	o.Commit(project("410505", "P1", "铝型材家具项目"))
	status, _ := say(t, d, url.Values{"project": {"P1"}, "alert": {"ProjectBehindSchedule"}, "by": {"王某"}, "note": {"限期整改"}, "due": {"2020-09-30"}})
	require.Equal(t, http.StatusCreated, status)
	o.Now = o.Now.Add(48 * time.Hour)
	status, _ = say(t, d, url.Values{"project": {"P1"}, "alert": {"ProjectBehindSchedule"}, "by": {"李某"}, "note": {"已整改"}, "state": {"销号"}})
	require.Equal(t, http.StatusCreated, status)
	require.Equal(t, []register.Row{{
		Region: "410505", Project: "P1", Name: "铝型材家具项目", Alert: "ProjectBehindSchedule", State: model.AckClosed,
		By: "王某", Since: o.Now.Add(-48 * time.Hour), Note: "限期整改", Due: model.NewDate(2020, 9, 30),
		ClosedBy: "李某", Closed: o.Now, Reason: "已整改", Recorded: o.Now,
	}}, noted(t, o))
}

// noted is the register of what an office knows.
func noted(t *testing.T, o *officetest.Office) []register.Row {
	t.Helper()
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	all, err := register.Read(t.Context(), view, register.Asked{At: o.Now, Zone: officetest.Zone})
	require.NoError(t, err)
	for i := range all {
		all[i].Receipt = "" // Each ledger numbers by itself.
	}
	return all
}

// What the province notes reaches the district through the city, what the
// district notes reaches the province, and nothing bounces.
func TestAcknowledgementsGoBothWays(t *testing.T) {
	district, city, province := newOffice(t), newOffice(t), newOffice(t)
	later := func() {
		district.Now = district.Now.Add(time.Hour)
		city.Now, province.Now = district.Now.Add(time.Minute), district.Now.Add(2*time.Minute)
	}
	later()
	cityDesk, provinceDesk := newDesk(t, city.Ledger, &city.Now), newDesk(t, province.Ledger, &province.Now)
	provinceDesk.centre.Districts[0].Region = "410500"
	up, pulse := below(t, cityDesk, district.Ledger, clockOf(district))
	on, cityPulse := below(t, provinceDesk, city.Ledger, clockOf(city))
	cityPulse.Taken = cityDesk.centre.Taken
	cityPulse.intake.taken = cityDesk.centre.Taken
	var after [2]uint64
	round := func() {
		for range 2 {
			later() // What is noted above is not in the future below.
			after[0], _ = deliverAll(t, up, after[0])
			after[1], _ = deliverAll(t, on, after[1])
			require.NoError(t, cityPulse.Beat(t.Context()))
			require.NoError(t, pulse.Beat(t.Context()))
		}
	}
	_, text := say(t, local(province), url.Values{"indicator": {"gross_domestic_product"}, "by": {"省领导"}, "note": {"督办"}})
	require.Contains(t, text, "R000001")
	later()
	say(t, local(district), url.Values{"indicator": {"retail_sales"}, "by": {"区领导"}, "note": {"自查"}})
	later()
	say(t, local(city), url.Values{"indicator": {"tax_revenue"}, "by": {"市领导"}, "note": {"核实"}, "region": {"410506"}})
	round()
	want := noted(t, province)
	require.Len(t, want, 2+1, "the province's, the district's and the city's own of a sister district")
	require.Equal(t, asJSON(t, want), asJSON(t, noted(t, city)))
	require.Equal(t, asJSON(t, want[:2]), asJSON(t, noted(t, district)))
	taken, err := district.Ledger.Receipt(t.Context(), "R000002")
	require.NoError(t, err)
	require.Equal(t, []string{SourceUpstream, "省领导", city.Ledger.Stats().ID}, []string{taken.Source, taken.By, taken.Provenance.Ledger})

	_, err = province.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: "R000001", By: "省领导", Reason: "误"})
	require.NoError(t, err)
	round()
	require.Equal(t, asJSON(t, noted(t, province)), asJSON(t, noted(t, city)))
	require.Len(t, noted(t, district), 1)

	counts := []uint64{district.Ledger.Stats().Commits, city.Ledger.Stats().Commits, province.Ledger.Stats().Commits}
	round()
	require.Equal(t, []uint64{3, 4, 4}, counts)
	require.Equal(t, []uint64{3, 4, 4}, []uint64{district.Ledger.Stats().Commits, city.Ledger.Stats().Commits, province.Ledger.Stats().Commits})
}
