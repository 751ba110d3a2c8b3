package metric

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// values gives the samples of a thing by family and labels.
func values(t *testing.T, of func(Emit)) map[string]float64 {
	t.Helper()
	got := map[string]float64{}
	of(func(s Sample) {
		require.Len(t, s.Labels, len(s.Family.Labels), s.Family.Name)
		key := s.Family.Name
		for _, label := range s.Labels {
			key += " " + label
		}
		require.NotContains(t, got, key)
		got[key] = s.Value
	})
	return got
}

func TestSamplesOfEarnedValue(t *testing.T) {
	s := progress.ProjectState{Region: "410505", ID: "P1", Year: 2020, Value: &progress.EarnedValue{
		BAC: 1200, PV: 700,
		Schedule: progress.NewPlan(1200.0/12, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200).Earn(600, 7),
		EarnedBy: time.Unix(1000, 0), Variance: -31 * 24 * time.Hour, Forecast: time.Unix(2000, 0),
		Monthly: progress.Known(120),
	}}
	require.Equal(t, map[string]float64{
		"jindu_project_planned_value_yuan 410505 P1 2020":                700,
		"jindu_project_earned_schedule_performance_index 410505 P1":      6.0 / 7,
		"jindu_project_to_complete_schedule_performance_index 410505 P1": 6.0 / 5,
		"jindu_project_earned_schedule_timestamp_seconds 410505 P1":      1000,
		"jindu_project_schedule_variance_seconds 410505 P1":              -31 * 86400,
		"jindu_project_task_forecast_timestamp_seconds 410505 P1":        2000,
		"jindu_project_required_monthly_yuan 410505 P1":                  120,
	}, values(t, func(emit Emit) { ofValue(s, emit) }))

	s.Value = &progress.EarnedValue{EarnedBy: time.Unix(1000, 0), Schedule: progress.NewPlan(1, 2).Earn(0, 2)}
	require.Equal(t, map[string]float64{
		"jindu_project_planned_value_yuan 410505 P1 2020":           0,
		"jindu_project_earned_schedule_performance_index 410505 P1": 0,
		"jindu_project_earned_schedule_timestamp_seconds 410505 P1": 1000,
		"jindu_project_schedule_variance_seconds 410505 P1":         0,
	}, values(t, func(emit Emit) { ofValue(s, emit) }), "what is not known is not there")

	s.Value = nil
	require.Empty(t, values(t, func(emit Emit) { ofValue(s, emit) }))
}

func TestSamplesOfALimit(t *testing.T) {
	state := progress.IndicatorState{
		Indicator: model.Indicator{Code: "energy", Display: "万吨", Decrease: true}, Region: "410505",
		Targets: []progress.TargetState{{
			Target: model.Target{Measure: model.YearToDate, Issuer: model.ByCity, Year: 2020},
			Goal:   200, Bound: model.AtMost, Gap: progress.Known(0.25),
		}},
	}
	require.Equal(t, map[string]float64{
		"jindu_target_tonnes energy 410505 ytd city 2020":            200,
		"jindu_target_info energy 410505 ytd city 2020 at_most ":     1,
		"jindu_indicator_pace_gap_ratio energy 410505 ytd city 2020": 0.25,
	}, values(t, func(emit Emit) { OfIndicator(state, emit) }))
}
