package config

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
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
			problems = append(problems, fmt.Errorf(
				"targets[%d]: name %q: want small letters, digits and hyphens, such as influx", i, t.Name))
			continue
		}
		if seen[t.Name] {
			problems = append(problems, fmt.Errorf("target %s: named twice", t.Name))
		}
		seen[t.Name] = true
		for _, err := range t.problems() {
			problems = append(problems, fmt.Errorf("target %s: %w", t.Name, err))
		}
	}
	return errors.Join(problems...)
}

// problems are what is wrong with one target.
func (t Target) problems() []error {
	if !slices.Contains([]string{KindInflux, KindPrometheus, KindJindu}, t.Kind) {
		return []error{fmt.Errorf("kind %q: want influx, prometheus or jindu", t.Kind)}
	}
	all := []error{
		checkURL("url", t.URL), checkFile("token_file", t.TokenFile), checkFile("http_config", t.HTTPConfig),
		t.only(KindInflux, "org", t.Org), t.only(KindInflux, "bucket", t.Bucket),
		t.only(KindPrometheus, "headers", strings.Join(t.headerNames(), " ")), t.only(KindPrometheus, "query_url", t.QueryURL),
	}
	if t.Kind == KindInflux && t.Bucket == "" {
		all = append(all, errors.New("bucket: want the name of one"))
	}
	if t.Kind == KindJindu && t.TokenFile == "" {
		all = append(all, errors.New("token_file: want the file of the token that the jindu above gave out"))
	}
	if t.QueryURL != "" {
		all = append(all, checkURL("query_url", t.QueryURL))
	}
	for _, name := range t.headerNames() {
		if slices.Contains(secretHeaders, http.CanonicalHeaderKey(name)) {
			all = append(all, fmt.Errorf("headers: %s belongs in token_file or http_config", name))
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
	return fmt.Errorf("%s: is for targets of kind %s", key, kind)
}

// checkURL refuses what is no address, without repeating what may hold a
// secret.
func checkURL(key, text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return fmt.Errorf("%s: want an address such as http://127.0.0.1:8086", key)
	case u.User != nil:
		return fmt.Errorf("%s: name and password don't belong in an address: use token_file or http_config", key)
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
		return fmt.Errorf("%s: %w", key, err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return fmt.Errorf("%s: %s is empty", key, path)
	}
	return nil
}
