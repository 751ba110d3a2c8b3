package notify

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/internal/model"
)

// contentOf is the text of a robot's message.
func contentOf(body []byte) string {
	var b struct {
		Markdown struct{ Content, Text string }
		Card     struct{ Elements []struct{ Content string } }
	}
	if err := json.Unmarshal(body, &b); err != nil {
		return "not JSON: " + err.Error()
	}
	if len(b.Card.Elements) > 0 {
		return b.Card.Elements[0].Content
	}
	return b.Markdown.Content + b.Markdown.Text
}

func TestEveryAlertSaysWhatToDo(t *testing.T) {
	actions, err := Actions()
	require.NoError(t, err)
	files, err := fs.Glob(alerts.Rules, "rules/*.yml")
	require.NoError(t, err)
	shipped := map[string]bool{}
	for _, file := range files {
		text, err := alerts.Rules.ReadFile(file)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(string(text), -1) {
			shipped[m[1]] = true
			require.Regexp(t, `\p{Han}`, actions[m[1]].ZH, m[1])
			require.NotEmpty(t, actions[m[1]].EN, m[1])
		}
	}
	require.Len(t, actions, len(shipped))
}

func TestTemplatesAreTriedAtTheStart(t *testing.T) {
	for text, want := range map[string]string{
		`{{define "title"}}t{{end}}{{define "alert"}}a{{end}}`:                                  `want a definition of "more"`,
		`{{define "title"}}t{{end}}{{define "alert"}}{{.Nope}}{{end}}{{define "more"}}m{{end}}`: "can't evaluate field Nope",
		`{{define "title"}}{{if}}{{end}}`:                                                       "missing value for if",
		`{{define "title"}}{{nope}}{{end}}{{define "alert"}}a{{end}}{{define "more"}}m{{end}}`:  `function "nope" not defined`,
	} {
		_, err := NewWords(WordsOptions{
			Language: model.Chinese, Template: write(t, "own.tmpl", text), Zone: time.UTC,
			Region: func(string) model.Text { return model.Text{} },
		})
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "own.tmpl")
	}
}

func TestAnOwnTemplate(t *testing.T) {
	w, err := NewWords(WordsOptions{
		Language: model.Chinese, Zone: time.UTC, Region: func(string) model.Text { return model.Text{} },
		Template: write(t, "own.tmpl", `{{define "title"}}{{.Firing}}{{end}}{{define "alert"}}{{bold .Labels.name}}{{end}}{{define "more"}}+{{.Count}}{{end}}`),
	})
	require.NoError(t, err)
	m, err := w.message(project(red("YD-07", "铁路", "交通局")), wecomMarkup, func(string, string) bool { return true })
	require.NoError(t, err)
	require.Equal(t, message{"1", "**<font color=\"warning\">1</font>**\n\n**铁路**"}, m)
}

func TestContactsThatAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"- {name: 甲, wecom: \"@all\"}":        `entry 1: wecom "@all": want a userid`,
		"- {name: 甲, dingtalk: \"a b\"}":      `dingtalk "a b": want a userid`,
		"- {name: 甲, feishu: all}":            `feishu "all": want an open_id`,
		"- {name: 甲, mobile: all}":            `mobile "all": want a number`,
		"- {name: 甲, email: \"甲 <a@b.cn>\"}":  `want an address`,
		"- {wecom: a}":                        `name: want the unit's`,
		"- {name: 甲}\n- {name: 乙, also: [甲]}": `entry 2: name "甲": there are two of this name`,
		"- {name: 甲, weecom: a}":              `[1:13] unknown field "weecom"`,
	} {
		_, err := ReadContacts(write(t, "contacts.yml", text), nil)
		require.ErrorContains(t, err, want)
	}
}

func TestATitleNamesTheRegionOnce(t *testing.T) {
	for lang, want := range map[model.Language][3]string{
		model.Chinese: {"【红色预警】殷都区未报送", "【红色预警】殷都区 铁路未报送", "【红色预警】殷都区 2 条告警"},
		model.English: {"(RED) Yindu did not report", "(RED) Yindu: Railway did not report", "(RED) Yindu: 2 firing"},
	} {
		w, err := NewWords(WordsOptions{
			Language: lang, Zone: time.UTC,
			Region: func(string) model.Text { return model.Text{ZH: "殷都区", EN: "Yindu"} },
		})
		require.NoError(t, err)
		alert := func(zh, en string) Alert {
			return Alert{
				Status: Firing, Labels: map[string]string{"alertname": "ReportLate", "severity": "critical", "region": "410505"},
				Annotations: map[string]string{"summary": en + " did not report", "summary_zh": zh + "未报送"},
			}
		}
		its, other := alert("殷都区", "Yindu"), alert("铁路", "Railway")
		for i, alerts := range [][]Alert{{its}, {other}, {its, other}} {
			m, err := w.message(NewGroup("", "", nil, alerts), plainMarkup, func(string, string) bool { return true })
			require.NoError(t, err)
			require.Equal(t, want[i], m.Title)
		}
	}
}
