package indicators

import (
	"slices"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// listTitle is what the list is called.
var listTitle = model.Text{ZH: "指标", EN: "Indicators"}

// listContent is what the list's template sees.
type listContent struct {
	Text         string // That is looked for.
	Behind, Late bool   // Only those.
	Table        page.Table
	All, Shown   int
	NBehind      int // Of all.
	NLate        int
}

// serveList answers with the list of indicators, or what is seen of it as a table.
func (p *pages) serveList(c *gin.Context) {
	asked, wrong := p.Asked(c)
	format, badFormat := asked.Format(page.CSV, page.XLSX)
	if wrong == nil {
		wrong = badFormat
	}
	if wrong != nil {
		p.list.Refuse(c, asked, *wrong)
		return
	}
	board, err := p.Boards.Board(c.Request.Context(), asked.At, asked.AsOf)
	if err != nil {
		p.list.Refuse(c, asked, p.Undrawn(c.Request.Context(), "indicators", err))
		return
	}
	content := listContent{Text: asked.Query.Get("q"), Behind: asked.Query.Get("behind") == "true", Late: asked.Query.Get("late") == "true"}
	rows := p.rowsOf(board, asked.Lang, func(s progress.IndicatorState) bool { return asked.Regions.Has(s.Region) })
	content.count(rows)
	rows = slices.DeleteFunc(rows, func(r row) bool { return !content.wants(r) })
	listing := listing(asked)
	if wrong := listing.Sort(rows, asked); wrong != nil {
		p.list.Refuse(c, asked, *wrong)
		return
	}
	if format != page.HTML {
		p.Export(c, asked, format, "indicators", listing.Sheet(listTitle.In(asked.Lang), eachTarget(rows), asked))
		return
	}
	content.Table, content.Shown = listing.Table(rows, asked), len(rows)
	p.list.Write(c, asked, listTitle, content)
}

func (l *listContent) count(rows []row) {
	l.All = len(rows)
	for _, r := range rows {
		if r.behind() {
			l.NBehind++
		}
		if r.late() {
			l.NLate++
		}
	}
}

func (l *listContent) wants(r row) bool {
	return (l.Text == "" || r.says(l.Text)) && (!l.Behind || r.behind()) && (!l.Late || r.late())
}

// eachTarget gives every target a row of its own.
func eachTarget(rows []row) (all []row) {
	for _, r := range rows {
		if len(r.targets) < 2 {
			all = append(all, r)
			continue
		}
		for _, t := range r.targets {
			one := r
			one.targets = []progress.TargetState{t}
			all = append(all, one)
		}
	}
	return all
}
