package wall

import (
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// owed are the late reports for one period that were due on one day.
type owed struct {
	period model.Period
	due    time.Time
	names  []string
}

// shownLate are how many kinds of late reports have room.
const shownLate = 3

// late says which reports are owed, and since when: those of projects by the
// period, those of indicators likewise.
func (d *drawing) late() (all []string) {
	var projects, indicators []owed
	for _, p := range d.here() {
		if p.Report != nil && p.Report.Late {
			projects = owe(projects, *p.Report, called(p))
		}
	}
	for _, i := range d.board.Indicators {
		if d.set.Has(i.Region) && i.Report != nil && i.Report.Late {
			name := model.Text{ZH: i.Indicator.Name, EN: i.Indicator.NameEN}.In(d.Lang)
			if r, ok := d.Catalog.Region(i.Region); ok && i.Region != d.region.Code {
				name = d.sayf("%s%s", "%s: %s", nameOf(r, d.Lang), name)
			}
			indicators = owe(indicators, *i.Report, name)
		}
	}
	newest := func(a, b owed) int { return b.due.Compare(a.due) }
	slices.SortStableFunc(projects, newest)
	slices.SortStableFunc(indicators, newest)
	for _, o := range projects {
		all = append(all, d.owedText(o, "%d 个项目", "%d projects"))
	}
	for _, o := range indicators {
		all = append(all, d.owedText(o, "%d 项指标", "%d indicators"))
	}
	return all
}

// owe adds a late report to those of its period.
func owe(all []owed, r progress.Report, name string) []owed {
	at := slices.IndexFunc(all, func(o owed) bool { return o.period == r.Period && o.due.Equal(r.Due) })
	if at < 0 {
		at, all = len(all), append(all, owed{period: r.Period, due: r.Due})
	}
	all[at].names = append(all[at].names, name)
	return all
}

// owedText names one that owes, and counts several.
func (d *drawing) owedText(o owed, zh, en string) string {
	who := o.names[0]
	if len(o.names) > 1 {
		who = d.sayf(zh, en, len(o.names))
	}
	due := o.due.In(d.Zone)
	return d.sayf("%s %s报送逾期（%s应报）", "%s: report for %s late (due %s)",
		who, d.month(o.period), due.Format(d.say("1月2日", "2 Jan")))
}
