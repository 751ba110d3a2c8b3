package config

import (
	"cmp"
	"errors"
	"maps"
	"regexp"
	"slices"
	"time"

	"jindu/internal/model"
)

// Notify says who is told what fires, and how.
type Notify struct {
	URL      string `yaml:"url"`      // Where people find jindu's pages.
	Language string `yaml:"lang"`     // Of messages: zh or en.
	Runbooks string `yaml:"runbooks"` // Where people find docs/alerts.md.
	Template string `yaml:"template"` // File of words in place of the embedded ones.
	Contacts string `yaml:"contacts"` // File of how units and persons are reached.

	Alertmanagers  []Alertmanager `yaml:"alertmanagers"`   // Who decides in jindu's place what is told.
	ResendInterval string         `yaml:"resend_interval"` // Between messages to them on what goes on.

	Receivers      []Receiver `yaml:"receivers"`       // Who is told where there is no Alertmanager, and by the relay.
	TokenFile      string     `yaml:"token_file"`      // What an Alertmanager shows to the relay; none is let in where empty.
	GroupBy        []string   `yaml:"group_by"`        // Labels that what is told together has alike.
	GroupWait      string     `yaml:"group_wait"`      // For more of the same group, after a change.
	GroupInterval  string     `yaml:"group_interval"`  // Between messages on changes of a group.
	RepeatInterval string     `yaml:"repeat_interval"` // Before what fires unchanged is told again.
}

// An Alertmanager gets everything that fires.
type Alertmanager struct {
	URL        string `yaml:"url"`
	TokenFile  string `yaml:"token_file"`
	HTTPConfig string `yaml:"http_config"` // File of Prometheus's HTTP client configuration.
}

// The kinds of receiver.
const (
	ReceiverWebhook  = "webhook"
	ReceiverWeCom    = "wecom"
	ReceiverDingTalk = "dingtalk"
	ReceiverFeishu   = "feishu"
	ReceiverEmail    = "email"
	ReceiverLog      = "log"
)

// A Receiver is told what fires.
type Receiver struct {
	Name       string              `yaml:"name"`        // Unique; small letters, digits and hyphens.
	Kind       string              `yaml:"kind"`        // webhook, wecom, dingtalk, feishu, email or log.
	Match      map[string][]string `yaml:"match"`       // Which alerts: by label, or unit, one of the values.
	NoResolved bool                `yaml:"no_resolved"` // It is not told what has ended.

	URLFile    string `yaml:"url_file"`    // Of all but email: the address of a robot is a secret.
	SecretFile string `yaml:"secret_file"` // Of dingtalk and feishu: of the signature.
	HTTPConfig string `yaml:"http_config"` // Of all but email.

	Smarthost    string   `yaml:"smarthost"` // Of email, as those below: host:port.
	TLS          string   `yaml:"tls"`       // starttls, tls or none.
	From         string   `yaml:"from"`
	To           []string `yaml:"to"`
	ToWho        bool     `yaml:"to_who"` // Also to who answers, by the contacts.
	Username     string   `yaml:"username"`
	PasswordFile string   `yaml:"password_file"`
}

func (n *Notify) setDefaults() {
	n.Language = cmp.Or(n.Language, string(model.Chinese))
	n.ResendInterval = cmp.Or(n.ResendInterval, "1m")
	n.GroupWait = cmp.Or(n.GroupWait, "30s")
	n.GroupInterval = cmp.Or(n.GroupInterval, "5m")
	n.RepeatInterval = cmp.Or(n.RepeatInterval, "24h")
	if len(n.GroupBy) == 0 {
		n.GroupBy = []string{"region", "project"}
	}
}

// resolve makes paths whole.
func (n *Notify) resolve(at func(string) string) {
	n.Template, n.Contacts, n.TokenFile = at(n.Template), at(n.Contacts), at(n.TokenFile)
	for i := range n.Alertmanagers {
		a := &n.Alertmanagers[i]
		a.TokenFile, a.HTTPConfig = at(a.TokenFile), at(a.HTTPConfig)
	}
	for i := range n.Receivers {
		r := &n.Receivers[i]
		for _, path := range []*string{&r.URLFile, &r.SecretFile, &r.HTTPConfig, &r.PasswordFile} {
			*path = at(*path)
		}
	}
}

// Duration is one of the durations above, which were checked.
func Duration(text string) time.Duration {
	d, _ := time.ParseDuration(text)
	return d
}

// labelName is what a label may be called.
var labelName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

func (n *Notify) check() error {
	problems := []error{
		checkFile("contacts", n.Contacts), checkFile("template", n.Template), checkFile("token_file", n.TokenFile),
		checkDuration("resend_interval", n.ResendInterval, time.Second), checkDuration("group_wait", n.GroupWait, 0),
		checkDuration("group_interval", n.GroupInterval, time.Second),
		checkDuration("repeat_interval", n.RepeatInterval, time.Minute),
	}
	if n.Language != string(model.Chinese) && n.Language != string(model.English) {
		problems = append(problems, model.Faultf("lang %q：应为 zh 或 en", "lang %q: want zh or en", n.Language))
	}
	for _, address := range []struct{ key, url string }{{"url", n.URL}, {"runbooks", n.Runbooks}} {
		if address.url != "" {
			problems = append(problems, checkURL(address.key, address.url))
		}
	}
	for _, name := range n.GroupBy {
		if !labelName.MatchString(name) {
			problems = append(problems, model.Faultf("group_by %q：应为标签，如 region", "group_by %q: want labels such as region", name))
		}
	}
	for i, a := range n.Alertmanagers {
		for _, err := range []error{checkURL("url", a.URL), checkFile("token_file", a.TokenFile), checkFile("http_config", a.HTTPConfig)} {
			if err != nil {
				problems = append(problems, model.Faultf("alertmanagers[%d]：%w", "alertmanagers[%d]: %w", i, err))
			}
		}
	}
	problems = append(problems, checkReceivers(n.Receivers)...)
	for i, err := range problems {
		if err != nil {
			problems[i] = model.Faultf("notify：%w", "notify: %w", err)
		}
	}
	return errors.Join(problems...)
}

func checkDuration(key, text string, least time.Duration) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < least {
		return model.Faultf("%s %q：应为时长，如 5m，至少 %s", "%s %q: want a duration such as 5m, of at least %s", key, text, least)
	}
	return nil
}

func checkReceivers(receivers []Receiver) (problems []error) {
	seen := map[string]bool{}
	for i, r := range receivers {
		if !targetName.MatchString(r.Name) {
			problems = append(problems, model.Faultf("receivers[%d]：name %q：只用小写字母、数字和连字符，如 office",
				"receivers[%d]: name %q: want small letters, digits and hyphens, such as office", i, r.Name))
			continue
		}
		if seen[r.Name] {
			problems = append(problems, model.Faultf("接收方 %s：写了两次", "receiver %s: named twice", r.Name))
		}
		seen[r.Name] = true
		for _, err := range r.problems() {
			problems = append(problems, model.Faultf("接收方 %s：%w", "receiver %s: %w", r.Name, err))
		}
	}
	return problems
}

// problems are what is wrong with one receiver.
func (r Receiver) problems() []error {
	kinds := []string{ReceiverWebhook, ReceiverWeCom, ReceiverDingTalk, ReceiverFeishu, ReceiverEmail, ReceiverLog}
	if !slices.Contains(kinds, r.Kind) {
		return []error{model.Faultf("kind %q：应为 webhook、wecom、dingtalk、feishu、email 或 log",
			"kind %q: want webhook, wecom, dingtalk, feishu, email or log", r.Kind)}
	}
	var all []error
	for _, name := range slices.Sorted(maps.Keys(r.Match)) {
		if !labelName.MatchString(name) || len(r.Match[name]) == 0 {
			all = append(all, model.Faultf("match %q：应为标签及其取值的列表，如 severity: [critical]",
				"match %q: want a label and a list of its values, such as severity: [critical]", name))
		}
	}
	switch r.Kind {
	case ReceiverLog:
		all = append(all, r.logProblems()...)
	case ReceiverEmail:
		all = append(all, r.mailProblems()...)
	default:
		all = append(all, r.postProblems()...)
	}
	return slices.DeleteFunc(all, func(err error) bool { return err == nil })
}
