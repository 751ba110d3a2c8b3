package notify

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

var update = flag.Bool("update", false, "write the golden files")

// now is when the tests send.
var now = time.Date(2020, 8, 2, 1, 30, 0, 0, time.UTC)

// red is a project behind its schedule, in words as the rules give them.
func red(project, name, unit string) Alert {
	a := Alert{
		Status: Firing, StartsAt: now.Add(-time.Hour),
		Labels: map[string]string{
			"alertname": "ProjectBehindSchedule", "severity": "critical", "colour": "red", "region": "410505",
			"project": project, "name": name, "owner_unit": unit, "year": "2020",
		},
		Annotations: map[string]string{
			"summary": name + " is 38.3 points behind schedule", "summary_zh": name + " 落后序时进度 38.3 个百分点",
			"description": "It had done 38.3 points less.", "description_zh": name + "投资完成比例低于序时进度 38.3 个百分点。",
			"who": "Lead official: 张三. Responsible unit: " + unit + ".", "who_zh": "包保领导：张三。责任单位：" + unit + "。",
			"cutoff": "2020-07-31", "runbook": "docs/alerts.md#projectbehindschedule",
		},
	}
	a.Fingerprint = Fingerprint(a.Labels)
	return a
}

// overdue is a procedure past its limit.
func overdue(project, name string) Alert {
	a := red(project, name, "交通局")
	a.Labels = map[string]string{
		"alertname": "ApprovalOverdue", "severity": "warning", "region": "410505", "project": project, "name": name,
		"owner_unit": "交通局", "authority": "自然资源局", "procedure": "用地预审",
	}
	a.Annotations = map[string]string{
		"summary": name + ": 用地预审 was due by 2020-07-20", "summary_zh": name + "：用地预审应于 2020-07-20 前办结，已超期",
		"description_zh": "至今未办结。", "runbook": "docs/alerts.md#approvaloverdue",
	}
	a.Fingerprint = Fingerprint(a.Labels)
	return a
}

func ended(a Alert) Alert {
	a.Status, a.EndsAt = Resolved, now
	return a
}

func project(alerts ...Alert) Group {
	return NewGroup("office", "https://jindu.example", map[string]string{"region": "410505", "project": "YD-07"}, alerts)
}

// A desk is a receiver whose messenger is a fake.
type desk struct {
	*Receiver
	metrics *Metrics
	asked   []*http.Request
	bodies  [][]byte
	answer  func(w http.ResponseWriter)
	log     *bytes.Buffer
}

func words(t testing.TB, lang model.Language) *Words {
	t.Helper()
	w, err := NewWords(WordsOptions{
		Language: lang, Pages: "https://jindu.example", Runbooks: "https://jindu.example/alerts",
		Zone:   time.FixedZone("", 8*3600),
		Region: func(string) model.Text { return model.Text{ZH: "殷都区", EN: "Yindu"} },
	})
	require.NoError(t, err)
	return w
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

const people = `
- {name: 交通局, also: [殷都区交通局], wecom: jiaotong, dingtalk: jt01, feishu: ou_jt, email: jt@example.gov.cn}
- {name: 自然资源局, mobile: "13800000001"}
`

// sit makes a receiver of a kind before a fake that answers ok.
func sit(t *testing.T, kind, ok string, change ...func(*ReceiverOptions)) *desk {
	t.Helper()
	d := &desk{log: &bytes.Buffer{}, answer: func(w http.ResponseWriter) { _, _ = io.WriteString(w, ok) }}
	fake := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		d.asked, d.bodies = append(d.asked, r), append(d.bodies, body)
		d.answer(w)
	}))
	t.Cleanup(fake.Close)
	logger := slog.New(slog.NewTextHandler(d.log, nil))
	contacts, err := ReadContacts(write(t, "contacts.yml", people), logger)
	require.NoError(t, err)
	d.metrics, err = NewMetrics(prometheus.NewRegistry())
	require.NoError(t, err)
	o := ReceiverOptions{
		Name: "office", Kind: kind, URLFile: write(t, "url", fake.URL+"/send?key=TOPSECRET\n"), SecretFile: write(t, "secret", "SECabc\n"),
		Pace: NewPace(kind), Client: fake.Client(), Words: words(t, model.Chinese), Contacts: contacts, Clock: func() time.Time { return now },
		Metrics: d.metrics, Logger: logger,
	}
	for _, c := range change {
		c(&o)
	}
	d.Receiver, err = NewReceiver(o)
	require.NoError(t, err)
	return d
}

// requireGolden compares with a file of testdata.
func requireGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if strings.HasSuffix(name, ".json") {
		var pretty bytes.Buffer
		require.NoError(t, json.Indent(&pretty, got, "", "  "))
		got = append(pretty.Bytes(), '\n')
	}
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}
