package config

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"jindu/internal/model"
)

// The kinds of target.
const (
	KindInflux     = "influx"
	KindPrometheus = "prometheus"
	KindJindu      = "jindu" // The jindu above.
)

// A Target is what else gets everything that is taken here.
type Target struct {
	Name       string            `yaml:"name"`        // Unique; small letters, digits and hyphens.
	Kind       string            `yaml:"kind"`        // influx, prometheus or jindu.
	URL        string            `yaml:"url"`         // Where it is.
	TokenFile  string            `yaml:"token_file"`  // What jindu shows to be let in.
	HTTPConfig string            `yaml:"http_config"` // File of Prometheus's HTTP client configuration.
	Org        string            `yaml:"org"`         // Of influx.
	Bucket     string            `yaml:"bucket"`      // Of influx.
	Headers    map[string]string `yaml:"headers"`     // Of prometheus.
	QueryURL   string            `yaml:"query_url"`   // Of prometheus: where what was written can be read.
}

// targetName is what a target may be called: it names files and metrics.
var targetName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// secretHeaders would put a secret into the configuration.
var secretHeaders = []string{"Authorization", "Proxy-Authorization", "Cookie"}

func checkTargets(targets []Target) error {
	var problems []error
	seen := map[string]bool{}
	for i, t := range targets {
		if !targetName.MatchString(t.Name) {
			problems = append(problems, model.Faultf("targets[%d]：name %q：只用小写字母、数字和连字符，如 influx",
				"targets[%d]: name %q: want small letters, digits and hyphens, such as influx", i, t.Name))
			continue
		}
		if seen[t.Name] {
			problems = append(problems, model.Faultf("目标 %s：写了两次", "target %s: named twice", t.Name))
		}
		seen[t.Name] = true
		for _, err := range t.problems() {
			problems = append(problems, model.Faultf("目标 %s：%w", "target %s: %w", t.Name, err))
		}
	}
	return errors.Join(problems...)
}

// problems are what is wrong with one target.
func (t Target) problems() []error {
	if !slices.Contains([]string{KindInflux, KindPrometheus, KindJindu}, t.Kind) {
		return []error{model.Faultf("kind %q：应为 influx、prometheus 或 jindu", "kind %q: want influx, prometheus or jindu", t.Kind)}
	}
	all := []error{
		checkURL("url", t.URL), checkFile("token_file", t.TokenFile), checkFile("http_config", t.HTTPConfig),
		t.only(KindInflux, "org", t.Org), t.only(KindInflux, "bucket", t.Bucket),
		t.only(KindPrometheus, "headers", strings.Join(t.headerNames(), " ")), t.only(KindPrometheus, "query_url", t.QueryURL),
	}
	if t.Kind == KindInflux && t.Bucket == "" {
		all = append(all, model.Faultf("bucket：请写存储桶的名称", "bucket: want the name of one"))
	}
	if t.Kind == KindJindu && t.TokenFile == "" {
		all = append(all, model.Faultf("token_file：请写存放上级 jindu 所发令牌的文件",
			"token_file: want the file of the token that the jindu above gave out"))
	}
	if t.QueryURL != "" {
		all = append(all, checkURL("query_url", t.QueryURL))
	}
	for _, name := range t.headerNames() {
		if slices.Contains(secretHeaders, http.CanonicalHeaderKey(name)) {
			all = append(all, model.Faultf("headers：%s 应放在 token_file 或 http_config 中",
				"headers: %s belongs in token_file or http_config", name))
		}
	}
	return slices.DeleteFunc(all, func(err error) bool { return err == nil })
}

func (t Target) headerNames() []string {
	names := make([]string, 0, len(t.Headers))
	for name := range t.Headers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// only refuses a key of another kind.
func (t Target) only(kind, key, value string) error {
	if value == "" || t.Kind == kind {
		return nil
	}
	return model.Faultf("%s：只用于 kind 为 %s 的目标", "%s: is for targets of kind %s", key, kind)
}

// checkURL refuses what is no address, without repeating what may hold a
// secret.
func checkURL(key, text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return model.Faultf("%s：请写地址，如 http://127.0.0.1:8086", "%s: want an address such as http://127.0.0.1:8086", key)
	case u.User != nil:
		return model.Faultf("%s：地址中不能有用户名和密码，请用 token_file 或 http_config",
			"%s: name and password don't belong in an address: use token_file or http_config", key)
	}
	return nil
}

// checkFile refuses a file that can't be read, or holds nothing.
func checkFile(key, path string) error {
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return model.Faultf("%s：%w", "%s: %w", key, err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return model.Faultf("%s：%s 是空的", "%s: %s is empty", key, path)
	}
	return nil
}
