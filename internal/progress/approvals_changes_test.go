package progress

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// Between two of its changes the part says the same at every second: also
// where working days run into years that nobody knows, and where a file knows
// years apart from each other.
func TestApprovalsChangeOnlyWhenTheySaySo(t *testing.T) {
	apart, err := model.ParseWorkdays([]byte("years: {2020: {off: [01-01]}, 2022: {off: [01-01]}}"))
	require.NoError(t, err)
	calendars := map[string]*model.Workdays{"published": model.DefaultWorkdays(), "apart": apart, "none": nil}
	ends := []model.Period{
		model.NewDate(2017, 12, 20), model.NewDate(2020, 1, 10), model.NewDate(2021, 12, 20), model.NewDate(2026, 12, 1),
	}
	zone := time.FixedZone("CST", 8*3600)
	rapid.Check(t, func(t *rapid.T) {
		calendar := rapid.SampledFrom([]string{"published", "apart", "none"}).Draw(t, "calendar")
		about := rapid.SampledFrom(ends).Draw(t, "about")
		p := &project{objects: map[model.Kind][]model.Object{}}
		for range rapid.IntRange(1, 3).Draw(t, "procedures") {
			p.objects[model.KindProcedure] = append(p.objects[model.KindProcedure], procedureAround(t, about))
		}
		made, err := newApprovals(Rules{Workdays: calendars[calendar], Zone: zone}, p)
		require.NoError(t, err)
		at := about.Start(zone).Add(time.Duration(rapid.IntRange(-60*86400, 500*86400).Draw(t, "second")) * time.Second)
		a := made.(judgedPart)
		stateAt := func(t time.Time) *ProjectState {
			s := &ProjectState{}
			a.at(t, s)
			return s
		}
		last := lastOf(a.changes(), at)
		require.Equal(t, stateAt(last).Approvals, stateAt(at).Approvals, "%s and %s", last, at)
		last = lastOf(a.judgedAt(), at)
		require.Equal(t, approvalStates(stateAt(last)), approvalStates(stateAt(at)), "judged at %s and %s", last, at)
	})
}

// lastOf is the last of some instants that has come by another.
func lastOf(all []time.Time, by time.Time) (last time.Time) {
	for _, t := range all {
		if !t.After(by) && t.After(last) {
			last = t
		}
	}
	return last
}

// procedureAround is a procedure through one or two statements.
func procedureAround(t *rapid.T, about model.Period) model.Object {
	anyDay := func(name string) model.Period {
		after := rapid.IntRange(-30, 90).Draw(t, name)
		if after < -20 {
			return model.Period{}
		}
		return about.Add(after)
	}
	var records []model.Record
	for i := range rapid.IntRange(1, 2).Draw(t, "statements") {
		p := model.Procedure{
			Project: "P1", Accepted: anyDay("accepted"), Completed: anyDay("completed"), SupplyBy: anyDay("supply by"),
			Supplied: anyDay("supplied"), Limit: rapid.IntRange(0, 12).Draw(t, "limit"),
		}
		for range rapid.IntRange(0, 2).Draw(t, "stops") {
			s := model.Stop{From: anyDay("from"), To: anyDay("to")}
			if rapid.Bool().Draw(t, "a year long") {
				s.To = s.From.Add(400)
			}
			p.Stops = append(p.Stops, s)
		}
		from := model.Always()
		if i > 0 {
			from = about.Add(rapid.IntRange(0, 40).Draw(t, "valid from")).Start(time.UTC)
		}
		r, err := model.NewRecord(model.KindProcedure, "410505", "P1", from, p)
		require.NoError(t, err)
		records = append(records, r)
	}
	return model.Objects(records)[0]
}
