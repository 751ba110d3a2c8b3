package wall

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// content is what the template shows, as text of its language. What is empty is
// not known.
type content struct {
	settings
	Problem string // Why there is nothing to show.

	Region  string
	Regions []turn
	Turn    string   // Which of how many it is, where they have not room beside each other.
	Cutoff  string   // 数据截至 of the projects.
	Past    string   // The day that is shown, where that is not now.
	Late    []string // Which reports are owed, and since when.

	LateMore int // Kinds of owed reports that there is no room for.
	Pages    []sheet
}

// A turn is a region of the rotation.
type turn struct {
	Name, Link string
	Shown      bool
}

// shownTurns are how many regions have room at the foot.
const shownTurns = 8

// A sheet is one page of the wall. One of its parts is there.
type sheet struct {
	ID, Name   string
	Overview   *overview
	Indicators *indicators
	Projects   *projects
	Systems    *systems
}

// A drawing is one region's content under way.
type drawing struct {
	*wall
	page.Asked
	board, before *progress.Board
	since         time.Time // Whose end the board before is of.
	region        progress.RegionSum
	set           model.RegionSet
	view          model.View
	projectsHere  []*progress.ProjectState
}

func (w *wall) content(ctx context.Context, a page.Asked, s settings) (content, error) {
	board, err := w.Boards.Board(ctx, a.At, a.AsOf)
	if err != nil {
		return content{}, err
	}
	turns := w.rotation(board, a, s)
	d := &drawing{wall: w, Asked: a, board: board, region: shownOf(board, turns, s)}
	c := content{settings: s, Region: nameOf(d.region.Region, a.Lang)}
	if !a.Present {
		c.Past = phrase.Day(a.At.In(w.Zone))
	}
	for i, r := range turns {
		if r.Code == d.region.Code && len(turns) > shownTurns {
			c.Turn = fmt.Sprintf("%d / %d", i+1, len(turns))
		}
		c.Regions = append(c.Regions, turn{nameOf(r.Region, a.Lang), a.Here("show", r.Code, "page", ""), r.Code == d.region.Code})
	}
	if d.region.Code == "" {
		return c, nil
	}
	d.set = w.Catalog.Below(d.region.Code)
	if a.Query.Get("only") != "" && d.region.Code == a.Region.Code {
		d.set, d.region.Sum = a.Regions, d.region.Own
	}
	if d.view, err = w.Ledger.View(ctx, a.AsOf); err != nil {
		return content{}, fmt.Errorf("wall: %w", err)
	}
	defer d.view.Close() //nolint:errcheck // It was only read.
	if err := d.lookBack(ctx); err != nil {
		return content{}, err
	}
	c.Cutoff, c.Late = d.cutoff(), d.late()
	c.LateMore = max(0, len(c.Late)-shownLate)
	c.Late = c.Late[:len(c.Late)-c.LateMore]
	c.Pages, err = d.sheets(ctx, s.pages)
	return c, err
}

// lookBack finds the board that this one's changes are told against: that of
// the end of the month before the latest reports, as changes of rank are.
func (d *drawing) lookBack(ctx context.Context) (err error) {
	latest := d.region.Last
	if latest.IsZero() {
		latest = d.At
	}
	d.since = model.NewDay(latest.In(d.Zone)).Start(d.Zone)
	d.since = model.PeriodOf(model.Monthly, d.since).Add(-1).End(d.Zone)
	d.before, err = d.Boards.Board(ctx, d.since, d.AsOf)
	return err
}

// sheets are the pages that were asked for and have anything to show.
func (d *drawing) sheets(ctx context.Context, asked []string) (all []sheet, err error) {
	for _, kind := range asked {
		switch kind {
		case overviewPage:
			o, err := d.overview(ctx)
			if err != nil {
				return nil, err
			}
			all = append(all, sheet{ID: kind, Name: d.say("总览", "Overview"), Overview: o})
		case indicatorsPage:
			more, err := d.indicatorSheets(ctx)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		case projectsPage:
			all = append(all, d.projectSheets()...)
		case systemsPage:
			if s := d.systems(); s != nil {
				all = append(all, sheet{ID: kind, Name: d.say("督办与审批", "Follow-up"), Systems: s})
			}
		}
	}
	return all, nil
}

func (d *drawing) say(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(d.Lang) }

func (d *drawing) sayf(zh, en string, values ...any) string {
	return fmt.Sprintf(d.say(zh, en), values...)
}

// cutoff is the day of the projects' cut-off, or the first and the last.
func (d *drawing) cutoff() string {
	first, last := phrase.Day(d.region.First), phrase.Day(d.region.Last)
	if first != last {
		return first + " – " + last
	}
	return first
}

// today is the day up to which what is recorded by day holds.
func (d *drawing) today() string { return phrase.Day(d.At.In(d.Zone)) }

// here are the region's projects, with those below it.
func (d *drawing) here() []*progress.ProjectState {
	if d.projectsHere == nil {
		d.projectsHere = within(d.board, d.set)
	}
	return d.projectsHere
}

func within(b *progress.Board, set model.RegionSet) (all []*progress.ProjectState) {
	for i := range b.Projects {
		if set.Has(b.Projects[i].Region) {
			all = append(all, &b.Projects[i])
		}
	}
	return all
}

// called is a project's name, or its number where it has none.
func called(p *progress.ProjectState) string { return cmp.Or(p.Name, p.ID) }
