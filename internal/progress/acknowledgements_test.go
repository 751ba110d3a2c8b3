package progress_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

func TestAcknowledgements(t *testing.T) {
	o := officetest.New(t)
	a := model.Acknowledgement{Alert: "ProjectBehindSchedule", Project: "P1", State: model.Acknowledged, By: "王某", Due: model.NewDate(2020, 9, 10)}
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 8), a)
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 12), model.Acknowledgement{State: model.AckClosed, By: "李某"})
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	f, err := progress.LoadPortfolio(t.Context(), view, officetest.Rules())
	require.NoError(t, err)
	for _, c := range []struct {
		at      time.Time
		state   model.AckState
		by      string
		overdue bool
	}{
		{officetest.Date(2020, 9, 8).Add(-time.Second), "", "", false},
		{officetest.Date(2020, 9, 8), model.Acknowledged, "王某", false},
		{officetest.EndOf(2020, 9, 10), model.Acknowledged, "王某", false},
		{officetest.Date(2020, 9, 11), model.Acknowledged, "王某", true},
		{officetest.Date(2020, 9, 12), model.AckClosed, "李某", false},
	} {
		var found []progress.AcknowledgementState
		_, regions := f.At(c.at)
		for _, r := range regions {
			found = append(found, r.Acknowledgements...)
		}
		if c.state == "" {
			require.Empty(t, found)
			continue
		}
		require.Len(t, found, 1)
		require.Equal(t, []any{c.state, c.by, c.overdue, "P1"}, []any{found[0].State, found[0].By, found[0].Overdue, found[0].Project}, c.at)
		require.True(t, found[0].Due.Equal(officetest.EndOf(2020, 9, 10)))
	}
}

// What was to be done in a round that is closed does not make the next overdue.
func TestARoundBeginsAnew(t *testing.T) {
	o := officetest.New(t)
	a := model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "王某", Note: "限期", Due: model.NewDate(2020, 9, 10)}
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 8), a)
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 12), model.Acknowledgement{State: model.AckClosed, By: "李某"})
	o.State(model.KindAcknowledgement, a.ID(), officetest.Date(2020, 9, 20), model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "赵某"})
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	f, err := progress.LoadPortfolio(t.Context(), view, officetest.Rules())
	require.NoError(t, err)
	_, regions := f.At(officetest.Date(2020, 9, 21))
	require.Equal(t, []progress.AcknowledgementState{{
		Acknowledgement: model.Acknowledgement{Project: "P1", State: model.Acknowledged, By: "赵某"}, Said: officetest.Date(2020, 9, 20),
	}}, regions[0].Acknowledgements)
}
