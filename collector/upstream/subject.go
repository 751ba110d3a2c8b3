package upstream

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// missing says which alert, indicator or project of a new acknowledgement there
// is not, with those like it; nil where all are there. What was acknowledged
// before can always be spoken of again, or a rule that is gone would leave it
// open for ever.
func (d *Desk) missing(ctx context.Context, region string, a model.Acknowledgement) (*model.Text, error) {
	view, err := d.Ledger.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	for r, err := range view.Records(ctx, model.KindAcknowledgement) {
		if err != nil {
			return nil, err
		}
		if r.Region == region && r.ID == a.ID() {
			return nil, nil
		}
	}
	if wrong := d.missingAlert(a.Alert); wrong != nil {
		return wrong, nil
	}
	if wrong := d.missingIndicator(a.Indicator); wrong != nil || a.Project == "" {
		return wrong, nil
	}
	return d.missingProject(ctx, view, region, a.Project)
}

func (d *Desk) missingAlert(name string) *model.Text {
	known := d.Alerts()
	if name == "" || len(known) == 0 || slices.Contains(known, name) {
		return nil
	}
	wrong := model.Text{ZH: "alert：没有告警规则 " + name, EN: "alert: no rule is called " + name}.DidYouMean(model.Near(name, known))
	return &wrong
}

func (d *Desk) missingIndicator(code string) *model.Text {
	indicators := d.Catalog().Indicators
	if code == "" || slices.ContainsFunc(indicators, func(i model.Indicator) bool { return i.Code == code }) {
		return nil
	}
	names := named{}
	for _, i := range indicators {
		names.add(i.Code, i.Code, i.Name, i.NameEN)
	}
	wrong := model.Text{ZH: "indicator：目录中没有指标 " + code, EN: "indicator: the catalog has none with the code " + code}.DidYouMean(names.near(code))
	return &wrong
}

// missingProject looks among the projects of the region itself: an alert of a
// district's project is the district's.
func (d *Desk) missingProject(ctx context.Context, view model.View, region, id string) (*model.Text, error) {
	names := named{}
	var elsewhere []string
	for r, err := range view.Records(ctx, model.KindProject) {
		switch {
		case err != nil:
			return nil, err
		case r.ID == id && r.Region == region:
			return nil, nil
		case r.ID == id && !slices.Contains(elsewhere, r.Region):
			elsewhere = append(elsewhere, r.Region)
		case r.Region == region:
			var body model.Project
			_ = json.Unmarshal(r.Body, &body) // One without a name still has its number.
			names.add(strings.TrimSpace(r.ID+" "+body.Name), r.ID, body.Name)
		}
	}
	wrong := model.Text{ZH: "project：地区 " + region + " 没有项目 " + id, EN: "project: region " + region + " has no project " + id}
	if len(elsewhere) > 0 {
		wrong.ZH += "；有此编号的地区：" + strings.Join(elsewhere, "、")
		wrong.EN += "; there is one of that number in region " + strings.Join(elsewhere, ", ")
		return &wrong, nil
	}
	wrong = wrong.DidYouMean(names.near(id))
	return &wrong, nil
}

// named are what to call things by all that they may be asked for by.
type named map[string]string

func (n named) add(called string, keys ...string) {
	for _, key := range keys {
		if _, taken := n[key]; !taken && key != "" {
			n[key] = called
		}
	}
}

// near is what those are called whose keys are like the one asked for.
func (n named) near(key string) []string {
	var found []string
	for _, k := range model.Near(key, slices.Sorted(maps.Keys(n))) {
		if called := n[k]; !slices.Contains(found, called) {
			found = append(found, called)
		}
	}
	return found
}
