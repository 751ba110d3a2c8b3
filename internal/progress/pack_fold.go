package progress

import (
	"cmp"
	"slices"
	"time"
)

// coloured is what all packs say of a project from an instant on.
type coloured = dated[[]Verdict]

// colours gives what each pack says of a project at t, without ranks. A pack
// that has nothing to say is left out. The verdicts are shared.
func (f *Portfolio) colours(p *project, t time.Time) []Verdict {
	year := t.In(f.rules.Zone).Year()
	key := colourKey{p, year}
	known, ok := f.memo.colours.Load(key)
	if !ok {
		known, _ = f.memo.colours.LoadOrStore(key, f.colourYear(p, year))
	}
	verdicts, _ := holding(known.([]coloured), t)
	return verdicts
}

// colourKey names a project's colours in a year.
type colourKey struct {
	project *project
	year    int
}

// colourYear folds a project's facts forward through a year. A year stands for
// itself, as its task does: what was held and counted in the one before is not
// taken over.
func (f *Portfolio) colourYear(p *project, year int) []coloured {
	from, to := yearStart(year, f.rules.Zone), yearStart(year+1, f.rules.Zone)
	folds := make([]colourFold, len(f.rules.Colours))
	for i := range f.rules.Colours {
		folds[i].pack, folds[i].zone = &f.rules.Colours[i], f.rules.Zone
	}
	var all []coloured
	for _, t := range between(append(f.judgedAt(p), from), from, to.Add(-time.Second)) {
		s := f.progressOf(p, t)
		for _, part := range p.judged {
			part.at(t, &s)
		}
		var verdicts []Verdict
		for i := range folds {
			v := f.judge(folds[i].pack, p, &s, t)
			if v = folds[i].next(v, &s, t); v.Colour != "" {
				verdicts = append(verdicts, v)
			}
		}
		all = append(all, coloured{t, verdicts})
	}
	return all
}

// judgedAt are the instants at which what packs look at may change.
func (f *Portfolio) judgedAt(p *project) []time.Time {
	zone := f.rules.Zone
	at := append(starts(p.particular), p.start.changes(zone)...)
	at = append(at, p.grants.changes(zone)...)
	for _, target := range p.targets {
		at = append(at, target.changes(zone)...)
	}
	for _, points := range p.completed {
		at = append(at, ends(points, zone)...)
	}
	for _, part := range p.judged {
		if often, ok := part.(judgedPart); ok {
			at = append(at, often.judgedAt()...)
			continue
		}
		at = append(at, part.changes()...)
	}
	return at
}

// colourFold is what a pack remembers of a project's year.
type colourFold struct {
	pack   *Pack
	zone   *time.Location
	months [12]int   // The level of each month's last colour, from 1; 0 where there is none yet.
	last   int       // The last month that has one.
	held   bool      // The holding colour was given and nothing has ended it.
	since  time.Time // Cut-off of the report that last gave it; zero where no report did.
}

// next takes what the rules say at t and gives the verdict: with the colour
// that holds, and the months running.
func (c *colourFold) next(v Verdict, s *ProjectState, t time.Time) Verdict {
	if v.Colour == "" {
		return v
	}
	if c.holds(v, s) && v.Colour != c.pack.Holds.Colour {
		v.Colour, v.Held = c.pack.Holds.Colour, true
	}
	if month, ok := c.month(v, s, t); ok {
		c.note(month, v.Pack.Level(v.Colour))
		v.Streak = c.running(v.Pack.Level(v.Colour))
		v.Escalation = c.step()
	}
	return v
}

// month is the month, from 0, that a verdict is about: that of the report, for
// time passing adds no month to one; else, of a start that is awaited, the one
// at hand. Other subjects are not counted by months.
func (c *colourFold) month(v Verdict, s *ProjectState, t time.Time) (int, bool) {
	if _, ok := v.Subject(OfProgress); ok {
		return int(s.Cutoff.Month()) - 1, true
	}
	_, ok := v.Subject(OfStart)
	return int(t.In(c.zone).Month()) - 1, ok
}

// holds tells whether the pack's holding colour (red) stands. Once given it
// stands until a later report is better and no obstacle of the project is open:
// 销号. Where it was not a report that gave it, its cause must have gone.
func (c *colourFold) holds(v Verdict, s *ProjectState) bool {
	h := c.pack.Holds
	if h == nil {
		return false
	}
	level := c.pack.Level(h.Colour)
	if c.pack.Level(v.Colour) >= level {
		c.held, c.since = true, time.Time{}
		if one, ok := v.Subject(OfProgress); ok && c.pack.Level(one.Colour) >= level {
			c.since = s.Cutoff
		}
		return true
	}
	reported := c.since.IsZero() || s.Cutoff.After(c.since)
	c.held = c.held && (!reported || blocked(s))
	return c.held
}

// note writes down a month's level. A month without a report holds the colour
// of the one before.
func (c *colourFold) note(month, level int) {
	for m := c.last + 1; m < month; m++ {
		c.months[m] = c.months[c.last]
	}
	c.last, c.months[month] = month, level+1
}

// running is how many months, up to the last one, had a level or a worse one.
func (c *colourFold) running(level int) int {
	n := 0
	for m := c.last; m >= 0 && c.months[m] > level; m-- {
		n++
	}
	return n
}

// step is the escalation that is reached: of the worst colour the one of the
// most months.
func (c *colourFold) step() *Escalation {
	var reached *Escalation
	for i, e := range c.pack.Escalation {
		level := c.pack.Level(e.Colour)
		if c.running(level) < e.Months {
			continue
		}
		if reached == nil || cmp.Or(
			cmp.Compare(level, c.pack.Level(reached.Colour)), cmp.Compare(e.Months, reached.Months)) > 0 {
			reached = &c.pack.Escalation[i]
		}
	}
	return reached
}

// blocked tells that an obstacle of the project is open.
func blocked(s *ProjectState) bool {
	return slices.ContainsFunc(s.Obstacles, func(o ObstacleState) bool { return o.Open })
}
