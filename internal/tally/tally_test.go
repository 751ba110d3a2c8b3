package tally_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/tally"
)

var zone = time.FixedZone("Asia/Shanghai", 8*3600)

func day(month time.Month, d int) model.Period { return model.NewDate(2020, month, d) }

func yuan(n int64) *decimal.Decimal {
	d := decimal.NewFromInt(n)
	return &d
}

func reserve() tally.Facts {
	return tally.Facts{Memberships: []model.Membership{
		{Of: "省库", Project: "P1", Industry: "制造业", Declared: day(3, 1), Admitted: day(4, 1), Investment: yuan(10)},
		{Of: "省库", Name: "绿道", Declared: day(3, 2), Investment: yuan(5)},
		{Of: "市库", Project: "P1", Industry: "制造业", Declared: day(5, 1), Admitted: day(6, 1), Investment: yuan(10)},
		{Of: "市库", Name: "无日期"},
		{Of: "982", Year: 2020, Project: "P1", Industry: "制造业", Planned: yuan(3), Investment: yuan(10)},
		{Of: "982", Year: 2020, Name: "绿道", Admitted: day(7, 2), Planned: yuan(1)},
		{Of: "982", Year: 2021, Project: "P1", Planned: yuan(7)},
	}}
}

func district() tally.Facts {
	f := reserve()
	f.Attractions = []model.Attraction{
		{Attraction: "Z1", Industry: "制造业", Investment: yuan(100), Signed: day(1, 5), Landed: day(3, 5), Started: day(8, 1)},
		{Attraction: "Z2", Industry: "文旅", Signed: day(2, 5)},
	}
	f.Funds = []tally.Fund{
		{Attraction: "Z1", Month: model.NewMonth(2019, 12), Yuan: *yuan(50)},
		{Attraction: "Z1", Month: model.NewMonth(2020, 6), Yuan: *yuan(4)},
		{Attraction: "Z1", Month: model.NewMonth(2020, 7), Yuan: *yuan(6)},
		{Attraction: "Z2", Month: model.NewMonth(2020, 7), Yuan: *yuan(1)},
	}
	f.Ceremonies = []model.Ceremony{
		{Ceremony: "一季度", Date: day(3, 20), Investment: yuan(30)},
		{Ceremony: "一季度", Date: day(3, 20), Project: "P1", Industry: "制造业", Investment: yuan(20)},
		{Ceremony: "二季度", Date: day(6, 20), Name: "绿道"},
	}
	f.Grants = []model.Grant{
		{Source: "专项债券", Project: "P1", Amount: yuan(8), Granted: day(4, 1)},
		{Source: "专项债券", Project: "P1", Amount: yuan(2), Granted: day(5, 1)},
		{Source: "预算内", Project: "P1", Amount: yuan(1), Granted: day(5, 1)},
		{Source: "预算内", Name: "绿道", Amount: yuan(3), Granted: day(5, 1), Started: day(9, 1)},
		{Source: "预算内", Amount: yuan(4), Granted: day(5, 1)},
		{Source: "专项债券", Project: "P2", Granted: day(5, 1), Started: day(6, 1)},
	}
	f.StartedProjects = map[string]model.Period{"P1": day(3, 20)}
	f.Procedures = []model.Procedure{
		{Project: "P1", Procedure: "施工许可", Accepted: day(2, 1), Completed: day(3, 1)},
		{Project: "P1", Procedure: "环评", Accepted: day(2, 2)},
		{Project: "P2", Procedure: "环评", Accepted: day(8, 2)},
	}
	return f
}

func TestCount(t *testing.T) {
	at := day(7, 31).End(zone)
	for _, c := range []struct {
		name string
		key  tally.Key
		want tally.Tally
	}{
		{"declared to a library", tally.Key{model.Reserve, "省库", model.StepDeclared, ""}, money(2, 15)},
		{"declared, of an industry", tally.Key{model.Reserve, "省库", model.StepDeclared, "制造业"}, money(1, 10)},
		{"declared to any library, a project once", tally.Key{model.Reserve, "", model.StepDeclared, ""}, money(2, 15)},
		{"admitted", tally.Key{model.Reserve, "市库", model.StepAdmitted, ""}, money(1, 10)},
		{"none admitted of the other", tally.Key{model.Reserve, "市库", model.StepDeclared, "文旅"}, tally.Tally{}},
		{"the programme of this year", tally.Key{model.Programme, "982", model.StepSelected, ""}, money(2, 4)},
		{"signed, some money unknown", tally.Key{model.Attracted, "", model.StepSigned, ""}, money(2, 100)},
		{"signed, no money known", tally.Key{model.Attracted, "", model.StepSigned, "文旅"}, tally.Tally{Items: 1}},
		{"not started yet", tally.Key{model.Attracted, "", model.StepStarted, ""}, tally.Tally{}},
		{"funds of the year so far", tally.Key{model.Attracted, "", model.StepFunds, ""}, money(2, 11)},
		{"funds by industry", tally.Key{model.Attracted, "", model.StepFunds, "制造业"}, money(1, 10)},
		{"ceremonies", tally.Key{model.Starts, "", model.StepCeremonies, ""}, money(2, 30)},
		{"started at one", tally.Key{model.Starts, "一季度", model.StepStarted, ""}, money(1, 20)},
		{"started at any", tally.Key{model.Starts, "", model.StepStarted, ""}, money(2, 20)},
		{"granted to one project twice", tally.Key{model.Funding, "专项债券", model.StepGranted, ""}, money(1, 10)},
		{"granted, some to nobody named", tally.Key{model.Funding, "预算内", model.StepGranted, ""}, money(2, 8)},
		{"granted by anyone", tally.Key{model.Funding, "", model.StepGranted, ""}, money(2, 18)},
		{"granted and started", tally.Key{model.Funding, "", model.StepStarted, ""}, money(1, 11)},
		{"projects with procedures", tally.Key{model.Procedures, "", model.StepProjects, ""}, tally.Tally{Items: 1}},
		{"accepted", tally.Key{model.Procedures, "", model.StepAccepted, ""}, tally.Tally{Items: 2}},
		{"completed", tally.Key{model.Procedures, "", model.StepCompleted, ""}, tally.Tally{Items: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, found := tally.Count(district(), at, zone)[c.key]
			assert.Equal(t, c.want.Items > 0, found)
			assert.Equal(t, c.want.Items, got.Items)
			assert.Equal(t, c.want.HasYuan, got.HasYuan)
			assert.True(t, c.want.Yuan.Equal(got.Yuan), "%s", got.Yuan)
		})
	}
}

func money(items int, n int64) tally.Tally {
	return tally.Tally{Items: items, Yuan: *yuan(n), HasYuan: true}
}

func TestCountNothing(t *testing.T) {
	assert.Empty(t, tally.Count(tally.Facts{}, day(7, 31).End(zone), zone))
	assert.Empty(t, tally.Count(district(), model.NewDate(2018, 1, 1).End(zone), zone), "nothing had come")
	assert.Empty(t, tally.Changes(tally.Facts{}, zone))
}

func TestADayComesWithItsFirstSecond(t *testing.T) {
	key := tally.Key{System: model.Reserve, Step: model.StepAdmitted}
	first := day(4, 1).Start(zone)
	assert.Equal(t, 0, tally.Count(reserve(), first.Add(-time.Second), zone)[key].Items)
	assert.Equal(t, 1, tally.Count(reserve(), first, zone)[key].Items)
}

func TestAProgrammeEndsWithItsYear(t *testing.T) {
	key := tally.Key{System: model.Programme, Name: "982", Step: model.StepSelected}
	newYear := model.NewYear(2021).Start(zone)
	require.Equal(t, 2, tally.Count(reserve(), newYear.Add(-time.Second), zone)[key].Items)
	assert.Equal(t, 1, tally.Count(reserve(), newYear, zone)[key].Items)
}

// Starts, grants and procedures are totalled for a year (今年以来); what was won
// stays on the books.
func TestAYearsTotalsBeginAnew(t *testing.T) {
	day, amount := model.NewDate(2020, 6, 30), decimal.NewFromInt(4e8)
	f := tally.Facts{
		Attractions: []model.Attraction{{Attraction: "Z1", Signed: day}},
		Ceremonies:  []model.Ceremony{{Ceremony: "二季度", Date: day, Name: "甲"}},
		Grants:      []model.Grant{{Source: "专项债券", Name: "甲", Amount: &amount, Granted: day}},
		Procedures:  []model.Procedure{{Project: "P1", Procedure: "备案", Accepted: day}},
	}
	steps := func(t time.Time) (all []model.Step) {
		for k := range tally.Count(f, t, zone) {
			if k.Name == "" {
				all = append(all, k.Step)
			}
		}
		return all
	}
	require.ElementsMatch(t, []model.Step{
		model.StepSigned, model.StepCeremonies, model.StepStarted, model.StepGranted, model.StepProjects, model.StepAccepted,
	}, steps(model.NewDate(2020, 12, 31).End(zone)))
	require.Equal(t, []model.Step{model.StepSigned}, steps(model.NewDate(2021, 1, 1).Start(zone)))
}

func TestTheOrderOfRowsDoesNotCount(t *testing.T) {
	at := day(9, 30).End(zone)
	want := tally.Count(district(), at, zone)
	rapid.Check(t, func(t *rapid.T) {
		f := district()
		f.Memberships = rapid.Permutation(f.Memberships).Draw(t, "memberships")
		f.Attractions = rapid.Permutation(f.Attractions).Draw(t, "attractions")
		f.Ceremonies = rapid.Permutation(f.Ceremonies).Draw(t, "ceremonies")
		f.Grants = rapid.Permutation(f.Grants).Draw(t, "grants")
		f.Funds = rapid.Permutation(f.Funds).Draw(t, "funds")
		same(t, want, tally.Count(f, at, zone))
	})
}

func TestNothingChangesBetweenChanges(t *testing.T) {
	f := district()
	changes := tally.Changes(f, zone)
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, len(changes)-1).Draw(t, "change")
		end := changes[i].AddDate(1, 0, 0)
		if i+1 < len(changes) {
			end = changes[i+1]
		}
		second := rapid.Int64Range(changes[i].Unix(), end.Unix()-1).Draw(t, "second")
		same(t, tally.Count(f, changes[i], zone), tally.Count(f, time.Unix(second, 0), zone))
	})
}

func same(t assert.TestingT, want, got map[tally.Key]tally.Tally) {
	assert.Len(t, got, len(want))
	for key, w := range want {
		g := got[key]
		assert.Equal(t, w.Items, g.Items, "%v", key)
		assert.Equal(t, w.HasYuan, g.HasYuan, "%v", key)
		assert.True(t, w.Yuan.Equal(g.Yuan), "%v: %s", key, g.Yuan)
	}
}

func TestCountSaysOfHowManyTheMoneyIsKnown(t *testing.T) {
	counts := tally.Count(district(), day(7, 31).End(zone), zone)
	for key, want := range map[tally.Key]int{
		{System: model.Attracted, Step: model.StepSigned}:    1, // Of two.
		{System: model.Attracted, Step: model.StepFunds}:     2,
		{System: model.Starts, Step: model.StepStarted}:      1, // Of two.
		{System: model.Funding, Step: model.StepGranted}:     2,
		{System: model.Procedures, Step: model.StepAccepted}: 0,
	} {
		assert.Equal(t, want, counts[key].Priced, "%v", key)
	}
}
