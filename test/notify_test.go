package test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// A message is what a receiver gets: the body, and when it came.
type message struct {
	path string
	body string
	at   time.Time
}

// listenForMessages starts a receiver, and gives its address and what comes.
// Every path is another one.
func listenForMessages(t *testing.T, answer string) (string, <-chan message) {
	t.Helper()
	messages := make(chan message, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		messages <- message{r.URL.Path, string(body), time.Now()}
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	return server.URL, messages
}

// next waits for a message that contains all of these texts, and passes by
// those that don't.
func next(t *testing.T, messages <-chan message, texts ...string) message {
	t.Helper()
	timeout := time.NewTimer(time.Minute)
	defer timeout.Stop()
	var passed []string
look:
	for {
		select {
		case m := <-messages:
			for _, text := range texts {
				if !strings.Contains(m.body, text) {
					passed = append(passed, m.body)
					continue look
				}
			}
			return m
		case <-timeout.C:
			require.Fail(t, "no message", "with %q; there were\n%s", texts, strings.Join(passed, "\n"))
		}
	}
}

// alertsOffice writes what a jindu that tells alerts goes by. Its own rule has
// each red project yellow too, as another pack might.
func alertsOffice(t *testing.T, notify string, files map[string]string) string {
	t.Helper()
	if time.Now().YearDay() <= 4 {
		t.Skip("no project is red in the first days of a year")
	}
	dir := t.TempDir()
	files["yellow.yml"] = `
groups:
  - name: another-pack
    rules:
      - alert: ProjectBehindSchedule
        expr: jindu_project_warning{pack="default", colour="red"} == 1
        labels: {severity: warning, colour: yellow}
        annotations: {summary: yellow by another pack, summary_zh: 按另一规则为黄}
`
	files["jindu.yml"] = "listen: 127.0.0.1:0\ndata: ledger\nregion: 殷都区\nrules: [yellow.yml]\nnotify:\n" + notify
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	return filepath.Join(dir, "jindu.yml")
}

// cutoff is the day of reports: yesterday, for today is not over.
func cutoff() time.Time { return time.Now().In(time.FixedZone("", 8*3600)).AddDate(0, 0, -1) }

// reportYear hands in a project with a task of this year, all of which is to be
// done by January, and how much of it was
// done by the cut-off.
func reportYear(t *testing.T, base, project string, done float64) {
	t.Helper()
	yesterday := cutoff()
	dir := t.TempDir()
	works, progress := filepath.Join(dir, "项目.csv"), filepath.Join(dir, "进度.csv")
	require.NoError(t, os.WriteFile(works, []byte(fmt.Sprintf(
		"项目编号,名称,地区,总投资,年度,年度目标,进度曲线,单位,建设单位,责任单位,包保领导,生效日期\n"+
			"%s,%s项目,殷都区,10,%d,10,按月 %s,亿元,某公司,交通局,张某,%d-01-01\n",
		project, project, yesterday.Year(), strings.Repeat("/100", 12)[1:], yesterday.Year())), 0o600))
	require.NoError(t, os.WriteFile(progress, []byte(fmt.Sprintf(
		"项目编号,地区,数据截至,本年完成投资,单位\n%s,殷都区,%s,%.4f,亿元\n", project, yesterday.Format(time.DateOnly), done)), 0o600))
	mustJindu(t, "ingest", works, progress, "--server", base) // Together, so that they are judged together.
}

const alertmanagerConfig = `
route:
  receiver: office
  group_by: [region, project]
  group_wait: 1s
  group_interval: 1s
  repeat_interval: 1h
inhibit_rules:
  - source_matchers: ['alertname="ProjectBehindSchedule"', 'severity="critical"']
    target_matchers: ['alertname="ProjectBehindSchedule"', 'severity="warning"']
    equal: [region, project]
receivers:
  - name: office
    webhook_configs: [{url: %q}]
`

// From a figure in the ledger to a message: jindu judges, a real Alertmanager
// decides, and a receiver gets it.
func TestARedProjectByAlertmanager(t *testing.T) {
	address, messages := listenForMessages(t, "")
	am := testbed.Alertmanager(t, fmt.Sprintf(alertmanagerConfig, address+"/office"))
	config := alertsOffice(t, fmt.Sprintf(
		"  url: https://jindu.example\n  resend_interval: 1s\n  alertmanagers: [{url: %q}]\n", am.URL), map[string]string{})
	base := start(t, "serve", "--config", config)

	began := time.Now()
	reportYear(t, base, "P1", 0)
	t.Logf("handed in after %v", time.Since(began))
	m := next(t, messages, `"project":"P1"`, `"status":"firing"`)
	t.Logf("told after %v", m.at.Sub(began))
	require.Contains(t, m.body, "责任单位：交通局")
	require.Contains(t, m.body, "包保领导：张某")
	require.Contains(t, m.body, `"owner_unit":"交通局"`)
	require.Contains(t, m.body, `"generatorURL":"https://jindu.example/?region=410505"`)
	require.NotContains(t, m.body, "yellow", "it is red")
	require.Eventually(t, func() bool {
		return strings.Contains(alertsIn(t, am, "inhibited=true&active=false&silenced=false"), "yellow by another pack")
	}, time.Minute, 50*time.Millisecond)

	silence(t, am, "P2")
	reportYear(t, base, "P2", 0)
	require.Eventually(t, func() bool {
		return strings.Contains(alertsIn(t, am, "silenced=true&active=false&inhibited=false"), `"project":"P2"`)
	}, time.Minute, 50*time.Millisecond)

	am.Kill(t)
	reportYear(t, base, "P3", 0)
	am.Start(t)
	restarted := time.Now()
	reportYear(t, base, "P4", 0) // Something is judged, and so everything is told again.
	for _, project := range []string{"P1", "P3", "P4"} {
		require.Eventually(t, func() bool {
			return strings.Contains(alertsIn(t, am, "active=true"), `"project":"`+project+`"`)
		}, time.Minute, 50*time.Millisecond)
	}
	m = next(t, messages, `"project":"P3"`)
	t.Logf("what began while Alertmanager was dead told %v after it was back", m.at.Sub(restarted))

	began = time.Now()
	reportYear(t, base, "P1", 10)
	m = next(t, messages, `"project":"P1"`, `"status":"resolved"`)
	t.Logf("the end told after %v", m.at.Sub(began))
	require.NotContains(t, m.body, `"status":"firing"`)
	for len(messages) > 0 {
		require.NotContains(t, (<-messages).body, `"project":"P2"`, "it is silenced")
	}
	_, self := get(t, base+"/metrics/self")
	host := strings.TrimPrefix(am.URL, "http://")
	require.Regexp(t, `jindu_notify_sent_total\{receiver="alertmanager/`+host+`"\} [1-9]`, self)
}

func alertsIn(t *testing.T, am *testbed.Server, query string) string {
	t.Helper()
	_, text := get(t, am.URL+"/api/v2/alerts?"+query)
	return text
}

func silence(t *testing.T, am *testbed.Server, project string) {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"matchers": []any{map[string]any{"name": "project", "value": project, "isRegex": false}},
		"startsAt": time.Now(), "endsAt": time.Now().Add(time.Hour), "createdBy": "office", "comment": "known",
	})
	require.NoError(t, err)
	postTo(t, am.URL+"/api/v2/silences", map[string]string{"Content-Type": "application/json"}, string(text))
}

// Without an Alertmanager every kind of receiver is told directly, and once; a
// jindu that starts again repeats nothing and still tells the end.
func TestARedProjectDirectly(t *testing.T) {
	address, messages := listenForMessages(t, `{"errcode":0,"code":0}`)
	files := map[string]string{"secret": "SECabc", "token": "letmein", "contacts.yml": "- {name: 交通局, wecom: jt, dingtalk: jt, feishu: ou_jt}\n"}
	notify := "  contacts: contacts.yml\n  token_file: token\n  group_wait: 0s\n  group_interval: 1s\n  receivers:\n"
	kinds := []string{"wecom", "dingtalk", "feishu", "webhook"}
	for _, kind := range kinds {
		files[kind+".url"] = address + "/" + kind
		notify += fmt.Sprintf("    - {name: %s, kind: %s, url_file: %s.url, match: {unit: [交通局]}}\n", kind, kind, kind)
	}
	config := alertsOffice(t, notify, files)
	data := filepath.Join(filepath.Dir(config), "ledger")
	base := serveUntil(t, config, func(base string) {
		reportYear(t, base, "P1", 0)
		told := map[string]string{}
		for range kinds {
			m := next(t, messages, "P1项目")
			told[strings.TrimPrefix(m.path, "/")] = m.body
		}
		require.Len(t, told, len(kinds))
		require.Contains(t, told["wecom"], "<@jt>")
		require.Contains(t, told["dingtalk"], `"atUserIds":["jt"]`)
		require.Contains(t, told["feishu"], "<at id=ou_jt></at>")
		for kind, body := range told {
			require.NotContains(t, body, "按另一规则为黄", kind)
			require.Contains(t, body, "包保领导：张某", kind)
			require.Contains(t, body, cutoff().Format(time.DateOnly), "%s: 数据截至", kind)
		}
		require.Eventually(t, func() bool {
			kept, err := filepath.Glob(filepath.Join(data, "notify", "*.json"))
			return err == nil && len(kept) == len(kinds)
		}, time.Minute, 10*time.Millisecond)
		// The relay says the same.
		postTo(t, base+"/api/jindu/v1/notify/wecom", map[string]string{"Authorization": "Bearer letmein"}, told["webhook"])
		require.Equal(t, told["wecom"], next(t, messages, "P1项目").body)
	})
	require.NotEmpty(t, base)
	require.Empty(t, messages)
	serveUntil(t, config, func(base string) {
		reportYear(t, base, "P1", 10)
		for range kinds {
			m := next(t, messages) // The first is the end: nothing was repeated.
			require.True(t, strings.Contains(m.body, "已恢复") || strings.Contains(m.body, `"status":"resolved"`), m.body)
		}
	})
}

// The shipped configuration of Alertmanager tells through jindu whoever it is to.
// Where a Prometheus evaluates, that is all that jindu sends.
func TestTheShippedAlertmanagerThroughTheRelay(t *testing.T) {
	address, messages := listenForMessages(t, `{"errcode":0}`)
	files := map[string]string{"token": "letmein"}
	notify := "  token_file: token\n  receivers:\n"
	for _, name := range []string{"office", "leaders", "transport", "land"} {
		files[name+".url"] = address + "/" + name
		notify += fmt.Sprintf("    - {name: %s, kind: wecom, url_file: %s.url}\n", name, name)
	}
	config := alertsOffice(t, "  group_wait: 0s\n"+notify+"alerts: external\n", files)
	base := start(t, "serve", "--config", config)
	reportYear(t, base, "P9", 0)
	shipped, err := os.ReadFile("../deploy/alertmanager/alertmanager.yml")
	require.NoError(t, err)
	templates, err := filepath.Abs("../deploy/alertmanager/templates")
	require.NoError(t, err)
	text := strings.NewReplacer(
		"http://jindu:8080", base, "/etc/alertmanager/secrets/relay.token", filepath.Join(filepath.Dir(config), "token"),
		"templates/*.tmpl", templates+"/*.tmpl", "group_wait: 30s", "group_wait: 0s",
	).Replace(string(shipped))
	am := testbed.Alertmanager(t, text)
	alert, err := json.Marshal([]any{map[string]any{
		"labels": map[string]string{
			"alertname": "ProjectBehindSchedule", "severity": "critical", "region": "410505", "project": "P1", "owner_unit": "交通局",
		},
		"annotations": map[string]string{"summary_zh": "铁路 落后序时进度 38.3 个百分点", "runbook": "docs/alerts.md#projectbehindschedule"},
	}})
	require.NoError(t, err)
	postTo(t, am.URL+"/api/v2/alerts", map[string]string{"Content-Type": "application/json"}, string(alert))
	told := map[string]bool{}
	for range 3 {
		m := next(t, messages, "【红色预警】殷都区 铁路 落后序时进度 38.3 个百分点", "处置：核对数据")
		require.NotContains(t, m.body, "P9")
		told[m.path] = true
	}
	require.Empty(t, messages)
	require.Equal(t, map[string]bool{"/office": true, "/leaders": true, "/transport": true}, told)
}

// serveUntil serves while something is done.
func serveUntil(t *testing.T, config string, do func(base string)) (base string) {
	t.Helper()
	t.Run("serve", func(t *testing.T) {
		base = start(t, "serve", "--config", config)
		do(base)
	})
	return base
}
