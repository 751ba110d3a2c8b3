package config

import (
	"os"
	"regexp"
	"time"

	"jindu/internal/model"
)

// A District is a jindu below that delivers to this one.
type District struct {
	Region      string `yaml:"region"`       // Code or name; it may deliver what is of it or below it.
	TokenFile   string `yaml:"token_file"`   // One token a line; two while one is being replaced.
	SilentAfter string `yaml:"silent_after"` // A duration such as 1h.
}

// silentAfter is how long a district may be silent unless it says otherwise.
const silentAfter = time.Hour

// Silent is how long the district may be without a heartbeat.
func (d District) Silent() time.Duration {
	if long, err := time.ParseDuration(d.SilentAfter); err == nil {
		return long
	}
	return silentAfter
}

// regionCode is a region's, by which a district can be named whose region only
// the catalog from above has.
var regionCode = regexp.MustCompile(`^[0-9]{6,12}$`)

// checkDistricts finds what is wrong. Where the catalog comes from above, the
// file's own need not have every region.
func checkDistricts(districts []District, catalog *model.Catalog, fromAbove bool) (problems []error) {
	seen := map[string]bool{}
	for i, d := range districts {
		fail := func(zh, en string, args ...any) {
			problems = append(problems, model.Faultf("districts[%d]："+zh, "districts[%d]: "+en, append([]any{i}, args...)...))
		}
		region, ok := catalog.Region(d.Region)
		if !ok && fromAbove && regionCode.MatchString(d.Region) {
			region, ok = model.Region{Code: d.Region}, true
		}
		switch {
		case !ok:
			fail("region %q：应为目录中某个地区的代码或名称", "region %q: want the code or name of a region of the catalog", d.Region)
		case seen[region.Code]:
			fail("region %q：这个地区写了两次", "region %q: there are two of this region", d.Region)
		}
		seen[region.Code] = true
		if d.TokenFile == "" {
			fail("token_file：请写存放该地区令牌的文件", "token_file: want a file that holds the district's token")
		} else if f, err := os.Open(d.TokenFile); err != nil {
			fail("token_file：%w", "token_file: %w", err)
		} else {
			_ = f.Close() // It was only looked at.
		}
		if long, err := time.ParseDuration(d.SilentAfter); d.SilentAfter != "" && (err != nil || long < 2*time.Minute) {
			fail("silent_after %q：时长至少 2m，如 1h", "silent_after %q: want a duration of at least 2m, such as 1h", d.SilentAfter)
		}
	}
	return problems
}
