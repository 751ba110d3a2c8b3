package page

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// Asked is what every page is asked for.
type Asked struct {
	Lang    model.Language
	At      time.Time       // In the office's zone.
	AsOf    time.Time       // Zero means all that is known.
	Present bool            // Neither a time nor an as-of is named: it is about now.
	Regions model.RegionSet // What the page keeps to.
	Region  model.Region    // The one that was named; zero where none was.
	Query   url.Values
	Path    string
}

// Asked reads the parameters time, as_of, region, only and lang.
func (k *Kit) Asked(c *gin.Context) (a Asked, wrong *Refusal) {
	a = Asked{Lang: Language(c.Request), Query: c.Request.URL.Query(), Path: c.Request.URL.Path}
	a.Present = a.Query.Get("time") == "" && a.Query.Get("as_of") == ""
	if a.At, a.AsOf, wrong = k.Moments(c); wrong != nil {
		return a, wrong
	}
	var unclear *model.Text
	if a.Regions, unclear = k.Regions(c.Request); unclear != nil {
		return a, Bad(*unclear)
	}
	a.Region, _ = k.Catalog.Region(a.Query.Get("region"))
	return a, nil
}

// Moments reads which instant is asked about, in the office's zone, and at
// which the reader stands.
func (k *Kit) Moments(c *gin.Context) (t, asOf time.Time, wrong *Refusal) {
	t = k.Clock().In(k.Zone)
	var err error
	if text := c.Query("time"); text != "" {
		t, err = model.ParseInstant(text, k.Zone)
	}
	if text := c.Query("as_of"); text != "" && err == nil {
		asOf, err = model.ParseAsOf(text, k.Zone)
	}
	if err != nil {
		return t, asOf, Bad(model.Text{
			ZH: "时间有误，应为如 2020-07-31 的日期、如 2020-07 的期间或时刻（" + err.Error() + "）", EN: err.Error(),
		})
	}
	return t, asOf, nil
}

// Regions reads which regions are asked about: ?region=, a code or a name, and
// all below it, or with ?only=true it by itself; all where none is named. It
// says what is wrong where there is none.
func (k *Kit) Regions(r *http.Request) (model.RegionSet, *model.Text) {
	only := false
	if text := r.FormValue("only"); text != "" {
		var err error
		if only, err = strconv.ParseBool(text); err != nil {
			return nil, &model.Text{
				ZH: "only：“" + text + "” 应为 true 或 false", EN: `only: "` + text + `": want true or false`,
			}
		}
	}
	set, err := k.Catalog.Select(r.FormValue("region"), only)
	var unknown *model.UnknownRegionError
	if errors.As(err, &unknown) {
		why := unknown.Message()
		return nil, &why
	}
	return set, nil
}

// Language is what ?lang= asks for, else what the browser prefers, else Chinese.
func Language(r *http.Request) model.Language {
	switch model.Language(r.URL.Query().Get("lang")) {
	case model.English:
		return model.English
	case model.Chinese:
		return model.Chinese
	}
	for tag := range strings.SplitSeq(strings.ToLower(r.Header.Get("Accept-Language")), ",") {
		switch tag = strings.TrimSpace(tag); {
		case strings.HasPrefix(tag, "zh"):
			return model.Chinese
		case strings.HasPrefix(tag, "en"):
			return model.English
		}
	}
	return model.Chinese
}
