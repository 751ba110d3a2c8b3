package submissions

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// receiptContent is what the page of one receipt shows.
type receiptContent struct {
	model.Receipt
	Source     string
	From       origin // Where it was given first.
	Warnings   problemList
	Files      []string // Kept originals.
	Withdrawal *model.Receipt
	Facts      []factRow
	FactPages  page.Pages
	Told       bool // The store can tell the facts.
	Link       func(id string) string
	FileLink   func(n int) string
	Form       *withdrawalForm // Nil where it can't be taken back.
}

// A withdrawalForm is what was typed into the form, and what is wrong with it.
type withdrawalForm struct {
	By, Reason string
	Signed     bool // By is the name that the sender signed in with.
	Confirmed  bool
	Wrong      map[string]model.Text // By field.
}

// serveReceipt shows one receipt, or answers a program.
func (p *pages) serveReceipt(c *gin.Context) {
	if !forPeople(c) {
		p.API.Show(c)
		return
	}
	a, wrong := p.asked(c)
	if wrong != nil {
		p.receipt.Refuse(c, a, *wrong)
		return
	}
	p.showReceipt(c, http.StatusOK, a, withdrawalForm{})
}

func (p *pages) showReceipt(c *gin.Context, status int, a page.Asked, form withdrawalForm) {
	ctx, id := c.Request.Context(), c.Param("id")
	r, err := p.known(c, a, id)
	if err != nil {
		p.failed(c, p.receipt, a, err)
		return
	}
	content := receiptContent{
		Receipt: r, Source: sourceName(r.Source).In(a.Lang), From: provenance(r), Warnings: newProblemList(r.Warnings),
		Told: p.Facts != nil, Link: func(id string) string { return a.To(Path + "/" + id) },
		FileLink: func(n int) string { return fileLink(Path+"/"+r.ID, n) },
	}
	if content.Facts, content.FactPages, err = p.facts(ctx, r, a); err != nil {
		p.failed(c, p.receipt, a, err)
		return
	}
	if r.WithdrawnBy != "" {
		by, err := p.Receipts.Receipt(ctx, r.WithdrawnBy)
		if err != nil {
			p.failed(c, p.receipt, a, err)
			return
		}
		content.Withdrawal = &by
	}
	if p.Desk != nil {
		if content.Files, err = p.Desk.Originals(r.Hash); err != nil {
			p.kit.Logger.Warn("originals of a receipt", "receipt", r.ID, "err", err)
		}
		if form.By = p.Desk.Sender(c, form.By); a.Present && r.Withdraws == "" && r.WithdrawnBy == "" {
			form.Signed = signed(c)
			content.Form = &form
		}
	}
	p.receipt.WriteStatus(c, status, a, model.Text{ZH: "回执 " + r.ID, EN: "Receipt " + r.ID}, content)
}

// known is a receipt as it was known when the reader stands.
func (p *pages) known(c *gin.Context, a page.Asked, id string) (model.Receipt, error) {
	r, err := p.Receipts.Receipt(c.Request.Context(), id)
	until := limit(a)
	if err != nil || until.IsZero() {
		return r, err
	}
	if r.Committed.After(until) {
		return r, &Failure{Status: http.StatusNotFound, Code: "no_receipt", Text: model.Text{
			ZH: "这个回执当时还没有：它是之后才入库的", EN: "there was no such receipt then: it was taken later",
		}}
	}
	if r.WithdrawnBy != "" {
		by, err := p.Receipts.Receipt(c.Request.Context(), r.WithdrawnBy)
		if err != nil {
			return r, err
		}
		if by.Committed.After(until) {
			r.WithdrawnBy = ""
		}
	}
	return r, nil
}

// formLimit bounds a form without files.
const formLimit = 64 << 10

// withdraw takes a submission back, for whom a page answers, or a program.
func (p *pages) withdraw(c *gin.Context) {
	if !forPeople(c) {
		p.API.Withdraw(c)
		return
	}
	a, wrong := p.asked(c)
	if wrong != nil {
		p.receipt.Refuse(c, a, *wrong)
		return
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, formLimit)
	form := withdrawalForm{
		By: p.Desk.Sender(c, c.PostForm("by")), Reason: strings.TrimSpace(c.PostForm("reason")),
		Confirmed: c.PostForm("confirm") != "", Wrong: map[string]model.Text{},
	}
	if form.Reason == "" {
		form.Wrong["reason"] = model.Text{ZH: "请写明撤回的原因", EN: "say why it is taken back"}
	}
	if !form.Confirmed {
		form.Wrong["confirm"] = model.Text{ZH: "请勾选以确认撤回", EN: "tick this to confirm"}
	}
	if len(form.Wrong) > 0 {
		p.showReceipt(c, http.StatusUnprocessableEntity, a, form)
		return
	}
	if _, err := p.Desk.Withdraw(c.Request.Context(), c.Param("id"), form.By, form.Reason); err != nil {
		p.failed(c, p.receipt, a, err)
		return
	}
	c.Redirect(http.StatusSeeOther, now(a, Path+"/"+c.Param("id")))
}

// signed tells that the sender signed in with a name.
func signed(c *gin.Context) bool {
	name, _, ok := c.Request.BasicAuth()
	return ok && name != ""
}
