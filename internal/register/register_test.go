package register_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/register"
)

// said is a statement about a project, made at an instant.
func said(o *officetest.Office, at time.Time, a model.Acknowledgement) (receipt string) {
	o.Helper()
	o.Now = at
	return o.State(model.KindAcknowledgement, a.ID(), at, a)
}

func read(o *officetest.Office, asOf time.Time, asked register.Asked) []register.Row {
	o.Helper()
	view, err := o.Ledger.View(o.Context(), asOf)
	require.NoError(o, err)
	defer func() { require.NoError(o, view.Close()) }()
	asked.Zone = officetest.Zone
	rows, err := register.Read(o.Context(), view, asked)
	require.NoError(o, err)
	return rows
}

// brief is who acknowledged and closed each row when, and how late it is.
func brief(rows []register.Row) [][]string {
	var all [][]string
	for _, cells := range register.Table(rows, model.English)[1:] {
		all = append(all, cells[5:])
	}
	return all
}

// twice is an office that acknowledged and closed the same thing twice, with
// the receipts of all that was said.
func twice(t *testing.T) (*officetest.Office, []string) {
	t.Helper()
	o := officetest.New(t)
	about := func(state model.AckState, by, note string, due model.Period) model.Acknowledgement {
		return model.Acknowledgement{Project: "P1", Alert: "A", State: state, By: by, Note: note, Due: due}
	}
	return o, []string{
		said(o, officetest.Date(2020, 9, 8), about(model.Acknowledged, "王某", "限期", model.NewDate(2020, 9, 10))),
		said(o, officetest.Date(2020, 9, 9), about(model.Acknowledged, "赵某", "再限期", model.Period{})),
		said(o, officetest.Date(2020, 9, 12), about(model.AckClosed, "李某", "", model.Period{})),
		said(o, officetest.Date(2020, 9, 20), about(model.Acknowledged, "孙某", "", model.Period{})),
		said(o, officetest.Date(2020, 9, 21), about(model.AckClosed, "周某", "好了", model.Period{})),
	}
}

var (
	roundOne = []string{"closed", "王某", "2020-09-08", "再限期", "2020-09-10", "2", "李某", "2020-09-12", ""}
	roundTwo = []string{"closed", "孙某", "2020-09-20", "", "", "", "周某", "2020-09-21", "好了"}
)

func TestEachRoundIsARow(t *testing.T) {
	o, receipts := twice(t)
	require.Equal(t, [][]string{roundOne, roundTwo}, brief(read(o, time.Time{}, register.Asked{At: officetest.Date(2020, 10, 1)})))
	for at, want := range map[time.Time][][]string{
		officetest.Date(2020, 9, 8).Add(-time.Second): nil,
		officetest.EndOf(2020, 9, 10):                 {{"acknowledged", "王某", "2020-09-08", "再限期", "2020-09-10", "", "", "", ""}},
		officetest.Date(2020, 9, 11):                  {{"acknowledged", "王某", "2020-09-08", "再限期", "2020-09-10", "1", "", "", ""}},
		officetest.Date(2020, 9, 12):                  {roundOne},
		officetest.Date(2020, 9, 20):                  {roundOne, {"acknowledged", "孙某", "2020-09-20", "", "", "", "", "", ""}},
	} {
		require.Equal(t, want, brief(read(o, time.Time{}, register.Asked{At: at})), at)
		require.Equal(t, want, brief(read(o, at, register.Asked{At: at})), "it was known then: %s", at)
	}
	rows := read(o, time.Time{}, register.Asked{At: officetest.Date(2020, 9, 20)})
	require.Equal(t, []string{receipts[2], receipts[3]}, []string{rows[0].Receipt, rows[1].Receipt})
	require.True(t, rows[0].Recorded.Equal(officetest.Date(2020, 9, 12)))
}

func TestWhatIsTakenBackIsLeftOut(t *testing.T) {
	at := officetest.Date(2020, 10, 1)
	for name, c := range map[string]struct {
		taken []int
		want  [][]string
	}{
		"a second word":      {[]int{1}, [][]string{{"closed", "王某", "2020-09-08", "限期", "2020-09-10", "2", "李某", "2020-09-12", ""}, roundTwo}},
		"the first closing":  {[]int{2}, [][]string{{"closed", "王某", "2020-09-08", "再限期", "2020-09-10", "11", "周某", "2020-09-21", "好了"}}},
		"the second round":   {[]int{3, 4}, [][]string{roundOne}},
		"what was asked for": {[]int{0, 1, 3}, [][]string{{"closed", "", "", "", "", "", "李某", "2020-09-12", "好了"}}},
		"all":                {[]int{0, 1, 2, 3, 4}, nil},
	} {
		o, receipts := twice(t)
		before := o.Now
		o.Now = before.Add(time.Hour)
		for _, i := range c.taken {
			_, err := o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: receipts[i], By: "王某", Reason: "误"})
			require.NoError(t, err)
		}
		require.Equal(t, c.want, brief(read(o, time.Time{}, register.Asked{At: at})), name)
		require.Equal(t, [][]string{roundOne, roundTwo}, brief(read(o, before, register.Asked{At: at})), "as known before %s", name)
	}
}

// A day is the office's: what is said late at night by Greenwich is said on the
// next day here, and overdue by it.
func TestDaysAreTheOffices(t *testing.T) {
	o := officetest.New(t)
	night := time.Date(2020, 9, 8, 16, 0, 0, 0, time.UTC) // Midnight in China.
	said(o, night, model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "王某", Due: model.NewDate(2020, 9, 9)})
	closed := night.Add(24 * time.Hour)
	said(o, closed, model.Acknowledgement{Project: "P1", State: model.AckClosed, By: "李某"})
	require.Equal(t,
		[][]string{{"closed", "王某", "2020-09-09", "", "2020-09-09", "1", "李某", "2020-09-10", ""}},
		brief(read(o, time.Time{}, register.Asked{At: closed.UTC()})))
	require.Empty(t, brief(read(o, time.Time{}, register.Asked{At: closed.Add(-time.Second).UTC()}))[0][5], "until the day's end it is not overdue")
}

func TestWhatIsAskedFor(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "P1", officetest.Date(2020, 9, 1), model.Project{Name: "旧名"})
	o.State(model.KindProject, "P1", officetest.Date(2020, 9, 9), model.Project{Name: "新名"})
	said(o, officetest.Date(2020, 9, 8), model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "王某"})
	said(o, officetest.Date(2020, 9, 8), model.Acknowledgement{Indicator: "gdp", Alert: "ReportLate", State: model.AckClosed, By: "李某"})
	o.Region = officetest.Sister
	said(o, officetest.Date(2020, 9, 8), model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "赵某"})
	of := func(asked register.Asked) (found []string) {
		if asked.At.IsZero() {
			asked.At = officetest.Date(2020, 9, 10)
		}
		for _, r := range read(o, time.Time{}, asked) {
			found = append(found, r.Region+" "+r.Project+r.Name+r.Indicator)
		}
		return found
	}
	require.Equal(t, []string{"410505 gdp", "410505 P1新名", "410506 P1"}, of(register.Asked{}))
	require.Equal(t, []string{"410505 gdp", "410505 P1旧名", "410506 P1"}, of(register.Asked{At: officetest.Date(2020, 9, 8)}))
	require.Equal(t, []string{"410506 P1"}, of(register.Asked{Regions: model.RegionSet{"410506": true}}))
	require.Equal(t, []string{"410505 P1新名"}, of(register.Asked{Project: "新名"}))
	require.Equal(t, []string{"410505 P1新名", "410506 P1"}, of(register.Asked{Project: "P1"}))
	require.Equal(t, []string{"410505 gdp"}, of(register.Asked{State: model.AckClosed}))
	require.Equal(t, []string{"410505 gdp"}, of(register.Asked{Alert: "ReportLate"}))
}
