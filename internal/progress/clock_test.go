package progress

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

func day(text string) model.Period {
	p, err := model.ParsePeriod(text, 0)
	if err != nil {
		panic(err)
	}
	return p
}

func stop(from, to string) model.Stop {
	s := model.Stop{From: day(from)}
	if to != "" {
		s.To = day(to)
	}
	return s
}

// Worked on the wall calendar of 2020: Spring Festival from 24 January to
// 2 February, made up on Sunday the 19th; National Day from 1 to 8 October, made
// up on Sunday 27 September and Saturday 10 October.
func TestWorkingDaysOfAProcedure(t *testing.T) {
	for name, c := range map[string]struct {
		accepted, through string
		stops             []model.Stop
		limit             int
		used              int    // -1: not known.
		due               string // Empty: not known.
	}{
		"the same day":               {"2020-07-06", "2020-07-06", nil, 1, 0, "2020-07-07"},
		"the next day":               {"2020-07-06", "2020-07-07", nil, 2, 1, "2020-07-08"},
		"accepted on a Friday":       {"2020-07-10", "2020-07-12", nil, 1, 0, "2020-07-13"},
		"accepted on a holiday":      {"2020-10-03", "2020-10-09", nil, 2, 1, "2020-10-10"},
		"across Spring Festival":     {"2020-01-17", "2020-02-05", nil, 10, 8, "2020-02-07"}, // 19–23 January, 3–5 February.
		"across National Day":        {"2020-09-25", "2020-10-12", nil, 7, 7, "2020-10-12"},  // 27–30 September, 9, 10 and 12 October.
		"due on the worked Sunday":   {"2020-09-24", "2020-09-30", nil, 2, 5, "2020-09-27"},
		"a stop inside":              {"2020-07-06", "2020-07-17", []model.Stop{stop("2020-07-08", "2020-07-10")}, 5, 6, "2020-07-16"},
		"a stop over a weekend":      {"2020-07-06", "2020-07-14", []model.Stop{stop("2020-07-11", "2020-07-12")}, 5, 6, "2020-07-13"},
		"from the day of acceptance": {"2020-07-06", "2020-07-10", []model.Stop{stop("2020-07-06", "2020-07-08")}, 2, 2, "2020-07-10"},
		"before the acceptance":      {"2020-07-06", "2020-07-10", []model.Stop{stop("2020-06-01", "2020-06-30")}, 2, 4, "2020-07-08"},
		"two that overlap": {"2020-07-06", "2020-07-17",
			[]model.Stop{stop("2020-07-09", "2020-07-13"), stop("2020-07-08", "2020-07-10")}, 5, 5, "2020-07-17"},
		"two that touch": {"2020-07-06", "2020-07-17",
			[]model.Stop{stop("2020-07-08", "2020-07-09"), stop("2020-07-10", "2020-07-13")}, 5, 5, "2020-07-17"},
		"one within the other": {"2020-07-06", "2020-07-17",
			[]model.Stop{stop("2020-07-08", "2020-07-13"), stop("2020-07-09", "2020-07-10")}, 5, 5, "2020-07-17"},
		"still going on":           {"2020-07-06", "2020-07-17", []model.Stop{stop("2020-07-08", "")}, 5, 1, ""},
		"going on after the limit": {"2020-07-06", "2020-07-17", []model.Stop{stop("2020-07-08", "")}, 1, 1, "2020-07-07"},
		"going on within another": {"2020-07-06", "2020-07-17",
			[]model.Stop{stop("2020-07-08", ""), stop("2020-07-09", "2020-07-10")}, 5, 1, ""},
		"beyond the last day":         {"2020-07-06", "2020-07-10", []model.Stop{stop("2020-07-09", "2020-07-31")}, 5, 2, "2020-08-05"},
		"begins after the last day":   {"2020-07-06", "2020-07-10", []model.Stop{stop("2020-07-13", "2020-07-31")}, 5, 4, "2020-07-13"},
		"ends before it begins":       {"2020-07-06", "2020-07-10", []model.Stop{stop("2020-07-09", "2020-07-08")}, 5, 4, "2020-07-13"},
		"a year that is not known":    {"2017-06-01", "2017-06-05", nil, 5, -1, ""},
		"from the year before":        {"2017-12-31", "2018-01-03", nil, 2, 2, "2018-01-03"},
		"out of a year not known":     {"2017-12-29", "2018-01-03", nil, 2, -1, ""},
		"into a year not known":       {"2026-12-28", "2027-01-04", nil, 3, -1, "2026-12-31"},
		"due in a year not known":     {"2026-12-28", "2026-12-31", nil, 4, 3, ""},
		"stopped while not known":     {"2017-12-01", "2018-01-03", []model.Stop{stop("2017-12-02", "2017-12-31")}, 2, 2, "2018-01-03"},
		"a limit beyond any calendar": {"2020-07-06", "2020-07-07", nil, 1 << 30, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			through := day(c.through)
			k := newClock(model.DefaultWorkdays(), model.Procedure{Accepted: day(c.accepted), Stops: c.stops}, through)
			used := Number{}
			if c.used >= 0 {
				used = Known(float64(c.used))
			}
			require.Equal(t, used, k.used(through))
			due, known := k.due(c.limit)
			require.Equal(t, c.due != "", known)
			require.Equal(t, c.due, due.String())
		})
	}
}

// However the stops lie, counting day by day says the same, in whatever order
// they are stated, and what is due is the day on which the limit is used up.
func TestTheClockCountsAsOneWouldByHand(t *testing.T) {
	days := model.DefaultWorkdays()
	rapid.Check(t, func(t *rapid.T) {
		p := model.Procedure{Accepted: day("2019-12-20").Add(rapid.IntRange(0, 60).Draw(t, "accepted"))}
		for range rapid.IntRange(0, 4).Draw(t, "stops") {
			s := model.Stop{From: p.Accepted.Add(rapid.IntRange(-10, 60).Draw(t, "from"))}
			if length := rapid.IntRange(0, 30).Draw(t, "length"); length > 0 {
				s.To = s.From.Add(length - 1)
			}
			p.Stops = append(p.Stops, s)
		}
		through := p.Accepted.Add(rapid.IntRange(0, 90).Draw(t, "days"))
		k := newClock(days, p, through)
		byHand := 0.0
		var last model.Period
		for d := p.Accepted.Add(1); d.Key() <= through.Key(); d = d.Add(1) {
			if working, _ := days.Working(d); working && !stopped(p.Stops, d) {
				byHand++
				last = d
			}
		}
		require.Equal(t, Known(byHand), k.used(through))
		if byHand > 0 {
			due, known := k.due(int(byHand))
			require.True(t, known)
			require.Equal(t, last, due)
		}
		p.Stops = rapid.Permutation(p.Stops).Draw(t, "order")
		require.Equal(t, k, newClock(days, p, through))
	})
}

func stopped(stops []model.Stop, d model.Period) bool {
	for _, s := range stops {
		if s.From.Key() <= d.Key() && (s.To.IsZero() || d.Key() <= s.To.Key()) {
			return true
		}
	}
	return false
}
