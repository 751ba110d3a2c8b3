package submissions

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// A correctionForm is the form as it was filled in, and what came of it.
type correctionForm struct {
	Action, Value, Reason, By, Unit string
	Status                          model.Status
	Statuses                        []page.Choice
	Signed                          bool
	Was                             string // The receipt of the version that the sender saw.
	Anyway                          bool   // Warnings were read.
	Wrong                           map[string]model.Text
	Said                            *model.Text // Why it was not taken.
	Problems, Warnings              problemList

	value decimal.Decimal // In the unit of the figure.
}

func newCorrectionForm(f *figure, current model.Version) *correctionForm {
	return &correctionForm{Value: amount(current.Value, f.Unit), Status: current.Status, Was: current.Receipt}
}

// takeCorrection takes a corrected figure as a table of one row, as an officer
// would hand it in.
func (p *pages) takeCorrection(c *gin.Context) {
	a, wrong := p.asked(c)
	if wrong != nil {
		p.correct.Refuse(c, a, *wrong)
		return
	}
	f, ch := p.choose(a.Query)
	if f == nil {
		p.showCorrection(c, http.StatusBadRequest, a, f, ch, nil, &correctionForm{})
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, formLimit)
	form := p.filled(c)
	answer := func(status int) {
		versions, err := p.versions(c.Request.Context(), f, limit(a)) // As they are by now.
		if err != nil {
			p.failed(c, p.correct, a, err)
			return
		}
		if current, ok := inForce(versions); ok {
			form.Was = current.Receipt // The sender sees it now.
		}
		p.showCorrection(c, status, a, f, ch, versions, form)
	}
	versions, err := p.versions(c.Request.Context(), f, limit(a))
	if err != nil {
		p.failed(c, p.correct, a, err)
		return
	}
	if status := form.check(f, versions); status != 0 {
		answer(status)
		return
	}
	out, err := p.submitFigure(c, f, versions[0], form, a)
	var failure *Failure
	switch {
	case errors.As(err, &failure):
		form.Said, form.Problems, form.Warnings = &failure.Text, ofOneRow(failure.Problems), ofOneRow(failure.Warnings)
		answer(failure.Status)
	case err != nil:
		p.failed(c, p.correct, a, err)
	case out.DryRun:
		form.Warnings = ofOneRow(out.Warnings)
		form.Wrong["anyway"] = model.Text{ZH: "请核对提醒；确认无误请勾选", EN: "check the warnings; tick this if it is right all the same"}
		answer(http.StatusUnprocessableEntity)
	default:
		c.Redirect(http.StatusSeeOther, now(a, Path+"/"+out.Receipt.ID))
	}
}

// filled reads the form.
func (p *pages) filled(c *gin.Context) *correctionForm {
	form := &correctionForm{
		Value: strings.TrimSpace(c.PostForm("value")), Reason: strings.TrimSpace(c.PostForm("reason")), By: p.Desk.Sender(c, c.PostForm("by")),
		Was: c.PostForm("was"), Anyway: c.PostForm("anyway") != "", Wrong: map[string]model.Text{},
	}
	var err error
	if form.Status, err = model.ParseStatus(c.PostForm("status")); err != nil {
		form.Wrong["status"] = model.Text{ZH: "请选择状态", EN: "choose the status"}
	}
	return form
}

// errChanged says that somebody else was faster.
var errChanged = &Failure{Status: http.StatusConflict, Code: "changed", Text: model.Text{
	ZH: "这个数刚刚有了改动（见下面的历次版本），没有更正；请核对后再提交",
	EN: "the figure has changed meanwhile (see its versions below), so nothing was corrected; check it and send it again",
}}

// check says what is wrong with the form, and with which status to answer; zero
// where it is sound.
func (o *correctionForm) check(f *figure, versions []model.Version) int {
	current, ok := inForce(versions)
	switch {
	case len(versions) == 0:
		return http.StatusNotFound
	case !ok:
		return http.StatusConflict
	}
	base, unit, err := model.ParseAmount(o.Value, &f.Unit)
	switch {
	case err != nil:
		o.Wrong["value"] = model.Text{ZH: "应为数字，如 12.19", EN: "want a number such as 12.19"}
	case unit.Base != f.Unit.Base:
		o.Wrong["value"] = model.Text{ZH: "单位不符，应为" + f.Unit.Name, EN: "of another unit than " + f.Unit.Name}
	case base.InexactFloat64() == current.Value && (f.indicator == "" || o.Status == current.Status):
		o.Wrong["value"] = model.Text{ZH: "与现值相同，没有要更正的", EN: "that is what it says already: there is nothing to correct"}
	}
	o.value = f.Unit.FromBase(base)
	if o.Reason == "" {
		o.Wrong["reason"] = model.Text{ZH: "请写明更正的理由", EN: "say why it is corrected"}
	}
	switch {
	case len(o.Wrong) > 0:
		return http.StatusUnprocessableEntity
	case o.Was != current.Receipt:
		o.Said = &errChanged.Text
		return http.StatusConflict
	}
	return 0
}

// submitFigure submits the table. What is odd about it is shown first: then the
// outcome is of a dry run.
func (p *pages) submitFigure(c *gin.Context, f *figure, current model.Version, form *correctionForm, a page.Asked) (Outcome, error) {
	ctx := c.Request.Context()
	u := f.upload(correction{
		value: form.value, status: form.Status, reason: form.Reason, by: form.By, current: current,
		at: p.kit.Clock().In(p.kit.Zone), lang: a.Lang,
	})
	u.Still = func(ctx context.Context, view model.View) error {
		versions, err := view.History(ctx, f.series, f.period)
		if err != nil {
			return err
		}
		if newest, ok := inForce(versions); !ok || newest.Receipt != form.Was {
			return errChanged
		}
		return nil
	}
	u.DryRun = true
	if out, err := p.Desk.Submit(ctx, u); err != nil || len(out.Warnings) > 0 && !form.Anyway {
		return out, err
	}
	u.DryRun = false
	return p.Desk.Submit(ctx, u)
}
