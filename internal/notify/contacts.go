package notify

import (
	"errors"
	"log/slog"
	"net/mail"
	"os"
	"regexp"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// A Contact is how a unit or a person is reached.
type Contact struct {
	Name     string   `yaml:"name"`     // As it stands in the figures.
	Also     []string `yaml:"also"`     // Other names of it.
	WeCom    string   `yaml:"wecom"`    // userid
	DingTalk string   `yaml:"dingtalk"` // userid
	Feishu   string   `yaml:"feishu"`   // open_id
	Mobile   string   `yaml:"mobile"`   // Of WeCom and DingTalk, where there is no userid.
	Email    string   `yaml:"email"`
}

// maxMentions bounds how many are called by one message.
const maxMentions = 20

// Contacts find contacts by name. A nil one knows nobody. Its methods may be
// called from several goroutines.
type Contacts struct {
	byName map[string]Contact
	logger *slog.Logger

	mu      sync.Mutex
	unknown map[string]bool // Who was missed before.
}

// ReadContacts reads a file of contacts; nobody is known where it has no name.
func ReadContacts(file string, logger *slog.Logger) (*Contacts, error) {
	c := &Contacts{byName: map[string]Contact{}, logger: logger, unknown: map[string]bool{}}
	if file == "" {
		return nil, nil //nolint:nilnil // It knows nobody.
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, model.Faultf("通讯录：%w", "contacts: %w", err)
	}
	var all []Contact
	if err := yaml.UnmarshalWithOptions(text, &all, yaml.Strict()); err != nil {
		return nil, model.Faultf("通讯录 %s：%w", "contacts: %s: %w", file, err)
	}
	var problems []error
	for i, one := range all {
		err := one.check()
		for _, name := range append([]string{one.Name}, one.Also...) {
			if _, twice := c.byName[name]; twice {
				err = errors.Join(err, model.Faultf("name %q：这个名称写了两次", "name %q: there are two of this name", name))
			}
			c.byName[name] = one
		}
		if err != nil {
			problems = append(problems, model.Faultf("通讯录 %s：第%d条：%w", "contacts: %s: entry %d: %w", file, i+1, err))
		}
	}
	return c, errors.Join(problems...)
}

// What ids look like: nothing that means everybody, and nothing that would mean
// something else inside a message.
var contactForms = map[string]*regexp.Regexp{
	"wecom":    regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$`),
	"dingtalk": regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`),
	"feishu":   regexp.MustCompile(`^(ou|on)_[A-Za-z0-9_-]{1,64}$`),
	"mobile":   regexp.MustCompile(`^\+?[0-9][0-9-]{4,19}$`),
}

func (c Contact) check() error {
	var problems []error
	if c.Name == "" {
		problems = append(problems, model.Faultf("name：请写单位或个人的名称", "name: want the unit's or the person's name"))
	}
	for _, id := range []struct{ key, value, zh, en string }{
		{"wecom", c.WeCom, "应为 userid", "want a userid"},
		{"dingtalk", c.DingTalk, "应为 userid", "want a userid"},
		{"feishu", c.Feishu, "应为 open_id，如 ou_…", "want an open_id such as ou_…"},
		{"mobile", c.Mobile, "应为号码，如 13800000000", "want a number such as 13800000000"},
	} {
		if id.value != "" && (!contactForms[id.key].MatchString(id.value) || id.value == "all") {
			problems = append(problems, model.Faultf("%s %q："+id.zh, "%s %q: "+id.en, id.key, id.value))
		}
	}
	if c.Email != "" {
		if a, err := mail.ParseAddress(c.Email); err != nil || a.Address != c.Email {
			problems = append(problems, model.Faultf("email %q：应为邮箱地址，如 office@example.gov.cn",
				"email %q: want an address such as office@example.gov.cn", c.Email))
		}
	}
	return errors.Join(problems...)
}

// of gives who answers for what fires in a group, who is called.
func (c *Contacts) of(g Group) []Contact {
	return c.who(g, func(a Alert) bool { return a.Status == Firing })
}

// who gives who answers for some alerts of a group, each once. Who is not known
// is logged once.
func (c *Contacts) who(g Group, some func(Alert) bool) []Contact {
	if c == nil {
		return nil
	}
	var found []Contact
	for _, a := range g.Alerts {
		if !some(a) {
			continue
		}
		for _, unit := range a.Units() {
			one, ok := c.byName[unit]
			switch {
			case !ok:
				c.miss(unit)
			case len(found) < maxMentions && !slices.ContainsFunc(found, func(o Contact) bool { return o.Name == one.Name }):
				found = append(found, one)
			}
		}
	}
	return found
}

func (c *Contacts) miss(unit string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unknown[unit] || len(c.unknown) >= 1000 {
		return
	}
	c.unknown[unit] = true
	c.logger.Warn("no contact has this name, so nobody is mentioned", "unit", unit)
}
