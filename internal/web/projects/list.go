package projects

import (
	"cmp"
	"slices"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/shopspring/decimal"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// listContent is what the list shows.
type listContent struct {
	page.Table
	Any     bool // There are projects, whatever is chosen among them.
	Sum     sumContent
	Pack    model.Text // By which they are coloured and ranked.
	Chips   []chip
	Choices []choice
	Text    string
	Late    bool
	Behind  bool
	Hidden  []page.Hidden // What the form carries on.
	Clear   string        // Link to the list without filters; empty where there is none.
}

// sumContent is what the rows come to.
type sumContent struct {
	progress.Sum
	Total, Target, Completed progress.Number
	Cutoff                   string // The first and the last.
}

// A chip leads to the projects of one colour.
type chip struct {
	Colour, Link string
	Count        int
	Chosen       bool
}

// serveList lists the projects of all regions, or of the one that ?region=
// names and those below it.
func (p *pages) serveList(c *gin.Context) {
	asked, wrong := p.Asked(c)
	if wrong != nil {
		p.list.Refuse(c, asked, *wrong)
		return
	}
	format, wrong := asked.Format(page.CSV, page.XLSX)
	if wrong != nil {
		p.list.Refuse(c, asked, *wrong)
		return
	}
	f, wrong := filterOf(asked)
	if wrong != nil {
		p.list.Refuse(c, asked, *wrong)
		return
	}
	board, err := p.Boards.Board(c.Request.Context(), asked.At, asked.AsOf)
	if err != nil {
		p.list.Refuse(c, asked, p.Undrawn(c.Request.Context(), "projects", err))
		return
	}
	all := p.rows(board, asked)
	admitted := slices.DeleteFunc(slices.Clone(all), func(r *row) bool { return !f.admits(r) })
	rows := slices.DeleteFunc(slices.Clone(admitted), func(r *row) bool { return !f.coloured(r) })
	pack := board.MainPack()
	list := listing(pack, asked.Lang, severalRegions(all))
	if wrong := list.Sort(rows, asked); wrong != nil {
		p.list.Refuse(c, asked, *wrong)
		return
	}
	title := model.Text{ZH: "项目", EN: "Projects"}
	if format != page.HTML {
		p.Export(c, asked, format, title.In(asked.Lang), list.Sheet(title.In(asked.Lang), rows, asked))
		return
	}
	content := listContent{
		Table: list.Table(rows, asked), Any: len(all) > 0, Sum: sumOf(rows, pack), Pack: pack.Names, Chips: chips(admitted, pack, f, asked),
		Choices: f.choices(all, asked.Lang), Text: asked.Query.Get("q"), Late: f.late, Behind: f.behind,
		Hidden: hidden(asked), Clear: cleared(asked),
	}
	p.list.Write(c, asked, title, content)
}

// rows are the projects that are asked about: region by region, by rank.
func (p *pages) rows(board *progress.Board, asked page.Asked) []*row {
	pack := board.MainPack().Name
	links := linker(board, asked)
	names := map[string]string{}
	for _, r := range p.Catalog.Regions {
		names[r.Code] = model.Text{ZH: r.Name, EN: r.NameEN}.In(asked.Lang)
	}
	var rows []*row
	for i := range board.Projects {
		s := &board.Projects[i]
		if !asked.Regions.Has(s.Region) {
			continue
		}
		r := &row{ProjectState: s, region: cmp.Or(names[s.Region], s.Region), link: links(s)}
		r.verdict, _ = s.Verdict(pack)
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), compareRanks(a.verdict.Rank, b.verdict.Rank))
	})
	return rows
}

// compareRanks puts what has no rank last.
func compareRanks(a, b int) int {
	if a == 0 || b == 0 {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// linker links to projects; where several regions have a number, to that of
// its region.
func linker(board *progress.Board, asked page.Asked) func(*progress.ProjectState) string {
	bearers := map[string]int{}
	for i := range board.Projects {
		bearers[board.Projects[i].ID]++
	}
	return func(s *progress.ProjectState) string {
		if bearers[s.ID] > 1 {
			return asked.To(page.ProjectPath(s.ID), "region", s.Region)
		}
		return asked.To(page.ProjectPath(s.ID))
	}
}

func severalRegions(rows []*row) bool {
	return slices.ContainsFunc(rows, func(r *row) bool { return r.Region != rows[0].Region })
}

// sumOf adds the rows up.
func sumOf(rows []*row, pack *progress.Pack) sumContent {
	states := make([]*progress.ProjectState, len(rows))
	for i, r := range rows {
		states[i] = r.ProjectState
	}
	s := progress.SumOf(states, pack)
	return sumContent{
		Sum: s, Total: amount(s.Total), Target: amount(s.Target), Completed: amount(s.Completed), Cutoff: span(s.First, s.Last),
	}
}

func amount(d decimal.NullDecimal) progress.Number {
	return progress.Number{Value: d.Decimal.InexactFloat64(), Known: d.Valid}
}

// span is a day, or the first and the last of several.
func span(first, last time.Time) string {
	if from, to := phrase.Day(first), phrase.Day(last); from != to {
		return from + " – " + to
	}
	return phrase.Day(last)
}

// chips count the colours of what the other filters leave; the chosen one leads
// back to all.
func chips(rows []*row, pack *progress.Pack, f filter, asked page.Asked) []chip {
	counts := map[string]int{}
	for _, r := range rows {
		counts[cmp.Or(r.verdict.Colour, uncoloured)]++
	}
	var all []chip
	for _, colour := range append(slices.Clone(pack.Colours), uncoloured) {
		one := chip{Colour: colour, Count: counts[colour], Chosen: f.colour == colour, Link: asked.Here("colour", colour, "page", "")}
		if one.Chosen {
			one.Link = asked.Here("colour", "", "page", "")
		}
		if colour != uncoloured || one.Count > 0 || one.Chosen {
			all = append(all, one)
		}
	}
	return all
}

// hidden is what the form carries on: the colour too, which chips choose.
func hidden(asked page.Asked) []page.Hidden {
	set := slices.DeleteFunc(slices.Clone(filters), func(name string) bool { return name == "colour" })
	return asked.Others(append(set, "page")...)
}

// cleared is the page without filters, empty where it has none.
func cleared(asked page.Asked) string {
	pairs, narrowed := []string{"page", ""}, false
	for _, name := range filters {
		narrowed = narrowed || asked.Query.Has(name)
		pairs = append(pairs, name, "")
	}
	if !narrowed {
		return ""
	}
	return asked.Here(pairs...)
}
