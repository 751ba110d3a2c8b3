package model

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// day gives an instant of 2020.
func dayOf2020(month time.Month, day int) time.Time {
	return time.Date(2020, month, day, 0, 0, 0, 0, time.UTC)
}

// said makes a statement on project p, known hours after the year began.
func said(receipt, body string, from time.Time, hours int) Record {
	return Record{
		Kind: KindProject, Region: "410505", ID: "p", ValidFrom: from, Body: json.RawMessage(body),
		Recorded: dayOf2020(1, 1).Add(time.Duration(hours) * time.Hour), Receipt: receipt,
	}
}

func takenBack(r Record, receipt string, hours int) Record {
	r.Withdraws, r.Receipt, r.Body = r.Receipt, receipt, nil
	r.Recorded = dayOf2020(1, 1).Add(time.Duration(hours) * time.Hour)
	return r
}

// at folds statements, given in any order, and reads the project.
func at(t *testing.T, when time.Time, records ...Record) (Project, bool) {
	t.Helper()
	records = append([]Record(nil), records...)
	rand.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
	objects := Objects(records)
	if len(objects) == 0 {
		return Project{}, false
	}
	require.Len(t, objects, 1)
	var p Project
	ok, err := objects[0].At(when, &p)
	require.NoError(t, err)
	return p, ok
}

func TestStatementsFold(t *testing.T) {
	first := said("R000001", `{"name":"甲项目","lead":"张某","total_investment":"1000000000"}`, dayOf2020(1, 1), 1)
	second := said("R000002", `{"lead":"李某某"}`, dayOf2020(5, 15), 2)

	_, ok := at(t, dayOf2020(1, 1).Add(-time.Second), first, second)
	require.False(t, ok, "nothing holds before the first statement")

	p, ok := at(t, dayOf2020(1, 1), first, second)
	require.True(t, ok)
	require.Equal(t, "张某", p.Lead)

	p, _ = at(t, dayOf2020(5, 15).Add(-time.Second), first, second)
	require.Equal(t, "张某", p.Lead, "until the last second before")

	p, _ = at(t, dayOf2020(5, 15), first, second)
	total := decimal.NewFromInt(1_000_000_000)
	require.Empty(t, cmp.Diff(Project{Name: "甲项目", Lead: "李某某", TotalInvestment: &total}, p),
		"what the later statement leaves out stays")
}

func TestNullClears(t *testing.T) {
	first := said("R000001", `{"name":"甲项目","lead":"张某","task_force":"甲专班","total_investment":"5"}`, dayOf2020(1, 1), 1)
	cleared := said("R000002", `{"task_force":null,"total_investment":null}`, dayOf2020(3, 1), 2)
	again := said("R000003", `{"task_force":"乙专班"}`, dayOf2020(6, 1), 3)

	p, _ := at(t, dayOf2020(3, 1), first, cleared, again)
	require.Equal(t, Project{Name: "甲项目", Lead: "张某"}, p)
	p, _ = at(t, dayOf2020(6, 1), first, cleared, again)
	require.Equal(t, "乙专班", p.TaskForce)
	require.Nil(t, p.TotalInvestment)
}

func TestLaterKnowledgeOfTheSameDayWins(t *testing.T) {
	first := said("R000001", `{"lead":"张某"}`, dayOf2020(1, 1), 1)
	corrected := said("R000002", `{"lead":"王某"}`, dayOf2020(1, 1), 2)
	p, _ := at(t, dayOf2020(2, 1), first, corrected)
	require.Equal(t, "王某", p.Lead)

	// What is learnt later about an earlier day does not touch a later day.
	changed := said("R000003", `{"lead":"赵某"}`, dayOf2020(6, 1), 3)
	late := said("R000004", `{"lead":"钱某","owner":"乙公司"}`, dayOf2020(2, 1), 4)
	p, _ = at(t, dayOf2020(7, 1), first, changed, late)
	require.Equal(t, Project{Lead: "赵某", Owner: "乙公司"}, p)
}

func TestWithdrawnStatementsAreLeftOut(t *testing.T) {
	first := said("R000001", `{"lead":"张某"}`, dayOf2020(1, 1), 1)
	second := said("R000002", `{"lead":"王某"}`, dayOf2020(1, 1), 2)
	elsewhere := said("R000002", `{"lead":"赵某"}`, dayOf2020(6, 1), 2)

	p, _ := at(t, dayOf2020(2, 1), first, second, elsewhere, takenBack(second, "R000003", 3))
	require.Equal(t, "张某", p.Lead, "the one before counts again")
	p, _ = at(t, dayOf2020(7, 1), first, second, elsewhere, takenBack(second, "R000003", 3))
	require.Equal(t, "赵某", p.Lead, "only the statement that is named is taken back")

	_, ok := at(t, dayOf2020(2, 1), first, takenBack(first, "R000002", 2))
	require.False(t, ok, "nothing is left of the object")
	restated := said("R000003", `{"lead":"张某"}`, dayOf2020(1, 1), 3)
	p, _ = at(t, dayOf2020(2, 1), first, takenBack(first, "R000002", 2), restated)
	require.Equal(t, "张某", p.Lead)
}

func TestObjectsAreSorted(t *testing.T) {
	var records []Record
	for _, key := range [][3]string{
		{"target", "410505", "a"},
		{"project", "410506", "a"},
		{"project", "410505", "b"},
		{"note", "410505", "b"},
		{"project", "410505", "a"},
		{"project", "410505", "b"},
	} {
		records = append(records, Record{
			Kind: Kind(key[0]), Region: key[1], ID: key[2], Body: json.RawMessage(`{}`),
			ValidFrom: dayOf2020(1, 1), Recorded: dayOf2020(1, len(records)+1), Receipt: ReceiptID(uint64(len(records) + 1)),
		})
	}
	var found [][3]string
	for _, o := range Objects(records) {
		found = append(found, [3]string{string(o.Kind), o.Region, o.ID})
	}
	require.Equal(t, [][3]string{
		{"note", "410505", "b"},
		{"project", "410505", "a"},
		{"project", "410505", "b"},
		{"project", "410506", "a"},
		{"target", "410505", "a"},
	}, found)
	require.Empty(t, Objects(nil))
}

func TestChanges(t *testing.T) {
	objects := Objects([]Record{
		said("R000001", `{}`, dayOf2020(5, 1), 1), said("R000002", `{}`, dayOf2020(1, 1), 2), said("R000003", `{}`, dayOf2020(5, 1), 3),
	})
	require.Equal(t, []time.Time{dayOf2020(1, 1), dayOf2020(5, 1)}, objects[0].Changes())
}

func TestBadBodies(t *testing.T) {
	var p Project
	o := Objects([]Record{said("R000001", `{"lead":`, dayOf2020(1, 1), 1)})[0]
	_, err := o.At(dayOf2020(2, 1), &p)
	require.ErrorContains(t, err, "project p of 410505")
	o = Objects([]Record{said("R000001", `{"lead":7}`, dayOf2020(1, 1), 1)})[0]
	_, err = o.At(dayOf2020(2, 1), &p)
	require.ErrorContains(t, err, "project p of 410505")
}

func TestNewRecord(t *testing.T) {
	value := decimal.RequireFromString("6557000000.5")
	r, err := NewRecord(KindTarget, "410505", "t", dayOf2020(1, 1), Target{Project: "p", Year: 2020, Value: &value})
	require.NoError(t, err)
	require.JSONEq(t, `{"project":"p","year":2020,"value":"6557000000.5"}`, string(r.Body), "empty fields say nothing")
	var back Target
	ok, err := Objects([]Record{r})[0].At(dayOf2020(1, 1), &back)
	require.NoError(t, err)
	require.True(t, ok)
	require.True(t, value.Equal(*back.Value))

	_, err = NewRecord(KindNote, "410505", "n", dayOf2020(1, 1), func() {})
	require.ErrorContains(t, err, "body of note n")
}

func TestTargetIDs(t *testing.T) {
	require.Equal(t, "project/YD2020-001/2020", Target{Project: "YD2020-001", Year: 2020}.ID())
	require.Equal(t, "indicator/retail_sales/ytd_yoy/city/2020",
		Target{Indicator: "retail_sales", Measure: YTDGrowth, Issuer: ByCity, Year: 2020}.ID())
}
