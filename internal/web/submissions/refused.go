package submissions

import (
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// refusedContent is what the list of refused uploads shows.
type refusedContent struct {
	Rows         []refusedRow
	Total, Kept  int
	First, Last  int
	Newer, Older string
}

type refusedRow struct {
	Refused            time.Time
	By, Source, Files  string
	Problems, Warnings int
	First              model.Text // What the first problem is.
	Link               string
}

// serveRefusals lists what was refused.
func (p *pages) serveRefusals(c *gin.Context) {
	a, wrong := p.asked(c)
	if wrong != nil {
		p.refused.Refuse(c, a, *wrong)
		return
	}
	skip, _ := strconv.Atoi(a.Query.Get("skip"))
	skip = max(skip, 0)
	found, total, err := p.Desk.Refusals(skip, perPage)
	if err != nil {
		p.failed(c, p.refused, a, err)
		return
	}
	content := refusedContent{Total: total, Kept: p.Desk.Limits().Refused, First: min(skip+1, total), Last: min(skip+perPage, total)}
	if skip > 0 {
		content.Newer = a.Here("skip", strconv.Itoa(max(skip-perPage, 0)))
	}
	if skip+perPage < total {
		content.Older = a.Here("skip", strconv.Itoa(skip+perPage))
	}
	until := limit(a)
	for _, r := range found {
		if !until.IsZero() && r.Refused.After(until) {
			continue
		}
		row := refusedRow{
			Refused: r.Refused.In(p.kit.Zone), By: r.By, Source: sourceName(r.Source).In(a.Lang), Files: strings.Join(r.Files, ", "),
			Problems: len(r.Problems), Warnings: len(r.Warnings), Link: a.To(Path + "/refused/" + r.Hash),
		}
		if len(r.Problems) > 0 {
			row.First = r.Problems[0].What
		}
		content.Rows = append(content.Rows, row)
	}
	p.refused.Write(c, a, model.Text{ZH: "未采用的报送", EN: "Refused uploads"}, content)
}

// refusalContent is what the page of a refused upload shows.
type refusalContent struct {
	Refusal
	Source             string
	Problems, Warnings problemList
	FileLink           func(n int) string
	Kept               int
	List               string
}

// serveRefusal shows what was wrong with one.
func (p *pages) serveRefusal(c *gin.Context) {
	a, wrong := p.asked(c)
	if wrong != nil {
		p.refusal.Refuse(c, a, *wrong)
		return
	}
	r, err := p.Desk.Refusal(c.Param("hash"))
	if err != nil {
		p.failed(c, p.refusal, a, err)
		return
	}
	r.Refused = r.Refused.In(p.kit.Zone)
	p.refusal.Write(c, a, model.Text{ZH: "未采用的报送", EN: "Refused upload"}, refusalContent{
		Refusal: r, Source: sourceName(r.Source).In(a.Lang),
		Problems: newProblemList(r.Problems), Warnings: newProblemList(r.Warnings),
		FileLink: func(n int) string { return fileLink(Path+"/refused/"+r.Hash, n) },
		Kept:     p.Desk.Limits().Refused, List: a.To(Path + "/refused"),
	})
}
