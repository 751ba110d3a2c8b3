package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/collector/upstream"
	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// table is what a page gives with ?format=csv, each row by its columns.
func (s *serving) table(t *testing.T, path string) []map[string]string {
	t.Helper()
	status, text := s.ask(t, http.MethodGet, path, "")
	require.Equal(t, http.StatusOK, status, text)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	all := make([]map[string]string, 0, len(rows))
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, cell := range row {
			one[rows[0][i]] = cell
		}
		all = append(all, one)
	}
	return all
}

// sample is what a query gives.
type sample struct {
	Metric map[string]string
	Value  [2]any
}

func (s *serving) query(t *testing.T, expression, at string) []sample {
	t.Helper()
	_, text := s.ask(t, http.MethodGet, "/api/v1/query?"+url.Values{"query": {expression}, "time": {at}}.Encode(), "")
	var answer struct {
		Status string
		Data   struct{ Result []sample }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer), text)
	require.Equal(t, "success", answer.Status, text)
	return answer.Data.Result
}

func (s sample) number(t *testing.T) progress.Number {
	t.Helper()
	d, err := decimal.NewFromString(s.Value[1].(string))
	require.NoError(t, err)
	return progress.Known(d.InexactFloat64())
}

// The list of indicators has the figures that PromQL gives, at any time, for the
// whole example.
func TestTheListOfIndicatorsAgreesWithQueries(t *testing.T) {
	s := serveExample(t, "", nil)
	catalog := s.catalog()
	for _, at := range []string{"2019-06-30", "2020-02-29", "2020-05-31", "2020-09-08"} {
		told := map[[2]string]map[string]string{}
		rows := s.table(t, "/indicators?lang=en&format=csv&time="+at)
		for _, row := range rows {
			region, _ := catalog.Region(row["Region"])
			indicator, _ := catalog.Indicator(row["Indicator"])
			key := [2]string{region.Code, indicator.Code}
			if told[key] == nil {
				told[key] = map[string]string{}
			}
			told[key]["level"], told[key]["growth"] = row["Year to date or stock"], row["On a year earlier (published)"]
			if issuer := strings.TrimSuffix(row["Target set by"], ", growth"); issuer != "" {
				told[key]["gap "+issuer], told[key]["pace "+issuer] = row["Gap (points)"], row["Pace"]
			}
		}
		want := map[[2]string]map[string]string{}
		s.eachFigure(t, at, func(region, indicator, column, text string) {
			key := [2]string{region, indicator}
			if want[key] == nil {
				want[key] = map[string]string{}
			}
			want[key][column] = text
		})
		require.Greater(t, len(want), 10)
		for key, columns := range want {
			for column, text := range columns {
				require.Equal(t, text, told[key][column], "%s of %s at %s", column, key, at)
			}
		}
		for key, columns := range told {
			for column, text := range columns {
				require.Equal(t, want[key][column], text, "%s of %s at %s", column, key, at)
			}
		}
	}
}

// eachFigure gives what queries say of indicators, as it is written.
func (s *serving) eachFigure(t *testing.T, at string, give func(region, indicator, column, text string)) {
	t.Helper()
	catalog := s.catalog()
	for _, one := range s.query(t, `{__name__=~"jindu_indicator_.+",origin="published",measure=~"ytd|stock|ytd_yoy"}`, at) {
		i, _ := catalog.Indicator(one.Metric["indicator"])
		switch m := model.Measure(one.Metric["measure"]); {
		case m == model.YTDGrowth:
			give(one.Metric["region"], i.Code, "growth", phrase.Percent(one.number(t)))
		default:
			give(one.Metric["region"], i.Code, "level", phrase.Amount(one.number(t), i.Unit()))
		}
	}
	for metric, column := range map[string]string{"jindu_indicator_pace_ratio": "pace ", "jindu_indicator_pace_gap_ratio": "gap "} {
		for _, one := range s.query(t, metric, at) {
			text := phrase.Percent(one.number(t))
			if column == "gap " {
				text = phrase.Points(one.number(t))
			}
			issuer := model.Issuer(one.Metric["issuer"]).Name().EN
			give(one.Metric["region"], one.Metric["indicator"], column+issuer, text)
		}
	}
}

// Each month of each indicator's page is what the board has at that month's end.
func TestTheMonthsOfIndicatorsAgreeWithTheBoard(t *testing.T) {
	s := serveExample(t, "", nil)
	zone, compared := s.office.Load().rules.Zone, 0
	for _, state := range s.boardAt(t, s.clock()).Indicators {
		i := state.Indicator
		rows := s.table(t, "/indicators/"+i.Code+"?lang=zh&format=csv&region="+state.Region)
		require.NotEmpty(t, rows, i.Code)
		for _, row := range rows {
			text := row["期间"]
			if _, last, ok := strings.Cut(text, "/"); ok {
				text = last
			}
			period, err := model.ParsePeriod(text, 0)
			require.NoError(t, err)
			for _, f := range s.figures(t, i.Code, state.Region, period.End(zone)) {
				if f.Period.Key() != period.Key() {
					continue // It goes on until the next one is overdue.
				}
				require.Equal(t, figureText(f), row[columnOf(i, f.Measure, string(f.Origin))], "%s of %s in %s at %s", f.Measure, i.Code, state.Region, period)
				compared++
			}
		}
	}
	require.Greater(t, compared, 1500)
}

func (s *serving) boardAt(t *testing.T, at time.Time) *progress.Board {
	t.Helper()
	b, err := s.office.Load().boards.Board(t.Context(), at, time.Time{})
	require.NoError(t, err)
	return b
}

func (s *serving) figures(t *testing.T, code, region string, at time.Time) []progress.Figure {
	t.Helper()
	for _, state := range s.boardAt(t, at).Indicators {
		if state.Indicator.Code == code && state.Region == region {
			return state.Figures
		}
	}
	return nil
}

func figureText(f progress.Figure) string {
	if f.Measure.Base(model.Yuan) == model.Ratio {
		return phrase.Percent(progress.Known(f.Value))
	}
	return phrase.Amount(progress.Known(f.Value), f.Indicator.Unit())
}

func columnOf(i model.Indicator, m model.Measure, origin string) string {
	name := m.Name().ZH
	if m.Base(model.Yuan) != model.Ratio {
		name += "（" + i.Unit().Name + "）"
	}
	if origin == string(model.Derived) {
		return name + " 推算"
	}
	return name + " 公布"
}

// What the page of alerts says for an instant is what the rules' expressions
// give then, and now what fires.
func TestTheAlertsOfAnyInstant(t *testing.T) {
	s := serveExample(t, "", nil)
	told := func(query string) []string {
		var all []string
		for _, row := range s.table(t, "/alerts?lang=en&format=csv&"+query) {
			all = append(all, row["Rule"]+" "+row["Severity"]+" "+row["Alert"])
		}
		slices.Sort(all)
		return all
	}
	now := told("")
	require.Len(t, now, len(s.activeSince(t)))
	require.Equal(t, now, told("time="+url.QueryEscape(s.clock().Format(time.RFC3339))), "asked about this instant")
	for _, at := range []string{"2020-03-31", "2020-05-15", "2020-08-21"} {
		counts := map[string]int{}
		for _, rule := range s.office.Load().evaluator.AlertingRules() {
			if n := len(s.query(t, rule.Query().String(), at)); n > 0 {
				counts[rule.Name()] += n
			}
		}
		require.Greater(t, len(counts), 3)
		shown := map[string]int{}
		for _, line := range told("time=" + at) {
			name, _, _ := strings.Cut(line, " ")
			shown[name]++
		}
		require.Equal(t, counts, shown, at)
	}
	require.Empty(t, told("as_of=2020-09-01"), "nothing was known then")
}

// say sends the form of the page of alerts, and does not follow where it leads.
func (s *serving) say(t *testing.T, query string, form url.Values, header ...string) (int, string, string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.base+"/alerts?"+query, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := client.Do(r)
	require.NoError(t, err)
	defer func() { require.NoError(t, response.Body.Close()) }()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, response.Header.Get("Location"), string(body)
}

const behind = "of_region=410505&of_project=YD2020-008&of_alert=ProjectBehindSchedule"

// An officer acknowledges an alert in the page's form, and closes it.
func TestAnOfficerAcknowledgesAndCloses(t *testing.T) {
	s := serveExample(t, "", nil)
	register := func() string {
		_, text := s.ask(t, http.MethodGet, upstream.AcknowledgePath, "")
		return text
	}
	typed := url.Values{"by": {"王某"}, "note": {"9月底前<b>完成</b>"}, "due": {"2020-09-30"}}
	status, to, text := s.say(t, "lang=zh&severity=critical&do=acknowledged&"+behind, typed)
	require.Equal(t, http.StatusSeeOther, status, text)
	require.Equal(t, "/alerts?lang=zh&severity=critical#register", to)
	require.Contains(t, register(), `"project":"YD2020-008"`)
	_, page := s.ask(t, http.MethodGet, "/alerts?lang=zh", "")
	require.Contains(t, page, "王某，限 2020-09-30：9月底前&lt;b&gt;完成&lt;/b&gt;")
	require.NotContains(t, page, "<b>完成")
	require.Len(t, s.table(t, "/alerts?format=csv&acknowledged=yes"), 1)

	status, _, text = s.say(t, "lang=en&do=closed&"+behind, url.Values{"by": {"李某"}, "note": {"done"}})
	require.Equal(t, http.StatusSeeOther, status, text)
	require.Contains(t, register(), `"closed_by":"李某"`)
	_, page = s.ask(t, http.MethodGet, "/alerts?lang=en", "")
	require.Contains(t, page, "closed by 李某 on 2020-09-08, and still an alert")
	require.Empty(t, s.table(t, "/alerts?format=csv&acknowledged=yes"))
	_, page = s.ask(t, http.MethodGet, "/alerts?lang=en&state=acknowledged", "")
	require.Contains(t, page, "Nothing was acknowledged.")
}

// What can't be taken is said in the form, in the reader's language, with what
// was typed.
func TestAFormThatIsWrong(t *testing.T) {
	s := serveExample(t, "", nil)
	for _, c := range []struct {
		query      string
		form       url.Values
		says, kept string
	}{
		{"lang=zh&do=acknowledged&" + behind, url.Values{"by": {" "}, "note": {"<i>限期"}}, "by：请写明督办人", "&lt;i&gt;限期</textarea>"},
		{"lang=en&do=acknowledged&" + behind, url.Values{"by": {"王某"}, "due": {"30 Sept"}}, "due: want a day such as 2020-09-30", `<input type="text" name="due" value="30 Sept">`},
		{"lang=en&do=acknowledged&" + behind + "x", url.Values{"by": {"王\"某"}}, "alert: no rule is called ProjectBehindSchedulex", `name="by" value="王&#34;某"`},
		{"lang=en&do=acknowledged&of_region=410505&of_project=YD2020-0", url.Values{"by": {"王某"}}, "region 410505 has no project YD2020-0", `value="王某"`},
		{"lang=zh&do=closed&of_region=%E7%81%AB%E6%98%9F&of_alert=ReportLate", url.Values{"by": {"王某"}}, "火星", `value="王某"`},
	} {
		status, _, page := s.say(t, c.query, c.form)
		require.Equal(t, http.StatusUnprocessableEntity, status, c.query)
		require.Contains(t, page, `role="alert"`)
		require.Contains(t, page, c.says)
		require.Contains(t, page, c.kept)
	}
	_, _, page := s.say(t, "lang=en&do=shrugged&"+behind, url.Values{"by": {"王某"}})
	require.Contains(t, page, "do: want acknowledged or closed")
	status, _, page := s.say(t, "lang=en&time=2020-05-31&do=acknowledged&"+behind, url.Values{"by": {"王某"}})
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, page, "nothing can be acknowledged of it")
	status, _, _ = s.say(t, "do=acknowledged&"+behind, url.Values{"by": {"王某"}}, "Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site")
	require.Equal(t, http.StatusForbidden, status)
	_, text := s.ask(t, http.MethodGet, upstream.AcknowledgePath, "")
	require.JSONEq(t, `{"acknowledgements":[]}`, text, "nothing was taken")
}

// Where another evaluates the rules, the page says so and has the register.
func TestAlertsThatAreJudgedElsewhere(t *testing.T) {
	s := serveExample(t, "alerts: external\n", nil)
	_, page := s.ask(t, http.MethodGet, "/alerts?lang=en", "")
	require.Contains(t, page, "Another Prometheus evaluates the rules")
	require.Contains(t, page, "Register of what was acknowledged")
	status, _, text := s.say(t, "do=acknowledged&of_region=410505&of_project=YD2020-007", url.Values{"by": {"王某"}})
	require.Equal(t, http.StatusSeeOther, status, text)
	_, page = s.ask(t, http.MethodGet, "/alerts?lang=en", "")
	require.Contains(t, page, "王某")
	require.Contains(t, page, "do=closed")
}
