package submissions

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"strings"
	"time"

	"jindu/internal/model"
)

// A figure is what can be corrected: a published one of an indicator, or what a
// project completed in the year by a cut-off.
type figure struct {
	subject
	series    model.Series
	name      model.Text // Of the indicator, or the project's number.
	period    model.Period
	region    string
	indicator string // Code; empty where it is a project's.
	measure   model.Measure
	project   string
}

// A choice is how a figure is asked for, as it was written, and what is wrong
// with it by field.
type choice struct {
	Indicator, Region, Measure, Period string
	Project, Day                       string
	Wrong                              map[string]model.Text
}

// choose reads which figure is asked for; none where nothing is, or where
// something is wrong.
func (p *pages) choose(query url.Values) (*figure, choice) {
	get := func(name string) string { return strings.TrimSpace(query.Get(name)) }
	ch := choice{
		get("indicator"), cmp.Or(get("region"), p.kit.Region), get("measure"), get("period"), get("project"), get("day"),
		map[string]model.Text{},
	}
	if ch.Indicator == "" && ch.Project == "" && ch.Period == "" && ch.Day == "" {
		return nil, ch
	}
	region, err := p.kit.Catalog.Find(ch.Region)
	if err != nil {
		ch.Wrong["region"] = model.Text{ZH: "请选择地区", EN: "choose the region"}
	}
	f := &figure{region: region.Code}
	if ch.Project != "" || ch.Day != "" {
		p.chooseProject(f, &ch)
	} else {
		p.chooseIndicator(f, &ch)
	}
	if len(ch.Wrong) > 0 {
		return nil, ch
	}
	f.subject = p.subjectOf(f.series)
	return f, ch
}

func (p *pages) chooseProject(f *figure, ch *choice) {
	if f.project = ch.Project; f.project == "" {
		ch.Wrong["project"] = model.Text{ZH: "请填项目编号", EN: "want the project's number"}
	}
	day, err := time.Parse(time.DateOnly, ch.Day)
	if err != nil {
		ch.Wrong["day"] = model.Text{ZH: "应为日期，如 2020-07-31", EN: "want a day such as 2020-07-31"}
		return
	}
	f.period, f.name = model.NewDay(day), model.Text{ZH: f.project, EN: f.project}
	f.series = model.CompletedSeries(f.region, f.project, day.Year())
}

func (p *pages) chooseIndicator(f *figure, ch *choice) {
	i, ok := p.kit.Catalog.Indicator(ch.Indicator)
	if !ok {
		ch.Wrong["indicator"] = model.Text{ZH: "请选择指标", EN: "choose the indicator"}
	}
	measure, known := model.ParseMeasure(ch.Measure)
	if !known {
		ch.Wrong["measure"] = model.Text{ZH: "请选择口径", EN: "choose the measure"}
	}
	period, err := model.ParsePeriod(ch.Period, 0)
	if err != nil {
		ch.Wrong["period"] = model.Text{ZH: "应为期间，如 2020-07、2020-Q2、2020", EN: "want a period such as 2020-07, 2020-Q2 or 2020"}
		return
	}
	if ok && period.Freq() != i.Frequency() {
		name := i.Frequency().Name()
		ch.Wrong["period"] = model.Text{
			ZH: "“" + i.Name + "”按" + name.ZH + "发布，期间不符", EN: i.NameEN + " is published by the " + name.EN + ": want such a period",
		}
	}
	f.period, f.indicator, f.measure = period, i.Code, measure
	f.name = model.Text{ZH: i.Name, EN: i.NameEN}
	f.series = model.IndicatorSeries(i, f.region, measure, model.Published)
}

// versions are what the ledger has of the figure, the newest first.
func (p *pages) versions(ctx context.Context, f *figure, asOf time.Time) ([]model.Version, error) {
	view, err := p.kit.Ledger.View(ctx, asOf)
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	versions, err := view.History(ctx, f.series, f.period)
	if errors.Is(err, model.ErrFrequency) { // The catalog says another than it did.
		return nil, nil
	}
	return versions, err
}

// inForce is the version that counts; false where there is none.
func inForce(versions []model.Version) (model.Version, bool) {
	if len(versions) == 0 || versions[0].Status == model.Withdrawn {
		return model.Version{}, false
	}
	return versions[0], true
}
