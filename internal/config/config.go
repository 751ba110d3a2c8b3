// Package config reads jindu.yml, the settings of `jindu serve`. Every setting
// is described in sample.yml, which is embedded and read by a test.
package config

import (
	"cmp"
	_ "embed" // The sample.
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/goccy/go-yaml"

	"jindu/internal/model"
)

// Sample is a commented configuration that sets every key to its default.
//
//go:embed sample.yml
var Sample []byte

// Who evaluates the alerting rules.
const (
	AlertsLocal    = "local"    // jindu itself.
	AlertsExternal = "external" // A Prometheus that loads the same rules.
)

// RulesOwn is where rules are from if not from the jindu above.
const RulesOwn = "own"

// A Config is the settings of one jindu.
type Config struct {
	Listen       string   `yaml:"listen"`        // Address of all pages and APIs.
	WebConfig    string   `yaml:"web_config"`    // File of Prometheus's web configuration: TLS and basic auth.
	Data         string   `yaml:"data"`          // Folder of the ledger and the kept files.
	Timezone     string   `yaml:"timezone"`      // IANA name; every period's instant is in it.
	Region       string   `yaml:"region"`        // The office's own region, for rows that name none.
	Catalog      string   `yaml:"catalog"`       // File; the embedded catalog where empty.
	Holidays     []string `yaml:"holidays"`      // Files of working days by year, before the embedded ones.
	Packs        []string `yaml:"packs"`         // Files of rule packs beside the embedded ones.
	Rules        []string `yaml:"rules"`         // Files of alerting rules beside the embedded ones.
	RulesFrom    string   `yaml:"rules_from"`    // own, or the name of a target of kind jindu.
	RulesVersion string   `yaml:"rules_version"` // The newest where empty.
	Alerts       string   `yaml:"alerts"`        // local or external.
	Watch        []string `yaml:"watch"`         // Folders whose workbooks and CSV files are taken in.
	Targets      []Target `yaml:"targets"`       // What else gets everything that is taken here.
	ReadFrom     string   `yaml:"read_from"`     // ledger, or the name of a target of kind influx: then nothing is taken here.

	Notify Notify `yaml:"notify"` // Who is told what fires.

	Bulletin Bulletin `yaml:"bulletin"` // What stands on bulletins (通报).

	Districts []District `yaml:"districts"` // At a centre: the jindus that deliver to this one.

	zone *time.Location
}

// Default is the configuration where no file is given.
func Default() *Config {
	c, err := Parse(nil, ".")
	if err != nil {
		panic("default configuration: " + err.Error()) // A test reads it.
	}
	return c
}

// Load reads a file. Paths in it are relative to its folder.
func Load(path string) (*Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, model.Faultf("配置文件：%w", "configuration: %w", err)
	}
	c, err := Parse(text, filepath.Dir(path))
	if err != nil {
		return nil, model.Faultf("配置文件 %s：%w", "configuration %s: %w", path, err)
	}
	return c, nil
}

// Parse reads a configuration whose relative paths are below dir. Unknown keys
// are errors; an error names its line where it has one.
func Parse(text []byte, dir string) (*Config, error) {
	c := &Config{}
	if err := yaml.UnmarshalWithOptions(text, c, yaml.Strict()); err != nil {
		return nil, err
	}
	c.Listen = cmp.Or(c.Listen, "127.0.0.1:8080")
	c.Data = cmp.Or(c.Data, "jindu-data")
	c.Timezone = cmp.Or(c.Timezone, "Asia/Shanghai")
	c.RulesFrom = cmp.Or(c.RulesFrom, RulesOwn)
	c.Alerts = cmp.Or(c.Alerts, AlertsLocal)
	c.ReadFrom = cmp.Or(c.ReadFrom, ReadLedger)
	c.Notify.setDefaults()
	c.resolve(dir)
	return c, c.check()
}

func (c *Config) resolve(dir string) {
	at := func(path string) string {
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(dir, path)
	}
	for _, path := range []*string{&c.WebConfig, &c.Data, &c.Catalog, &c.Bulletin.Templates} {
		*path = at(*path)
	}
	c.Notify.resolve(at)
	for i := range c.Districts {
		c.Districts[i].TokenFile = at(c.Districts[i].TokenFile)
	}
	for i := range c.Targets {
		t := &c.Targets[i]
		t.TokenFile, t.HTTPConfig = at(t.TokenFile), at(t.HTTPConfig)
	}
	for _, list := range [][]string{c.Holidays, c.Packs, c.Rules, c.Watch} {
		for i := range list {
			list[i] = at(list[i])
		}
	}
}

func (c *Config) check() error {
	var problems []error
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		problems = append(problems, model.Faultf("listen %q：请写成“主机:端口”，如 127.0.0.1:8080",
			"listen %q: want host:port, such as 127.0.0.1:8080", c.Listen))
	}
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil || c.Timezone == "Local" {
		problems = append(problems, model.Faultf("timezone %q：请写 IANA 时区名，如 Asia/Shanghai",
			"timezone %q: want an IANA name such as Asia/Shanghai", c.Timezone))
	}
	c.zone = zone
	if c.Alerts != AlertsLocal && c.Alerts != AlertsExternal {
		problems = append(problems, model.Faultf("alerts %q：应为 local 或 external", "alerts %q: want local or external", c.Alerts))
	}
	if c.RulesVersion != "" && c.RulesFrom == RulesOwn {
		problems = append(problems, model.Faultf("rules_version %q：只在 rules_from 指向另一个 jindu 时有用",
			"rules_version %q: is for rules_from another jindu", c.RulesVersion))
	}
	above := func(t Target) bool { return t.Kind == KindJindu && t.Name == c.RulesFrom }
	if c.RulesFrom != RulesOwn && !slices.ContainsFunc(c.Targets, above) {
		problems = append(problems, model.Faultf("rules_from %q：应为 own，或某个 kind 为 jindu 的目标的名称",
			"rules_from %q: want own, or the name of a target of kind jindu", c.RulesFrom))
	}
	if err := checkTargets(c.Targets); err != nil {
		problems = append(problems, err)
	}
	if err := c.Notify.check(); err != nil {
		problems = append(problems, err)
	}
	problems = append(problems, c.checkReader()...)
	catalog, err := c.ReadCatalog()
	if err != nil {
		problems = append(problems, err)
	} else if _, ok := catalog.Region(c.Region); !ok && c.Region != "" {
		problems = append(problems, model.Faultf("region %q：应为目录中某个地区的代码或名称",
			"region %q: want the code or name of a region of the catalog", c.Region))
	}
	problems = append(problems, c.Bulletin.check(catalog)...)
	if catalog != nil {
		problems = append(problems, checkDistricts(c.Districts, catalog, c.RulesFrom != RulesOwn)...)
	}
	return errors.Join(problems...)
}

// Zone is the time zone of every period's instant.
func (c *Config) Zone() *time.Location { return c.zone }

// ReadCatalog reads the catalog that the configuration names.
func (c *Config) ReadCatalog() (*model.Catalog, error) {
	if c.Catalog == "" {
		return model.DefaultCatalog(), nil
	}
	text, err := os.ReadFile(c.Catalog)
	if err != nil {
		return nil, model.Faultf("目录：%w", "catalog: %w", err)
	}
	catalog, err := model.ParseCatalog(text)
	if err != nil {
		return nil, model.Faultf("%s：%w", "%s: %w", c.Catalog, err)
	}
	return catalog, nil
}

// ReadWorkdays reads the calendar of working days: the embedded years, and
// those of the configuration's files in place of them, a later file's before an
// earlier one's.
func (c *Config) ReadWorkdays() (*model.Workdays, error) {
	days := model.DefaultWorkdays()
	for _, file := range c.Holidays {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, model.Faultf("节假日：%w", "holidays: %w", err)
		}
		own, err := model.ParseWorkdays(text)
		if err != nil {
			return nil, model.Faultf("节假日 %s：%w", "holidays: %s: %w", file, err)
		}
		days = days.With(own)
	}
	return days, nil
}
