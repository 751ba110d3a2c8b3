package notify

import (
	"strings"
	"text/template"
	"time"

	"jindu/internal/model"
)

// groupView is what a template knows of a group.
type groupView struct {
	Firing   int    // How many fire,
	Resolved int    // and have ended.
	Count    int    // Both, and those that are not told one by one.
	Severity string // The gravest: critical, warning or info.
	Region   string // Name; empty where the alerts are of several.
	Name     string // Of the project, or the indicator; likewise.
	Summary  string // Of the most urgent alert.
}

// Place is the region as a title begins with it: empty where that of one alert
// goes on with a summary that names it first.
func (g groupView) Place() string {
	if g.Count == 1 && strings.HasPrefix(g.Summary, g.Region) {
		return ""
	}
	return g.Region
}

// alertView is what a template knows of an alert.
type alertView struct {
	Resolved                                   bool
	Alert, Severity, Summary, Description, Who string
	Authority, Owner                           string // Who answers for a procedure, and for an obstacle.
	Cutoff                                     string // 数据截至: a date.
	Action                                     string
	Since, Until                               string
	Link, Runbook                              string
	Labels                                     map[string]string
}

// viewer shows groups and alerts to templates: in a language, with everything
// that was not written here escaped and of a limited length.
type viewer struct {
	*Words
	markup markup
	signs  int
}

func (v viewer) say(s string) string { return v.markup.escape(limited(s, v.signs)) }

// group shows a group, escaped or as plain text.
func (v viewer) group(g Group, escaped bool) groupView {
	say := func(s string) string { return limited(s, v.signs) }
	if escaped {
		say = v.say
	}
	view := groupView{
		Count: len(g.Alerts) + int(g.TruncatedAlerts), Severity: severityOf(g), Name: say(v.in(g.CommonLabels, "name", "name_en")),
	}
	if code := g.CommonLabels["region"]; code != "" {
		view.Region = say(v.region(code))
	}
	for _, a := range g.Alerts {
		if a.Status == Firing {
			view.Firing++
		} else {
			view.Resolved++
		}
	}
	if len(g.Alerts) > 0 {
		view.Summary = say(v.in(g.Alerts[0].Annotations, "summary_zh", "summary"))
	}
	return view
}

func (v viewer) region(code string) string {
	if name := v.Region(code).In(v.Language); name != "" {
		return name
	}
	return code
}

// in gives the value in the language, or else the other one.
func (v viewer) in(of map[string]string, zh, en string) string {
	return model.Text{ZH: of[zh], EN: of[en]}.In(v.Language)
}

// blocks words every alert.
func (v viewer) blocks(text *template.Template, g Group) ([]string, error) {
	blocks := make([]string, 0, len(g.Alerts))
	for _, a := range g.Alerts {
		block, err := run(text, "alert", v.alert(a))
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, block)
	}
	return blocks, nil
}

func (v viewer) alert(a Alert) alertView {
	view := alertView{
		Resolved: a.Status != Firing, Alert: v.say(a.Name()), Severity: severities[min(gravity(a), len(severities)-1)],
		Summary:     v.say(v.in(a.Annotations, "summary_zh", "summary")),
		Description: v.say(v.in(a.Annotations, "description_zh", "description")),
		Who:         v.say(v.in(a.Annotations, "who_zh", "who")),
		Authority:   v.say(a.Labels["authority"]), Owner: v.say(a.Labels["owner"]),
		Cutoff: v.say(a.Annotations["cutoff"]), Action: v.actions[a.Name()].In(v.Language),
		Since: v.time(a.StartsAt), Until: v.time(a.EndsAt),
		Link: v.page(a.Labels["region"]), Runbook: v.runbook(a.Annotations["runbook"]),
		Labels: map[string]string{},
	}
	for name, value := range a.Labels {
		view.Labels[name] = v.say(value)
	}
	if view.Summary == "" {
		view.Summary = view.Alert
	}
	return view
}

func (v viewer) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(v.Zone).Format("2006-01-02 15:04")
}
