package wall

import (
	"cmp"
	"slices"
	"strings"

	"jindu/internal/web/page"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// projects are a page of the ranking.
type projects struct {
	Cutoff  string
	Columns []column
	Of      int  // How many there are.
	Ends    bool // These are the first and the last ones only.
	Link    string
}

// A column is one half of the screen.
type column struct {
	Name string // Where the halves are not one list.
	Rows []project
}

// A project is one row of the ranking.
type project struct {
	bar
	Place       string // Empty where it has none.
	Change      string // ↑2, ↓1, –; empty where it is not known.
	ChangeClass string
	ChangeWord  string
	Who         string
	Long        string // Its class where the name needs room: long, or longer.
	Colour      string
	Late        bool // Its report is.
	rank        int
	change      progress.Number
	state       *progress.ProjectState
}

const (
	perColumn = 14 // Projects.
	mostPages = 3  // Of projects; where there are more, their ends are shown.
)

// projectSheets are the pages of the ranking.
func (d *drawing) projectSheets() (all []sheet) {
	ranked := d.ranked()
	if len(ranked) == 0 {
		return nil
	}
	name := d.say("项目排名", "Projects")
	if len(ranked) > mostPages*2*perColumn {
		p := d.projects(ranked, [2][]project{ranked[:perColumn], ranked[len(ranked)-perColumn:]})
		p.Ends = true
		p.Columns[0].Name = d.sayf("前 %d 名", "The first %d", perColumn)
		p.Columns[1].Name = d.sayf("最后 %d 名", "The last %d", perColumn)
		return []sheet{{ID: projectsPage, Name: name, Projects: p}}
	}
	sheets := (len(ranked) + 2*perColumn - 1) / (2 * perColumn)
	for i := range sheets {
		rows := ranked[i*len(ranked)/sheets : (i+1)*len(ranked)/sheets]
		half := len(rows)
		if half > perColumn/2 { // A few fill the screen in one column.
			half = (half + 1) / 2
		}
		all = append(all, sheet{
			ID: numbered(projectsPage, i), Name: part(name, i, sheets),
			Projects: d.projects(ranked, [2][]project{rows[:half], rows[half:]}),
		})
	}
	return all
}

func (d *drawing) projects(ranked []project, halves [2][]project) *projects {
	p := &projects{Cutoff: d.cutoff(), Of: len(ranked), Link: d.To("/projects", "region", d.region.Code)}
	shown := slices.Concat(halves[0], halves[1])
	bars := make([]bar, len(shown))
	for i := range shown {
		d.describe(&shown[i])
		bars[i] = shown[i].bar
	}
	d.fill(bars)
	for i := range shown {
		shown[i].bar = bars[i]
	}
	for _, rows := range [][]project{shown[:len(halves[0])], shown[len(halves[0]):]} {
		if len(rows) > 0 {
			p.Columns = append(p.Columns, column{Rows: rows})
		}
	}
	return p
}

// ranked are the region's projects with their places: of one region those that
// the board gives, of several those among them all by the gap, as jindu rank
// --across has it. Those without a place come last.
func (d *drawing) ranked() []project {
	now, before := place(d.here(), d.board), map[string]int{}
	if !d.single() {
		for _, p := range place(within(d.before, d.set), d.before) {
			before[p.key()] = p.rank
		}
		for i := range now {
			if was := before[now[i].key()]; was > 0 && now[i].rank > 0 {
				now[i].change = progress.Known(float64(was - now[i].rank))
			}
		}
		return now
	}
	pack := d.board.MainPack().Name
	for i := range now {
		v, _ := now[i].state.Verdict(pack)
		now[i].rank, now[i].change = v.Rank, v.RankChange
	}
	slices.SortStableFunc(now, func(a, b project) int {
		return cmp.Or(page.FalseFirst(a.rank == 0, b.rank == 0), cmp.Compare(a.rank, b.rank))
	})
	return now
}

func (p project) key() string { return p.state.Region + "/" + p.state.ID }

// single tells that all projects are of one region.
func (d *drawing) single() bool {
	all := d.here()
	return !slices.ContainsFunc(all, func(p *progress.ProjectState) bool { return p.Region != all[0].Region })
}

// place orders projects by the gap, equal ones sharing a place.
func place(states []*progress.ProjectState, b *progress.Board) []project {
	pack := b.MainPack().Name
	all := make([]project, len(states))
	for i, s := range states {
		v, _ := s.Verdict(pack)
		all[i] = project{state: s, rank: v.Rank}
	}
	slices.SortStableFunc(all, func(a, b project) int {
		return cmp.Or(page.FalseFirst(a.rank == 0, b.rank == 0), -cmp.Compare(a.state.Gap.Value, b.state.Gap.Value),
			-cmp.Compare(a.state.Target.Value, b.state.Target.Value))
	})
	for i := range all {
		switch {
		case all[i].rank == 0:
		case i > 0 && all[i].state.Gap.Value == all[i-1].state.Gap.Value:
			all[i].rank = all[i-1].rank
		default:
			all[i].rank = i + 1
		}
	}
	return all
}

// describe writes what a row says.
func (d *drawing) describe(p *project) {
	s := p.state
	p.Name, p.completion, p.pace, p.gap = called(s), s.Completion, s.Pace, s.Gap
	if p.rank > 0 {
		p.Place = phrase.Count(p.rank)
	}
	if v, ok := s.Verdict(d.board.MainPack().Name); ok {
		p.Colour = v.Colour
	}
	p.Late = s.Report != nil && s.Report.Late
	who := []string{s.Lead, cmp.Or(s.OwnerUnit, s.Owner)}
	if !d.single() {
		if r, ok := d.Catalog.Region(s.Region); ok {
			who = append([]string{nameOf(r, d.Lang)}, who...)
		}
	}
	p.Who = strings.Join(slices.DeleteFunc(who, func(one string) bool { return one == "" }), " · ")
	p.Long = d.long(p.Name)
	p.changed()
	switch by := phrase.Count(int(max(p.change.Value, -p.change.Value))); {
	case !p.change.Known:
		p.ChangeWord = d.say("上月没有名次", "no place the month before")
	case p.change.Value > 0:
		p.ChangeWord = d.sayf("上升 %s 位", "up %s", by)
	case p.change.Value < 0:
		p.ChangeWord = d.sayf("下降 %s 位", "down %s", by)
	default:
		p.ChangeWord = d.say("名次未变", "unchanged")
	}
}

// long tells names that have not room in a line of their size.
func (d *drawing) long(name string) string {
	width, room := 0.0, 1.0
	if d.Lang == model.English { // Its colours are longer words.
		room = 0.87
	}
	for _, r := range name {
		if r < 0x2e80 {
			width += 0.58
		} else {
			width++ // Chinese characters are as wide as they are high.
		}
	}
	switch {
	case width > 19*room:
		return "longer"
	case width > 15.5*room:
		return "long"
	}
	return ""
}

// changed writes by how many places the project rose or fell.
func (p *project) changed() {
	switch n := int(p.change.Value); {
	case !p.change.Known:
	case n > 0:
		p.Change, p.ChangeClass = "↑"+phrase.Count(n), "good"
	case n < 0:
		p.Change, p.ChangeClass = "↓"+phrase.Count(-n), "bad"
	default:
		p.Change = "–"
	}
}
