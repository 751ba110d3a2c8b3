package submissions

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/web/page"
)

// correctContent is what the page that corrects a figure shows.
type correctContent struct {
	Choice     choice
	Indicators []page.Choice
	Regions    []page.Choice
	Measures   []page.Choice
	Figure     *shownFigure
	Form       *correctionForm // Nil where nothing can be corrected.
	Now        string          // Link to the same as of now, where the page is of earlier.
	NothingIn  bool            // This jindu takes nothing in.
}

// A shownFigure is a figure with its history.
type shownFigure struct {
	What, Region, Period, Unit string
	Value                      string // In force, with its unit; empty where there is none.
	History                    []versionRow
}

type versionRow struct {
	Value, Status, Receipt, Link, By, Reason string
	Recorded                                 time.Time
}

// serveCorrection shows the form.
func (p *pages) serveCorrection(c *gin.Context) {
	a, wrong := p.asked(c)
	if wrong != nil {
		p.correct.Refuse(c, a, *wrong)
		return
	}
	f, ch := p.choose(a.Query)
	var versions []model.Version
	if f != nil {
		var err error
		if versions, err = p.versions(c.Request.Context(), f, limit(a)); err != nil {
			p.failed(c, p.correct, a, err)
			return
		}
	}
	form := &correctionForm{}
	if current, ok := inForce(versions); ok {
		form = newCorrectionForm(f, current)
	}
	status := http.StatusOK
	switch {
	case f == nil && len(ch.Wrong) > 0:
		status = http.StatusBadRequest
	case f != nil && len(versions) == 0:
		status = http.StatusNotFound
	}
	p.showCorrection(c, status, a, f, ch, versions, form)
}

// showCorrection draws the page: what is chosen, its history, and the form as
// it was filled in.
func (p *pages) showCorrection(c *gin.Context, status int, a page.Asked, f *figure, ch choice, versions []model.Version, form *correctionForm) {
	content := correctContent{
		Choice: ch, Indicators: p.indicatorChoices(ch, a.Lang), Regions: p.regionChoices(ch, a.Lang), Measures: measureChoices(ch, a.Lang),
		NothingIn: p.Desk == nil,
	}
	if f != nil {
		content.Figure = p.shown(c, f, versions, a)
		if !a.Present {
			content.Now = a.Here("time", "", "as_of", "")
		}
	}
	if _, ok := inForce(versions); ok && a.Present && p.Desk != nil {
		form.Action = a.Here()
		form.By, form.Signed = p.Desk.Sender(c, form.By), signed(c)
		form.Statuses = statusChoices(f, form.Status, a.Lang)
		form.Unit = phrase.Unit(f.Unit, a.Lang)
		content.Form = form
	}
	p.correct.WriteStatus(c, status, a, model.Text{ZH: "更正一个数", EN: "Correct one figure"}, content)
}

func (p *pages) shown(c *gin.Context, f *figure, versions []model.Version, a page.Asked) *shownFigure {
	s := &shownFigure{
		What: f.What.In(a.Lang), Region: p.regionName(f.region, a.Lang), Period: f.period.String(), Unit: phrase.Unit(f.Unit, a.Lang),
	}
	for n, v := range versions {
		row := versionRow{
			Status: v.Status.Name().In(a.Lang), Receipt: v.Receipt, Link: a.To(Path + "/" + v.Receipt), Recorded: v.Recorded.In(p.kit.Zone),
		}
		if v.Status != model.Withdrawn {
			row.Value = withUnit(v.Value, f.Unit, a.Lang)
		}
		if r, err := p.Receipts.Receipt(c.Request.Context(), v.Receipt); err == nil {
			row.By, row.Reason = r.By, r.Reason
		}
		if n == 0 {
			s.Value, s.Period = row.Value, v.Period.String()
		}
		s.History = append(s.History, row)
	}
	return s
}

func (p *pages) indicatorChoices(ch choice, lang model.Language) (all []page.Choice) {
	chosen, _ := p.kit.Catalog.Indicator(ch.Indicator)
	for _, i := range p.kit.Catalog.Indicators {
		all = append(all, page.Choice{Value: i.Code, Name: model.Text{ZH: i.Name, EN: i.NameEN}.In(lang), Chosen: i.Code == chosen.Code})
	}
	return all
}

func (p *pages) regionChoices(ch choice, lang model.Language) (all []page.Choice) {
	chosen, _ := p.kit.Catalog.Region(ch.Region)
	for _, r := range p.kit.Catalog.Regions {
		all = append(all, page.Choice{Value: r.Code, Name: model.Text{ZH: r.Name, EN: r.NameEN}.In(lang), Chosen: r.Code == chosen.Code})
	}
	return all
}

func measureChoices(ch choice, lang model.Language) (all []page.Choice) {
	chosen, _ := model.ParseMeasure(ch.Measure)
	for _, m := range model.Measures() {
		all = append(all, page.Choice{Value: string(m), Name: m.Name().In(lang), Chosen: m == chosen})
	}
	return all
}

// statusChoices are those of an indicator's figure; a project's has none.
func statusChoices(f *figure, chosen model.Status, lang model.Language) (all []page.Choice) {
	if f.indicator == "" {
		return nil
	}
	for _, s := range []model.Status{model.Preliminary, model.Estimated, model.Final} {
		all = append(all, page.Choice{Value: s.String(), Name: s.Name().In(lang), Chosen: s == chosen})
	}
	return all
}
