package gate

import (
	"context"
	"iter"
	"strings"
	"time"

	"jindu/collector/table"
	"jindu/internal/model"
)

// A View is what the gate asks of the ledger: a model.View is one. It must
// stay as it is while the gate reads.
type View interface {
	// Points gives a series' points in the order of their periods; a zero
	// Period leaves that side open. An unknown series has none.
	Points(ctx context.Context, s model.Series, from, to model.Period) iter.Seq2[model.Point, error]

	// Records gives every statement of a kind, withdrawals among them.
	Records(ctx context.Context, kind model.Kind) iter.Seq2[model.Record, error]
}

// A Gate checks submissions.
type Gate struct {
	Catalog *model.Catalog
	Zone    *time.Location
	Now     time.Time // When what is checked counts as known: now, or earlier for a backdated import.
}

// A Request is what is to be checked: the files of one submission.
type Request struct {
	Books  []table.Book
	As     string // Kind of every table, by its Chinese or English name; empty leaves that to the sheets.
	Region string // Code or name of the region of tables that name none; empty where none is known.
}

// A Verdict is what the gate found. Where there are Problems, the facts are
// not whole and must not be taken.
type Verdict struct {
	Observations []model.Observation
	Records      []model.Record
	Problems     []model.Problem
	Warnings     []model.Problem
	Tables       int // How many known tables there were.
}

// MaxProblems is how many problems, and how many warnings, a verdict lists.
// One more then says how many there are besides.
const MaxProblems = 1000

// Check reads every table and gives facts or every problem. The error is the
// view's or the context's.
func (g Gate) Check(ctx context.Context, view View, r Request) (Verdict, error) {
	c, err := g.run(ctx, view, r)
	if err != nil {
		return Verdict{}, err
	}
	inOrder(r.Books, c.verdict.Problems)
	inOrder(r.Books, c.verdict.Warnings)
	c.verdict.Problems = bounded(c.verdict.Problems, c.problems, model.Text{ZH: "个错误", EN: "problems"})
	c.verdict.Warnings = bounded(c.verdict.Warnings, c.warnings, model.Text{ZH: "个提醒", EN: "warnings"})
	return c.verdict, nil
}

// run reads every table and checks what it says.
func (g Gate) run(ctx context.Context, view View, r Request) (*checker, error) {
	c := &checker{Gate: g, ctx: ctx, view: view, series: map[string]*seriesFacts{}, files: map[string]string{}, named: map[[3]string]bool{}, rows: map[[2]string]bool{}, held: map[[2]string]held{}, reading: newReading()}
	if r.Region != "" {
		region, ok := g.Catalog.Region(r.Region)
		if !ok {
			c.problem(model.Problem{Value: r.Region, What: c.unknownRegion(r.Region)})
		}
		c.region, c.badRegion = region.Code, !ok
	}
	for i := range r.Books {
		c.book(&r.Books[i], r.As)
	}
	if c.verdict.Tables == 0 {
		c.problem(model.Problem{What: noTable(r.Books)})
	}
	for _, check := range []func() error{
		c.facts, c.statements, c.projects, c.dates, c.stops, c.networks, c.tallies, c.history,
	} {
		if err := check(); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// A checker is one check under way.
type checker struct {
	Gate
	ctx     context.Context //nolint:containedctx // Lives as long as one Check.
	view    View
	region  string // Code of the region of tables that name none.
	verdict Verdict

	reading // What cells were read as.

	badRegion bool // It has been said that the upload's region is unknown.

	problems, warnings int // How many there are, listed or not.

	files    map[string]string       // The file that a sheet is in, by the sheet's name.
	series   map[string]*seriesFacts // By key.
	order    []*seriesFacts
	mentions []mention
	stated   []stated                 // Statements as they were read.
	sources  map[statementKey][]*form // Where a statement's fields were read.
	named    map[[3]string]bool       // Activities that have a row, sound or not, by region and project.
	rows     map[[2]string]bool       // Projects that have a row in 项目, sound or not, by region.
	held     map[[2]string]held       // Days of ceremonies, by region and name.
	sums     []sum                    // Totals that were reported.
	targets  map[projectYear]float64  // Annual targets, in yuan, that are in this submission.
}

// seriesFacts are the observations of one series in this submission.
type seriesFacts struct {
	series *model.Series
	at     []int // Indexes of observations.
}

// A mention is a row that speaks of a project.
type mention struct {
	region, project string
	where           model.Problem // Without words.
}

type projectYear struct {
	region, project string
	year            int
}

func (c *checker) book(b *table.Book, as string) {
	for _, w := range b.Warnings {
		c.warning(w)
	}
	var tables []table.Table
	for _, sheet := range b.Sheets {
		c.files[sheet.Name] = b.File
		t, ok, notes := table.Find(b.File, sheet, Tables(), as)
		for _, n := range notes {
			c.warning(n)
		}
		if ok {
			tables = append(tables, t)
		}
	}
	shareRegion(tables)
	for i := range tables {
		c.verdict.Tables++
		for _, p := range tables[i].Problems {
			c.problem(p)
		}
		for _, w := range tables[i].Warnings {
			c.warning(w)
		}
		c.table(&tables[i])
	}
}

// shareRegion lets 地区：殷都区 above one table of a workbook count for those
// that say nothing, unless its tables name several.
func shareRegion(tables []table.Table) {
	var said table.Said
	for _, t := range tables {
		if here := t.Title.Region; here.Text != "" {
			if said.Text != "" && said.Text != here.Text {
				return
			}
			said = here
		}
	}
	for i := range tables {
		if tables[i].Title.Region.Text == "" {
			tables[i].Title.Region.Text = said.Text
		}
	}
}

func (c *checker) table(t *table.Table) {
	s, read := newSheet(c, t), rowReaders()[t.Spec.Kind]
	for _, row := range t.Rows {
		if c.ctx.Err() != nil {
			return
		}
		read(&line{sheet: s, row: row})
	}
	s.finish()
}

// rowReaders read a row of each kind of table.
func rowReaders() map[string]func(*line) {
	return map[string]func(*line){
		indicators: (*line).indicatorRow, targets: (*line).targetRow,
		projects: (*line).projectRow, progress: (*line).progressRow,
		milestones: (*line).milestoneRow, activities: (*line).activityRow, procedures: (*line).procedureRow,
		obstacles: (*line).obstacleRow, duties: (*line).dutyRow, visits: (*line).visitRow,
		reserve: (*line).reserveRow, programmes: (*line).programmeRow, attraction: (*line).attractionRow,
		ceremonies: (*line).ceremonyRow, grants: (*line).grantRow,
		enterprises: (*line).enterpriseRow, standings: (*line).standingRow, totals: (*line).totalRow,
	}
}

func (c *checker) problem(p model.Problem) {
	if c.problems++; c.problems <= MaxProblems {
		c.verdict.Problems = append(c.verdict.Problems, p)
	}
}

func (c *checker) warning(p model.Problem) {
	if c.warnings++; c.warnings <= MaxProblems {
		c.verdict.Warnings = append(c.verdict.Warnings, p)
	}
}

// factsOf are those of a series.
func (c *checker) factsOf(s model.Series) *seriesFacts {
	key := string(s.AppendKey(nil))
	facts := c.series[key]
	if facts == nil {
		for i, l := range s.Labels { // The ledger keeps them; a cell's text would keep its whole row.
			s.Labels[i].Value = strings.Clone(l.Value)
		}
		facts = &seriesFacts{series: &s}
		c.series[key] = facts
		c.order = append(c.order, facts)
	}
	return facts
}

// observe takes a figure in.
func (c *checker) observe(s model.Series, o model.Observation) { c.take(c.factsOf(s), o) }

// take adds a figure to its series.
func (c *checker) take(facts *seriesFacts, o model.Observation) {
	o.Series = facts.series
	facts.at = append(facts.at, len(c.verdict.Observations))
	c.verdict.Observations = append(c.verdict.Observations, o)
}
