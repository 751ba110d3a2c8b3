package progress

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

var china = time.FixedZone("CST", 8*3600)

// works are a project's activities and what is known around them.
type works struct {
	start, finish model.Milestone
	activities    []model.Activity
	cutoffs       []model.Period
	calendar      *model.Workdays
}

func on(month time.Month, day int) model.Period { return model.NewDate(2020, month, day) }

// days is an activity of calendar days.
func days(number string, n int, after ...string) model.Activity {
	return model.Activity{Activity: number, Duration: n, Predecessors: after}
}

// workdays is an activity of working days.
func workdays(number string, n int, after ...string) model.Activity {
	a := days(number, n, after...)
	a.Workdays = true
	return a
}

// went gives an activity its actual dates.
func went(a model.Activity, start, finish model.Period) model.Activity {
	a.ActualStart, a.ActualFinish = start, finish
	return a
}

func (w works) part(tb testing.TB) part {
	tb.Helper()
	p := &project{region: "410505", id: "P1", objects: map[model.Kind][]model.Object{}, completed: map[int][]model.Point{}}
	add := func(kind model.Kind, id string, body any) {
		r, err := model.NewRecord(kind, "410505", id, model.Always(), body)
		require.NoError(tb, err)
		p.objects[kind] = append(p.objects[kind], model.Objects([]model.Record{r})...)
	}
	for _, a := range w.activities {
		a.Project = "P1"
		add(model.KindActivity, a.ID(), a)
	}
	w.start.Milestone, w.finish.Milestone = model.MilestoneStart, model.MilestoneFinish
	for _, m := range []model.Milestone{w.start, w.finish} {
		m.Project = "P1"
		add(model.KindMilestone, m.ID(), m)
	}
	for _, day := range w.cutoffs {
		p.total = append(p.total, model.Point{Period: day})
	}
	calendar := w.calendar
	if calendar == nil {
		calendar = model.DefaultWorkdays()
	}
	made, err := newSchedule(Rules{Zone: china, Workdays: calendar}, p)
	require.NoError(tb, err)
	return made
}

// at gives the schedule at the end of a day.
func (w works) at(tb testing.TB, day model.Period) *ScheduleState {
	tb.Helper()
	var s ProjectState
	w.part(tb).at(day.End(china), &s)
	require.NotNil(tb, s.Schedule)
	return s.Schedule
}

func planned(day model.Period) model.Milestone { return model.Milestone{Planned: day} }

func codes(s *ScheduleState) []string {
	var all []string
	for _, p := range s.Problems {
		all = append(all, p.Code)
	}
	return all
}

func find(tb testing.TB, s *ScheduleState, number string) ActivityState {
	tb.Helper()
	i := slices.IndexFunc(s.Activities, func(a ActivityState) bool { return a.Activity.Activity == number })
	require.GreaterOrEqual(tb, i, 0, number)
	return s.Activities[i]
}

// published is a network whose numbers stand in a textbook: day 0 is the
// evening before the project starts.
type published struct {
	source   string
	network  string // Number, duration, predecessors.
	duration int
	want     string // Number: ES EF LS LF float.
	critical string
}

var textbooks = []published{
	{
		source:  "Heizer and Render, Operations Management, chapter 3: Milwaukee Paper Manufacturing",
		network: `A 2; B 3; C 2 A; D 4 A B; E 4 C; F 3 C; G 5 D E; H 2 F G`, duration: 15,
		want:     `A 0 2 0 2 0; B 0 3 1 4 1; C 2 4 2 4 0; D 3 7 4 8 1; E 4 8 4 8 0; F 4 7 10 13 6; G 8 13 8 13 0; H 13 15 13 15 0`,
		critical: "A C E G H",
	},
	{
		source:  "Hillier and Lieberman, Introduction to Operations Research: Reliable Construction",
		network: `A 2; B 4 A; C 10 B; D 6 C; E 4 C; F 5 E; G 7 D; H 9 E G; I 7 C; J 8 F I; K 4 J; L 5 J; M 2 H; N 6 K L`, duration: 44,
		want: `A 0 2 0 2 0; B 2 6 2 6 0; C 6 16 6 16 0; D 16 22 20 26 4; E 16 20 16 20 0; F 20 25 20 25 0; G 22 29 26 33 4;
			H 29 38 33 42 4; I 16 23 18 25 2; J 25 33 25 33 0; K 33 37 34 38 1; L 33 38 33 38 0; M 38 40 42 44 4; N 38 44 38 44 0`,
		critical: "A B C E F J L N",
	},
	{ // With an event (the dummy 4-5) between works; its dates are those of its evening.
		source: "Taylor, Introduction to Management Science, chapter 8, solution to problem 6",
		network: `1-2 8; 1-3 10; 1-4 9; 2-5 6 1-2; 2-6 4 1-2; 3-5 5 1-3; 4-5 0 1-4; 4-7 7 1-4; 5-7 12 2-5 3-5 4-5; 5-8 15 2-5 3-5 4-5;
			6-9 18 2-6; 7-8 4 4-7 5-7; 8-9 7 5-8 7-8`, duration: 38,
		want: `1-2 0 8 1 9 1; 1-3 0 10 0 10 0; 1-4 0 9 6 15 6; 2-5 8 14 9 15 1; 2-6 8 12 16 20 8; 3-5 10 15 10 15 0;
			4-7 9 16 20 27 11; 5-7 15 27 15 27 0; 5-8 15 30 16 31 1; 6-9 12 30 20 38 8; 7-8 27 31 27 31 0; 8-9 31 38 31 38 0`,
		critical: "1-3 3-5 5-7 7-8 8-9",
	},
}

// TestTextbookNetworks takes the day on which the project starts as the first:
// a published ES of 2 is the third day, an EF of 2 the second.
func TestTextbookNetworks(t *testing.T) {
	first := on(3, 1)
	for _, book := range textbooks {
		t.Run(book.source, func(t *testing.T) {
			for _, extra := range []int{0, 3, -2} { // Days between the finish and the deadline.
				w := works{start: planned(first), finish: planned(first.Add(book.duration - 1 + extra))}
				for line := range strings.SplitSeq(book.network, ";") {
					var n int
					words := strings.Fields(line)
					_, err := fmt.Sscan(words[1], &n)
					require.NoError(t, err)
					w.activities = append(w.activities, days(words[0], n, words[2:]...))
				}
				s := w.at(t, on(2, 1))
				require.Empty(t, s.Problems)
				require.Equal(t, -extra, *s.DaysLate())
				for line := range strings.SplitSeq(book.want, ";") {
					var number string
					var es, ef, ls, lf, float int
					_, err := fmt.Sscan(line, &number, &es, &ef, &ls, &lf, &float)
					require.NoError(t, err)
					a := find(t, s, number)
					require.Equal(t, first.Add(es), a.EarliestStart, number)
					require.Equal(t, first.Add(ef-1), a.EarliestFinish, number)
					require.Equal(t, first.Add(ls+extra), a.LatestStart, number)
					require.Equal(t, first.Add(lf-1+extra), a.LatestFinish, number)
					require.Equal(t, float+extra, *a.Float, number)
				}
				var critical []string
				for _, a := range s.Activities {
					if a.Critical {
						critical = append(critical, a.Activity.Activity)
					}
				}
				require.Equal(t, book.critical, strings.Join(critical, " "))
			}
		})
	}
}

// TestSpringFestival has ten working days from Friday 17 January 2020: the
// 19th is a Sunday made up, the holidays go from the 24th through 2 February.
func TestSpringFestival(t *testing.T) {
	for _, c := range []struct {
		name   string
		a      model.Activity
		start  model.Period
		finish model.Period // The last day.
		late   model.Period // The latest start for a deadline of 9 February, a Sunday.
	}{
		{"calendar days", days("A", 10), on(1, 17), on(1, 26), on(1, 31)},
		{"five working days", workdays("A", 5), on(1, 17), on(1, 22), on(2, 3)},
		{"ten working days", workdays("A", 10), on(1, 17), on(2, 6), on(1, 19)},
		{"from a holiday", workdays("A", 1), on(1, 25), on(2, 3), on(2, 7)},
		{"on the made-up Sunday", workdays("A", 1), on(1, 18), on(1, 19), on(2, 7)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := works{start: planned(c.start), finish: planned(on(2, 9)), activities: []model.Activity{c.a}}.at(t, on(1, 1))
			require.Empty(t, s.Problems)
			require.Equal(t, c.finish, s.Activities[0].EarliestFinish)
			require.Equal(t, c.finish, s.Finish)
			require.Equal(t, c.late, s.Activities[0].LatestStart)
			require.Equal(t, on(2, 9), s.Activities[0].LatestFinish)
			require.True(t, s.Activities[0].Critical, "the only path, whatever its float")
		})
	}
}

// TestPathsOfBothCalendarsAreCriticalThroughout: a weekend between is float of
// one activity and not of the next, but both decide the finish.
func TestPathsOfBothCalendarsAreCriticalThroughout(t *testing.T) {
	s := works{
		start: planned(on(6, 4)), finish: planned(on(6, 8)), // Thursday, Monday.
		activities: []model.Activity{workdays("1", 1), workdays("2", 1, "1")},
	}.at(t, on(6, 1))
	require.Equal(t, 1, *s.Activities[0].Float)
	require.Equal(t, 3, *s.Activities[1].Float)
	require.True(t, s.Activities[0].Critical)
	require.True(t, s.Activities[1].Critical)
}

func TestAYearWithoutCalendarIsUnknown(t *testing.T) {
	calendar, err := model.ParseWorkdays([]byte("years: {2020: {off: [10-01]}}"))
	require.NoError(t, err)
	s := works{
		start: planned(on(12, 1)), finish: planned(model.NewDate(2021, 2, 1)), calendar: calendar,
		activities: []model.Activity{days("1", 5), workdays("2", 40, "1"), days("3", 2, "2")},
	}.at(t, on(11, 1))
	require.Equal(t, on(12, 7), s.Activities[1].EarliestStart, "the sixth is a Sunday")
	require.Equal(t, []string{ProblemCalendar}, codes(s))
	require.Contains(t, s.Problems[0].What.EN, "2021")
	require.Contains(t, s.Problems[0].What.ZH, "2021年")
	require.Equal(t, on(12, 5), s.Activities[0].EarliestFinish, "calendar days need no calendar")
	require.True(t, s.Activities[1].EarliestFinish.IsZero())
	require.True(t, s.Activities[2].EarliestStart.IsZero())
	require.Equal(t, model.NewDate(2021, 1, 31), s.Activities[2].LatestStart)
	require.True(t, s.Activities[1].LatestStart.IsZero())
	require.True(t, s.Activities[0].LatestFinish.IsZero())
	require.True(t, s.Finish.IsZero())
	require.Nil(t, s.DaysLate())
	for _, a := range s.Activities {
		require.Nil(t, a.Float)
		require.False(t, a.Critical)
	}
	whole := works{
		start: planned(on(1, 1)), finish: planned(model.NewDate(2021, 1, 1)), calendar: calendar,
		activities: []model.Activity{workdays("1", 300)},
	}.at(t, on(1, 1))
	require.Equal(t, []string{ProblemCalendar}, codes(whole), "the first day's eve is of 2019, which is not asked for")
}

func TestBrokenNetworksAreNamed(t *testing.T) {
	for _, c := range []struct {
		name       string
		activities []model.Activity
		want       string // The problem in English.
		dated      bool   // There are dates all the same.
	}{
		{
			"a cycle", []model.Activity{days("1", 1), days("3", 1, "1", "2"), days("2", 1, "4"), days("4", 1, "3"), days("5", 1, "4")},
			"the predecessors go round: 2 → 3 → 4 → 2; no dates can be worked out", false,
		},
		{"itself", []model.Activity{days("1", 1, "1")}, "the predecessors go round: 1 → 1; no dates can be worked out", false},
		{
			"none such", []model.Activity{days("1", 1), days("2", 1, "1", "9")},
			"activity 2 follows 9, which is not there; the dates are worked out without it", true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := works{start: planned(on(1, 1)), finish: planned(on(2, 1)), activities: c.activities}.at(t, on(1, 1))
			require.Len(t, s.Problems, 1)
			require.Equal(t, c.want, s.Problems[0].What.EN)
			require.NotEmpty(t, s.Problems[0].What.ZH)
			for _, a := range s.Activities {
				require.Equal(t, c.dated, !a.EarliestStart.IsZero())
				require.Equal(t, c.dated, !a.LatestFinish.IsZero())
				require.Equal(t, c.dated, a.Float != nil)
			}
			require.Equal(t, c.dated, !s.Finish.IsZero())
		})
	}
}

func TestTwoCyclesAreBothNamed(t *testing.T) {
	s := works{activities: []model.Activity{days("A1", 1, "A2"), days("A2", 1, "A1"), days("A10", 1, "A11"), days("A11", 1, "A10")}}.at(t, on(1, 1))
	require.Equal(t, []string{ProblemCycle, ProblemCycle}, codes(s)[:2])
	require.Equal(t, []string{"A1", "A2", "A1"}, s.Problems[0].Activities)
	require.Equal(t, []string{"A10", "A11", "A10"}, s.Problems[1].Activities)
}

func TestNothingToSchedule(t *testing.T) {
	require.Nil(t, works{}.part(t))
}

func TestWithoutDeadlineThereAreNoLatestDates(t *testing.T) {
	s := works{start: planned(on(1, 1)), activities: []model.Activity{days("1", 3)}}.at(t, on(12, 1))
	require.Equal(t, []string{ProblemNoDeadline}, codes(s))
	a := s.Activities[0]
	require.Equal(t, on(1, 3), a.EarliestFinish)
	require.True(t, a.LatestStart.IsZero())
	require.Nil(t, a.Float)
	require.True(t, a.Critical, "the finish depends on it all the same")
	require.False(t, a.Late, "what has no deadline is not late")
}

func TestWithoutStartThereAreLatestDatesOnly(t *testing.T) {
	w := works{finish: planned(on(1, 10)), activities: []model.Activity{days("1", 3), days("2", 2, "1")}}
	s := w.at(t, on(1, 1))
	require.Equal(t, []string{ProblemNoStart}, codes(s))
	require.Equal(t, on(1, 6), s.Activities[0].LatestStart)
	require.True(t, s.Activities[0].EarliestStart.IsZero())
	require.True(t, s.Finish.IsZero())
	require.True(t, w.at(t, on(1, 7)).Activities[0].Late)

	w.activities[0].ActualStart = on(1, 4)
	s = w.at(t, on(1, 4))
	require.Equal(t, on(1, 4), s.Start, "the first activity's, where the project says nothing")
	require.Equal(t, on(1, 8), s.Finish)
	require.Equal(t, []string{ProblemNoStart}, codes(w.at(t, on(1, 3))), "an actual start that has not come is none")
}

// TestEvents: an event takes no day. One that opens the works comes on the
// morning of its day, any other on the evening.
func TestEvents(t *testing.T) {
	w := works{
		start: planned(on(1, 6)), finish: planned(on(1, 10)),
		activities: []model.Activity{days("1", 0), days("2", 2, "1"), days("3", 0, "2"), days("4", 3, "3"), days("5", 0, "4")},
	}
	s := w.at(t, on(1, 1))
	wantStarts := []model.Period{on(1, 6), on(1, 6), on(1, 7), on(1, 8), on(1, 10)}
	wantFinishes := []model.Period{on(1, 6), on(1, 7), on(1, 7), on(1, 10), on(1, 10)}
	for i, a := range s.Activities {
		require.Equal(t, wantStarts[i], a.EarliestStart)
		require.Equal(t, wantFinishes[i], a.EarliestFinish)
		require.Equal(t, wantStarts[i], a.LatestStart)
		require.Equal(t, wantFinishes[i], a.LatestFinish)
		require.Zero(t, *a.Float)
	}
	w.activities[0] = went(w.activities[0], on(1, 7), model.Period{})
	s = w.at(t, on(1, 7))
	require.Equal(t, on(1, 12), s.Finish, "works that have not begun begin after the data date")
	w.activities[1] = went(w.activities[1], on(1, 7), model.Period{})
	require.Equal(t, on(1, 11), w.at(t, on(1, 7)).Finish, "they began on the day of the event")
	require.Empty(t, w.at(t, on(1, 7)).Problems)

	only := works{start: planned(on(1, 6)), finish: planned(on(1, 10)), activities: []model.Activity{days("1", 0), days("2", 0, "1")}}
	for _, a := range only.at(t, on(1, 1)).Activities {
		require.Equal(t, on(1, 10), a.LatestStart, "never after the deadline")
	}
}

func TestLateIsWhatHasPassedWithoutAnActualDate(t *testing.T) {
	w := works{
		start: planned(on(1, 1)), finish: planned(on(1, 10)),
		activities: []model.Activity{days("1", 3), days("2", 4, "1")},
	}
	late := func(day model.Period) [2]bool {
		s := w.at(t, day)
		return [2]bool{s.Activities[0].Late, s.Activities[1].Late}
	}
	require.Equal(t, on(1, 4), w.at(t, on(1, 1)).Activities[0].LatestStart)
	require.Equal(t, [2]bool{false, false}, late(on(1, 4)), "its day may be used")
	require.Equal(t, [2]bool{true, false}, late(on(1, 5)), "however far its finish is")
	require.Equal(t, [2]bool{true, true}, late(on(1, 8)))

	w.activities[0].ActualStart = on(1, 5)
	require.Equal(t, [2]bool{false, false}, late(on(1, 6)), "begun, if late; its finish has not passed")
	require.Equal(t, [2]bool{true, false}, late(on(1, 7)))
	w.activities[0].ActualFinish = on(1, 9)
	require.Equal(t, [2]bool{true, true}, late(on(1, 8)), "what comes later has not come")
	require.Equal(t, [2]bool{false, true}, late(on(1, 9)))

	w.finish.Actual = on(1, 12)
	require.Equal(t, [2]bool{false, true}, late(on(1, 11)))
	s := w.at(t, on(1, 12))
	require.True(t, s.Finished)
	require.Equal(t, on(1, 12), s.Finish)
	require.Equal(t, 2, *s.DaysLate())
	require.Equal(t, [2]bool{false, false}, late(on(1, 12)), "nothing of a finished project is late")
}

func TestTheFinishFollowsFromWhatWasReported(t *testing.T) {
	w := works{
		start: planned(on(3, 1)), finish: planned(on(3, 31)), cutoffs: []model.Period{on(3, 5), on(3, 25)},
		activities: []model.Activity{days("1", 5), days("2", 10, "1"), days("3", 5, "2")},
	}
	require.Equal(t, on(3, 20), w.at(t, on(3, 4)).Finish, "nothing was reported yet: as planned")
	s := w.at(t, on(3, 24))
	require.Equal(t, on(3, 5), s.DataDate, "time passing makes a report late, not a project slow")
	require.Equal(t, on(3, 6), s.Activities[0].EarliestStart, "not begun by the cut-off")
	require.Equal(t, on(3, 25), s.Finish)
	require.Equal(t, -6, *s.DaysLate())
	require.Equal(t, on(4, 14), w.at(t, on(3, 25)).Finish, "the next report says that nothing began")

	w.activities[0] = went(w.activities[0], on(3, 2), on(3, 4))
	w.activities[1].ActualStart = on(3, 5)
	s = w.at(t, on(3, 24))
	require.Equal(t, []model.Period{on(3, 2), on(3, 4)}, []model.Period{s.Activities[0].EarliestStart, s.Activities[0].EarliestFinish})
	require.Equal(t, on(3, 14), s.Activities[1].EarliestFinish)
	require.Equal(t, on(3, 19), s.Finish)
	require.Nil(t, s.Activities[0].Float, "what is finished can't slip")
	require.Equal(t, 12, *s.Activities[1].Float)
	s = w.at(t, on(3, 25))
	require.Equal(t, on(3, 25), s.Activities[1].EarliestFinish, "under way at the cut-off")
	require.Equal(t, on(3, 30), s.Finish)
	require.Equal(t, 1, *s.Activities[1].Float)
	require.True(t, s.Activities[1].Critical)

	w.activities[1].ActualFinish = on(3, 28)
	require.Equal(t, on(3, 28), w.at(t, on(3, 28)).DataDate, "an actual date is a report too")
	require.Equal(t, on(4, 2), w.at(t, on(3, 28)).Finish)
	require.Equal(t, -2, *w.at(t, on(3, 28)).Activities[2].Float)
}

func TestImpossibleDatesAreNamed(t *testing.T) {
	w := works{
		start: planned(on(1, 1)), finish: planned(on(1, 20)),
		activities: []model.Activity{went(days("1", 3), on(1, 5), on(1, 2)), went(days("2", 3, "1"), on(1, 1), model.Period{}), days("3", 1, "2")},
	}
	s := w.at(t, on(1, 10))
	require.Equal(t, []string{ProblemFinishBeforeStart, ProblemOutOfOrder}, codes(s))
	require.Equal(t, "activity 1 finished on 2020-01-02, before it started on 2020-01-05; its finish is taken", s.Problems[0].What.EN)
	require.Equal(t, "activity 2 started on 2020-01-01, before 1, which it follows, had finished (on 2020-01-02)", s.Problems[1].What.EN)
	require.Equal(t, on(1, 2), s.Activities[0].EarliestFinish)

	w.activities[0] = went(days("1", 3), on(1, 1), model.Period{})
	s = w.at(t, on(1, 10))
	require.Equal(t, "工序 2 于 2020-01-01 开始时，紧前工序 1 尚未完成", s.Problems[0].What.ZH)
	w.activities[0] = went(days("1", 3), on(1, 1), on(1, 1))
	require.Empty(t, w.at(t, on(1, 10)).Problems, "handed over within the day")

	w.finish = planned(on(1, 1))
	w.start = planned(on(1, 2))
	require.Equal(t, []string{ProblemDeadlineBeforeStart}, codes(w.at(t, on(1, 10))))
}

// TestZhongdingTookNineMonths has the bulletin's project: on the site on
// 1 October 2019, in production on 1 July 2020.
func TestZhongdingTookNineMonths(t *testing.T) {
	entered, produced := model.NewDate(2019, 10, 1), on(7, 1)
	w := works{
		start: model.Milestone{Planned: entered, Actual: entered}, finish: planned(produced),
		activities: []model.Activity{
			went(days("1", 76), entered, model.NewDate(2019, 12, 15)), went(days("2", 100, "1"), model.NewDate(2019, 12, 16), on(3, 31)),
			went(days("3", 92, "2"), on(4, 1), model.Period{}),
		},
	}
	s := w.at(t, on(4, 1))
	require.Equal(t, produced, s.Finish)
	require.Zero(t, *s.DaysLate())
	require.Equal(t, on(4, 1), s.Activities[2].LatestStart)
	w.activities[2].ActualFinish, w.finish.Actual = produced, produced
	s = w.at(t, on(9, 8))
	require.True(t, s.Finished)
	require.Equal(t, produced, s.Finish)
}

// anyWorks draws a network without cycles, whose activities have not begun.
func anyWorks(t *rapid.T) works {
	w := works{start: planned(on(rapid.SampledFrom([]time.Month{1, 4, 9}).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")))}
	calendars := rapid.IntRange(0, 2).Draw(t, "calendars")
	for i := range rapid.IntRange(1, 12).Draw(t, "activities") {
		a := days(fmt.Sprint(i), rapid.IntRange(0, 6).Draw(t, "days"))
		a.Workdays = calendars == 1 || (calendars == 2 && rapid.Bool().Draw(t, "workdays"))
		for p := range i {
			if rapid.IntRange(0, 3).Draw(t, "after") == 0 {
				a.Predecessors = append(a.Predecessors, fmt.Sprint(p))
			}
		}
		w.activities = append(w.activities, a)
	}
	return w
}

// proceed lets some activities begin and finish in order up to a day.
func (w works) proceed(t *rapid.T, tb testing.TB) works {
	began := w.at(tb, on(1, 1))
	w.activities = slices.Clone(w.activities)
	gone := w.start.Planned.Add(rapid.IntRange(0, 12).Draw(t, "gone"))
	for i, a := range began.Activities {
		over := w.activities[i].Duration > 0 && rapid.Bool().Draw(t, "proceeds")
		if over && a.EarliestFinish.Key() <= gone.Key() && w.allFinished(w.activities[i].Predecessors) {
			w.activities[i].ActualStart, w.activities[i].ActualFinish = a.EarliestStart, a.EarliestFinish
		}
	}
	w.cutoffs = []model.Period{gone}
	return w
}

func (w works) allFinished(numbers []string) bool {
	return !slices.ContainsFunc(w.activities, func(a model.Activity) bool {
		return slices.Contains(numbers, a.Activity) && a.ActualFinish.IsZero()
	})
}

func TestAFeasibleScheduleHasNoNegativeFloat(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt)
		if rapid.Bool().Draw(rt, "proceed") {
			w = w.proceed(rt, t)
		}
		w.finish = planned(w.at(t, on(12, 31)).Finish.Add(rapid.IntRange(0, 5).Draw(rt, "extra")))
		s := w.at(t, on(12, 31))
		require.LessOrEqual(rt, *s.DaysLate(), 0)
		critical := 0
		for _, a := range s.Activities {
			if !a.ActualFinish.IsZero() {
				require.Nil(rt, a.Float)
				continue
			}
			require.GreaterOrEqual(rt, *a.Float, 0)
			require.GreaterOrEqual(rt, a.LatestStart.Key(), a.EarliestStart.Key())
			require.GreaterOrEqual(rt, a.LatestFinish.Key(), a.EarliestFinish.Key())
			if a.Critical {
				critical++
			}
		}
		if slices.ContainsFunc(s.Activities, func(a ActivityState) bool { return a.EarliestFinish == s.Finish && a.Float != nil && a.Duration > 0 }) {
			require.Positive(rt, critical, "something decides when the project finishes")
		}
	})
}

// In calendar days the critical activities are those of the least float, and
// the least float is what is left until the deadline.
func TestInCalendarDaysTheLeastFloatIsCritical(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt)
		for i := range w.activities {
			w.activities[i].Workdays = false
		}
		w.finish = planned(w.start.Planned.Add(rapid.IntRange(0, 40).Draw(rt, "deadline")))
		s := w.at(t, on(1, 1))
		least := *slices.MinFunc(s.Activities, func(a, b ActivityState) int { return *a.Float - *b.Float }).Float
		require.Equal(rt, -*s.DaysLate(), least)
		for _, a := range s.Activities {
			require.Equal(rt, *a.Float == least, a.Critical, a.Activity.Activity)
		}
	})
}

func TestTheOrderOfRowsChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt).proceed(rt, t)
		w.finish = planned(w.start.Planned.Add(20))
		want := datesOf(w.at(t, on(12, 31)))
		w.activities = rapid.Permutation(w.activities).Draw(rt, "rows")
		for i, a := range w.activities {
			w.activities[i].Predecessors = slices.Clone(a.Predecessors)
			slices.Reverse(w.activities[i].Predecessors)
		}
		require.Equal(rt, want, datesOf(w.at(t, on(12, 31))))
	})
}

// datesOf writes what the passes gave.
func datesOf(s *ScheduleState) []string {
	var all []string
	for _, a := range s.Activities {
		float := "-"
		if a.Float != nil {
			float = fmt.Sprint(*a.Float)
		}
		all = append(all, fmt.Sprint(a.Activity.Activity, a.EarliestStart, a.EarliestFinish, a.LatestStart, a.LatestFinish, float, a.Critical, a.Late))
	}
	return append(all, fmt.Sprint(s.Start, s.Deadline, s.DataDate, s.Finish, s.Problems))
}

// Between the changes that the part tells, nothing changes; and what is
// remembered of one instant is not given for another.
func TestNothingChangesBetweenChanges(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWorks(rt).proceed(rt, t)
		w.finish = planned(w.start.Planned.Add(rapid.IntRange(0, 30).Draw(rt, "deadline")))
		w.activities[0].ActualStart = w.start.Planned.Add(rapid.IntRange(0, 30).Draw(rt, "late start"))
		p := w.part(t)
		at := InOrder(p.changes())
		for range 8 {
			moment := w.start.Planned.Start(china).Add(time.Duration(rapid.IntRange(-5*86400, 60*86400).Draw(rt, "moment")) * time.Second)
			var here, there, fresh ProjectState
			p.at(moment, &here)
			last := at[0]
			for _, change := range at {
				if !change.After(moment) {
					last = change
				}
			}
			w.part(t).at(last, &there)
			w.part(t).at(moment, &fresh)
			require.Equal(rt, fresh.Schedule, here.Schedule)
			require.Equal(rt, there.Schedule, here.Schedule)
		}
	})
}

func TestNumbersAreOrderedAsPeopleCount(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		number := rapid.StringMatching(`[A-C]{0,2}[0-9]{0,3}[-.]?[0-9]{0,2}`)
		a, b, c := number.Draw(rt, "a"), number.Draw(rt, "b"), number.Draw(rt, "c")
		require.Equal(rt, compareNumbers(a, b), -compareNumbers(b, a))
		require.Equal(rt, a == b, compareNumbers(a, b) == 0)
		if compareNumbers(a, b) <= 0 && compareNumbers(b, c) <= 0 {
			require.LessOrEqual(rt, compareNumbers(a, c), 0)
		}
	})
	numbers := []string{"10", "2", "A10", "A2", "1.10", "1.9", "二", "一"}
	slices.SortFunc(numbers, compareNumbers)
	require.Equal(t, []string{"1.9", "1.10", "2", "10", "A2", "A10", "一", "二"}, numbers)
}

// BenchmarkSchedule is one project's passes with 20 activities, as an instant
// of its history needs them.
func BenchmarkSchedule(b *testing.B) {
	for name, in := range map[string]bool{"calendar": false, "workdays": true} {
		b.Run(name, func(b *testing.B) {
			w := works{start: planned(on(1, 2)), finish: planned(on(12, 1))}
			for i := range 20 {
				a := days(fmt.Sprint(i), 12)
				a.Workdays = in
				if i > 1 {
					a.Predecessors = []string{fmt.Sprint(i - 1), fmt.Sprint(i - 2)}[i%2:]
				}
				w.activities = append(w.activities, a)
			}
			s, ok := w.part(b).(*schedule)
			require.True(b, ok)
			at := on(6, 1).End(china)
			for b.Loop() {
				s.work(s.plans[0].value, at)
			}
		})
	}
}
