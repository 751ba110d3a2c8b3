package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web"
	"jindu/internal/web/page"
)

// registered is a server of an office that acknowledged something of two
// districts, and closed one of them again.
func registered(t *testing.T) *web.Server {
	t.Helper()
	o := officetest.New(t)
	a := model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "王某", Note: "=1+1", Due: model.NewDate(2020, 9, 5)}
	o.State(model.KindProject, "P1", model.Always(), model.Project{Name: "甲"})
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 2), a)
	o.Region = officetest.Sister
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 2), a)
	a.State, a.By, a.Note = model.AckClosed, "李某", "好了"
	o.Now = officetest.Date(2020, 9, 9)
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 7), a)
	s, err := web.New(plainOptions(o, nil))
	require.NoError(t, err)
	return s
}

// places are the regions and states of an answer.
func places(t *testing.T, s *web.Server, query string) []string {
	t.Helper()
	status, text := read(t, s, web.AcknowledgementsPath+query)
	require.Equal(t, http.StatusOK, status, text)
	var answer struct {
		Acknowledgements []struct{ Region, State string }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	found := []string{}
	for _, one := range answer.Acknowledgements {
		found = append(found, one.Region+" "+one.State)
	}
	return found
}

func TestAcknowledgementsAreNarrowed(t *testing.T) {
	s := registered(t)
	both := []string{"410505 acknowledged", "410506 closed"}
	for query, want := range map[string][]string{
		"":                                  both,
		"?region=安阳市":                       both,
		"?region=安阳市&only=true":             {},
		"?region=殷都区":                       both[:1],
		"?region=410506&project=P1":         both[1:],
		"?project=甲":                        both[:1],
		"?project=P2":                       {},
		"?alert=ReportLate":                 {},
		"?state=closed":                     both[1:],
		"?state=督办":                         both[:1],
		"?time=2020-09-01":                  {},
		"?time=2020-09-06":                  {"410505 acknowledged", "410506 acknowledged"},
		"?as_of=2020-09-08":                 {"410505 acknowledged", "410506 acknowledged"},
		"?time=2020-09-06&as_of=2020-09-07": {},
	} {
		require.Equal(t, want, places(t, s, query), query)
	}
	_, text := read(t, s, web.AcknowledgementsPath+"?region=410505")
	require.JSONEq(t, `{"acknowledgements":[{"region":"410505","project":"P1","name":"甲","state":"acknowledged","by":"王某",
		"since":"2020-09-02T00:00:00+08:00","note":"=1+1","due":"2020-09-05","days_overdue":3,
		"recorded":"2020-09-08T00:00:00.001+08:00","receipt":"R000002"}]}`, text)
}

func TestTheRegisterAsATable(t *testing.T) {
	s := registered(t)
	r := httptest.NewRequest(http.MethodGet, web.AcknowledgementsPath+"?format=csv&lang=zh", nil)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	require.Equal(t, "text/csv; charset=utf-8", w.Header().Get("Content-Type"))
	require.Equal(t, "\ufeff"+`地区,项目,名称,告警,指标,状态,督办人,督办日期,批示,期限,逾期天数,销号人,销号日期,销号说明
410505,P1,甲,,,督办,王某,2020-09-02,'=1+1,2020-09-05,3,,,
410506,P1,,,,销号,王某,2020-09-02,'=1+1,2020-09-05,2,李某,2020-09-07,好了
`, w.Body.String())
	_, text := read(t, s, web.AcknowledgementsPath+"?format=csv&lang=en&state=closed")
	require.True(t, strings.HasPrefix(text, "\ufeffregion,project,name,alert,indicator,state,by,since,to do,due,days overdue,closed by,closed,reason\n410506,"), text)
}

func TestARegisterThatCantBe(t *testing.T) {
	s := registered(t)
	for query, want := range map[string]string{
		"?state=seen":   "state: want acknowledged or closed",
		"?region=火星":    "火星",
		"?only=perhaps": "want true or false",
		"?time=then":    "time",
		"?format=xlsx":  "format: want json or csv",
	} {
		status, text := read(t, s, web.AcknowledgementsPath+query)
		require.Equal(t, http.StatusBadRequest, status, query)
		require.Contains(t, text, want)
	}
	options := plainOptions(officetest.New(t), nil)
	options.Ledger = brokenLedger{options.Ledger}
	s, err := web.New(options)
	require.NoError(t, err)
	status, text := read(t, s, web.AcknowledgementsPath)
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, text, "the register can't be read; see the log")
}

// The page of regions counts what is open, and of it what is overdue, upwards.
func TestRegionsCountAcknowledgements(t *testing.T) {
	o := officetest.New(t)
	for region, states := range map[string][]model.AckState{
		officetest.Region: {model.Acknowledged, model.Acknowledged, model.AckClosed}, officetest.Sister: {model.Acknowledged},
	} {
		o.Region = region
		for i, state := range states {
			a := model.Acknowledgement{Project: string(rune('A' + i)), State: state, By: "王某", Due: model.NewDate(2020, 9, 6+i)}
			o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 2), a)
		}
	}
	s := centreOf(t, o, model.DefaultCatalog(), nil)
	counted := map[string][2]int{}
	for _, r := range comparison(t, s, "?region=410500&time=2020-09-07").Regions {
		if r.Known {
			counted[r.Region] = [2]int{r.Noted, r.Overdue}
		}
	}
	require.Equal(t, map[string][2]int{"410500": {3, 2}, "410505": {2, 1}, "410506": {1, 1}}, counted)
	_, page := read(t, s, "/regions?lang=zh&region=410500&time=2020-09-07")
	require.Contains(t, page, `<td class="num">3<span class="note red">逾期2</span></td>`)
	_, page = read(t, s, "/regions?lang=zh&region=410500&time=2020-09-01")
	require.NotContains(t, page, "督办")
}

// brokenLedger can't be read.
type brokenLedger struct{ page.Ledger }

func (brokenLedger) View(context.Context, time.Time) (model.View, error) {
	return nil, errors.New("bad sector")
}
