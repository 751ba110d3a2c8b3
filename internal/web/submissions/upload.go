package submissions

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/web/page"
)

// An uploadForm is the form that files are handed in by, as it was filled in.
type uploadForm struct {
	Action             string
	By, Reason, Region string
	Home               string // The office's own region.
	Signed             bool
	Limits             Limits
	Megabytes          int64
	Facts              string // At most, with commas.
	Template           string
}

func (p *pages) uploadForm(c *gin.Context, a page.Asked, u Upload) *uploadForm {
	limits := p.Desk.Limits()
	return &uploadForm{
		Action: now(a, Path), By: p.Desk.Sender(c, u.By), Signed: signed(c), Reason: u.Reason, Region: u.Region, Home: p.regionName(p.kit.Region, a.Lang),
		Limits: limits, Megabytes: limits.Bytes >> 20, Facts: grouped(limits.Facts), Template: "/template.xlsx?lang=" + string(a.Lang),
	}
}

// grouped writes a count with commas: 1,000,000.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// An outcome is what became of an upload, where it did not become a receipt.
type outcome struct {
	Outcome
	Status             int
	Failed             bool
	Text               model.Text // Why.
	Files              []string
	Problems, Warnings problemList
	Link               string // To the receipt by which it was taken before.
}

// submit takes what a form holds, for whom a page answers, or what a program sends.
func (p *pages) submit(c *gin.Context) {
	if !forPeople(c) {
		p.API.Submit(c)
		return
	}
	a, wrong := p.asked(c)
	if wrong != nil {
		p.list.Refuse(c, a, *wrong)
		return
	}
	u, err := p.Desk.Receive(c)
	out := Outcome{}
	if err == nil {
		out, err = p.Desk.Submit(c.Request.Context(), u)
	}
	if err == nil && !out.DryRun && !out.AlreadyTaken {
		c.Redirect(http.StatusSeeOther, now(a, Path+"/"+out.Receipt.ID))
		return
	}
	said := outcome{Outcome: out, Status: http.StatusOK, Warnings: newProblemList(out.Warnings), Link: now(a, Path+"/"+out.Receipt.ID)}
	for _, f := range u.Files {
		said.Files = append(said.Files, f.Name)
	}
	var failure *Failure
	if err != nil && !errors.As(err, &failure) {
		p.failed(c, p.list, a, err)
		return
	}
	if failure != nil {
		said.Failed, said.Status, said.Text = true, failure.Status, failure.Text
		said.Problems, said.Warnings = newProblemList(failure.Problems), newProblemList(failure.Warnings)
	}
	p.showList(c, a, filter{}, p.uploadForm(c, a, u), &said)
}
