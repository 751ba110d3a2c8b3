package alertpage_test

import (
	"context"
	"errors"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web/alertpage"
	"jindu/internal/web/page"
)

var now = officetest.Date(2020, 9, 8).Add(9 * time.Hour)

// firing are alerts of two regions, as rules of any office may word them.
func firing() alertpage.Fired {
	text := func(s string) model.Text { return model.Text{ZH: s, EN: s} }
	return alertpage.Fired{Alerts: []alertpage.Alert{
		{Name: "ReportLate", Severity: "warning", Region: officetest.Region, Project: "P1", Subject: text("甲"), Summary: text("甲 is late")},
		{Name: "Info", Severity: "info", Region: officetest.Region, Project: "P1", Subject: text("甲"), Summary: text("told")},
		{Name: "Behind", Severity: "warning", Region: officetest.Sister, Project: "P1", Subject: text("乙"), Summary: text("乙 behind")},
		{
			Name: "Behind", Severity: "critical", Region: officetest.Region, Project: "P1", Subject: text("<i>甲</i>"),
			Summary: text("<b>甲</b> behind"), Description: text("<script>far</script>"), Who: text("王<u>某"),
			Cutoff: "2020-07-31", Since: officetest.Date(2020, 9, 1),
			Told: []alertpage.Telling{{Receiver: "wecom", At: officetest.Date(2020, 9, 2).UTC()}, {Receiver: "mail", At: officetest.Date(2020, 9, 3)}},
		},
		{Name: "Own", Severity: "strange<b>", Summary: text("of jindu itself")},
	}}
}

func pageOf(o *officetest.Office, options alertpage.Options) http.Handler {
	o.Helper()
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(o, err)
	kit := &page.Kit{
		Boards: boards, Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Version: "test",
		Clock: func() time.Time { return now }, Logger: slog.New(slog.DiscardHandler),
	}
	options.Action = func(name string) model.Text {
		return map[string]model.Text{"Behind": {ZH: "催办", EN: "call them"}}[name]
	}
	register, err := alertpage.New(kit, options)
	require.NoError(o, err)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	register(engine)
	return engine
}

func get(t *testing.T, h http.Handler, target string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w.Code, w.Body.String()
}

func words(page string) string {
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

func none(context.Context, time.Time, time.Time) (alertpage.Fired, error) {
	return alertpage.Fired{}, nil
}

func TestTheGravestComesFirstAndLateReportsApart(t *testing.T) {
	h := pageOf(officetest.New(t), alertpage.Options{Firing: firing, At: none})
	status, page := get(t, h, "/alerts?lang=en")
	require.Equal(t, http.StatusOK, status)
	text := words(page)
	require.Contains(t, text, "◆ critical 1 ▲ warning 1 ● info 1 late reports 1", "late reports are counted apart")
	at := -1
	for _, next := range []string{
		"◆ critical Yindu <i>甲</i> <b>甲</b> behind Description <script>far</script> What to do call them Who answers 王<u>某 Data as of 2020-07-31 Told wecom 2020-09-02 00:00, mail 2020-09-03 00:00 Rule Behind 2020-09-01 00:00",
		"▲ warning Long'an 乙 乙 behind", "● info Yindu 甲 told", "of jindu itself", "Late reports (1)", "甲 is late", "Register of what was acknowledged",
	} {
		found := strings.Index(text, next)
		require.Greater(t, found, at, next)
		at = found
	}
	for _, mark := range []string{"<script>far", "<b>甲", "<i>甲", "<u>某", "strange<b>"} {
		require.NotContains(t, page, mark)
	}
	require.Contains(t, page, `<a href="/projects/P1?lang=en&amp;region=410506">乙</a>`)
}

func TestAlertsAreNarrowedDown(t *testing.T) {
	o := officetest.New(t)
	said := model.Acknowledgement{Project: "P1", Alert: "Info", State: model.Acknowledged, By: "王某", Note: "<b>看", Due: model.NewDate(2020, 9, 5)}
	o.State(model.KindAcknowledgement, said.ID(), officetest.Date(2020, 9, 2), said)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "甲"})
	h := pageOf(o, alertpage.Options{Firing: firing, At: none})
	for query, want := range map[string]string{
		"":                 "5 / 5",
		"severity=warning": "2 / 5",
		"alert=Behind":     "2 / 5",
		"region=龙安区":       "1 / 1",
		"acknowledged=yes": "1 / 5",
		"acknowledged=no":  "4 / 5",
		"alert=Behind&severity=critical&acknowledged=no": "1 / 5",
	} {
		_, page := get(t, h, "/alerts?lang=zh&"+query)
		require.Contains(t, page, `<span class="soft">`+want+`</span>`, query)
	}
	_, page := get(t, h, "/alerts?lang=zh")
	require.Contains(t, page, `<span class="red">王某，限 2020-09-05，已逾期：&lt;b&gt;看</span>`)
	require.Contains(t, words(page), "殷都区 甲 Info ● 督办 王某 2020-09-02 <b>看 2020-09-05 3")
	for query, want := range map[string]string{
		"severity=grave": "severity: want one of critical, warning, info", "acknowledged=perhaps": "acknowledged: want yes or no",
		"state=seen": "state: want acknowledged or closed", "sort=colour": "sort: want one of", "time=then": "time",
	} {
		status, page := get(t, h, "/alerts?lang=en&"+query)
		require.Equal(t, http.StatusBadRequest, status, query)
		require.Contains(t, page, want)
	}
}

// However many reports are late, the page stays small and leads to all of them.
func TestManyLateReports(t *testing.T) {
	many := func() (fired alertpage.Fired) {
		for range 250 {
			fired.Alerts = append(fired.Alerts, firing().Alerts[0])
		}
		return fired
	}
	h := pageOf(officetest.New(t), alertpage.Options{Firing: many, At: none})
	_, page := get(t, h, "/alerts?lang=en")
	require.Equal(t, 100, strings.Count(page, "甲 is late"))
	require.Contains(t, page, `<details id="late" open><summary>Late reports (250)</summary>`)
	require.Contains(t, page, `<a href="?alert=ReportLate&amp;lang=en">All late reports</a>`)
	_, page = get(t, h, "/alerts?lang=en&alert=ReportLate&page=3")
	require.Equal(t, 50, strings.Count(page, "甲 is late"))
	_, table := get(t, h, "/alerts?lang=en&format=csv")
	require.Equal(t, 250, strings.Count(table, "甲 is late"))
}

// Where nothing can be taken, nothing is offered.
func TestAPageThatIsReadOnly(t *testing.T) {
	h := pageOf(officetest.New(t), alertpage.Options{Firing: firing, At: none})
	_, page := get(t, h, "/alerts?lang=en&do=acknowledged&of_region=410505&of_project=P1")
	require.Contains(t, page, "this jindu only reads")
	require.NotContains(t, page, `method="post"`)
	require.NotContains(t, page, "do=acknowledged&amp;lang=en&amp;of_alert")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, post("/alerts?lang=en&do=acknowledged&of_region=410505&of_project=P1", url.Values{"by": {"王某"}}))
	require.Equal(t, http.StatusMethodNotAllowed, w.Code)
	require.Contains(t, w.Body.String(), "this jindu only reads")
}

func post(target string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// Where accounts are asked for, whoever says something is the account.
func TestTheAccountSaysIt(t *testing.T) {
	var taken []alertpage.Statement
	h := pageOf(officetest.New(t), alertpage.Options{Firing: firing, At: none, State: func(_ context.Context, s alertpage.Statement) *page.Refusal {
		taken = append(taken, s)
		return nil
	}})
	query := "/alerts?lang=en&do=closed&of_region=410505&of_project=P1&of_alert=Behind"
	r := httptest.NewRequest(http.MethodGet, query, nil)
	r.SetBasicAuth("li", "secret")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	require.Contains(t, w.Body.String(), `name="by" value="li" required maxlength="100" autocomplete="name" readonly>`)
	require.NotContains(t, w.Body.String(), `name="due"`, "what is closed is due no more")
	r = post(query, url.Values{"by": {"somebody else"}, "note": {"done"}})
	r.SetBasicAuth("li", "secret")
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	require.Equal(t, http.StatusSeeOther, w.Code)
	require.Equal(t, "/alerts?lang=en#register", w.Header().Get("Location"))
	require.Equal(t, []alertpage.Statement{{
		Region: "410505", Project: "P1", Alert: "Behind", State: "closed", By: "li", Note: "done",
	}}, taken)
}

func TestThePast(t *testing.T) {
	asked := [2]time.Time{}
	h := pageOf(officetest.New(t), alertpage.Options{
		Firing: firing, State: func(context.Context, alertpage.Statement) *page.Refusal { return nil },
		At: func(_ context.Context, t, asOf time.Time) (alertpage.Fired, error) {
			asked = [2]time.Time{t, asOf}
			return alertpage.Fired{Alerts: firing().Alerts[2:3], Unsure: []string{"Own", "Other"}}, nil
		},
	})
	_, page := get(t, h, "/alerts?lang=en&time=2020-05-31&as_of=2020-06-02")
	require.True(t, asked[0].Equal(officetest.EndOf(2020, 5, 31)))
	require.Equal(t, officetest.Date(2020, 6, 3).Add(-time.Millisecond).Unix(), asked[1].Unix())
	require.Contains(t, page, "乙 behind")
	require.NotContains(t, page, "told")
	require.NotContains(t, page, "do=acknowledged")
	require.Contains(t, page, "go back to now")
	require.Contains(t, page, "nobody knows whether they fire: Own, Other")
	broken := pageOf(officetest.New(t), alertpage.Options{Firing: firing, At: func(context.Context, time.Time, time.Time) (alertpage.Fired, error) {
		return alertpage.Fired{}, errors.New("bad sector")
	}})
	status, _ := get(t, broken, "/alerts?time=2020-05-31")
	require.Equal(t, http.StatusInternalServerError, status)
}

func TestAlertsAreExported(t *testing.T) {
	h := pageOf(officetest.New(t), alertpage.Options{Firing: firing, At: none})
	_, table := get(t, h, "/alerts?lang=en&format=csv&severity=critical")
	require.Equal(t, "\ufeffSeverity,Region,Project or indicator,Alert,Since,Acknowledged,Rule,Description,Who answers,What to do,Data as of,Told\n"+
		"critical,Yindu,<i>甲</i>,<b>甲</b> behind,2020-09-01 00:00,,Behind,<script>far</script>,王<u>某,call them,2020-07-31,\"wecom 2020-09-02 00:00, mail 2020-09-03 00:00\"\n", table)
	status, _ := get(t, h, "/alerts?format=pdf")
	require.Equal(t, http.StatusBadRequest, status)
}
