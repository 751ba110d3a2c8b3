package web

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/progress"
)

func TestNoted(t *testing.T) {
	ack := func(alert, project string, state model.AckState) progress.AcknowledgementState {
		return progress.AcknowledgementState{Said: time.Date(2020, 9, 12, 0, 0, 0, 0, time.UTC), Acknowledgement: model.Acknowledgement{
			Alert: alert, Project: project, State: state, By: "王某", Note: "限期", Due: model.NewDate(2020, 9, 30),
		}}
	}
	b := &progress.Board{Regions: []progress.RegionState{{Region: "410505", Acknowledgements: []progress.AcknowledgementState{
		ack("A", "P1", model.Acknowledged), ack("", "P2", model.Acknowledged), ack("A", "P3", model.AckClosed),
		ack("", "P4", model.Acknowledged), ack("A", "P4", model.AckClosed),
	}}}}
	for alert, want := range map[ActiveAlert]string{
		{Name: "A", Region: "410505", Project: "P1"}: " (acknowledged by 王某, due 2020-09-30: 限期)",
		{Name: "B", Region: "410505", Project: "P1"}: "",
		{Name: "A", Region: "410506", Project: "P1"}: "",
		{Name: "B", Region: "410505", Project: "P2"}: " (acknowledged by 王某, due 2020-09-30: 限期)",
		{Name: "A", Region: "410505", Project: "P3"}: " (closed by 王某 on 2020-09-12, and still an alert)",
		{Name: "B", Region: "410505", Project: "P3"}: "",
		{Name: "A", Region: "410505", Project: "P4"}: " (acknowledged by 王某, due 2020-09-30: 限期)",
	} {
		require.Equal(t, want, noted(b, alert, model.English), alert)
	}
	require.Equal(t, "（督办：王某，限2020-09-30：限期）", noted(b, ActiveAlert{Name: "A", Region: "410505", Project: "P1"}, model.Chinese))
	require.Equal(t, "（已于2020-09-12销号：王某；告警仍在）", noted(b, ActiveAlert{Name: "A", Region: "410505", Project: "P3"}, model.Chinese))
}
