package collector_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

func TestSubmitTakesTargetsBack(t *testing.T) {
	s := newSetup(t)
	for _, f := range []format.File{
		csvOf("2020年项目.csv", "项目编号,年度目标（亿元）\nP01,1\nP02,2\n"),
		csvOf("目标.csv", "指标,年度,口径,目标值\n固定资产投资,2020,累计同比,12%\n一般公共预算收入,2020,累计,22亿元\n"),
		csvOf("2020年项目.csv", "项目编号,年度目标（亿元）,生效日期\nP01,-,2020-07-01\nP02,,2020-07-01\n"),
		csvOf("目标.csv", "指标,年度,口径,目标值,生效日期\n固定资产投资,2020,累计同比,无,2020-07-01\n"),
	} {
		_, err := s.submit(t, f.Name, f.Content)
		require.NoError(t, err)
		s.now = s.now.Add(time.Minute)
	}
	require.Equal(t, []string{
		"indicator/fixed_asset_investment/ytd_yoy/district/2020", "indicator/general_public_budget_revenue/ytd/district/2020",
		"project/P01/2020", "project/P02/2020",
	}, s.targets(t, time.Date(2020, 6, 30, 0, 0, 0, 0, shanghai)))
	require.Equal(t, []string{
		"indicator/general_public_budget_revenue/ytd/district/2020", "project/P02/2020",
	}, s.targets(t, time.Date(2020, 7, 1, 0, 0, 0, 0, shanghai)))

	out, err := s.submit(t, "进度.csv", []byte("项目编号,数据截至,本年完成投资（亿元）\nP01,2020-07-31,3.5\n"))
	require.NoError(t, err)
	require.Empty(t, out.Warnings, "there is no target to be far above")
}

// targets are the IDs of those that have a value at an instant.
func (s *setup) targets(t *testing.T, at time.Time) []string {
	t.Helper()
	view, err := s.ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer view.Close()
	var records []model.Record
	for r, err := range view.Records(t.Context(), model.KindTarget) {
		require.NoError(t, err)
		records = append(records, r)
	}
	var ids []string
	for _, o := range model.Objects(records) {
		var target model.Target
		_, err := o.At(at, &target)
		require.NoError(t, err)
		require.Equal(t, o.ID, target.ID())
		if target.Value != nil {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func TestSubmitAsksWhichTargetIsTakenBack(t *testing.T) {
	s := newSetup(t)
	for name, c := range map[string]struct{ table, want string }{
		"measure": {"单位：亿元\n指标,年度,目标值\n固定资产投资,2020,-\n", "C3 “-”: 取消哪个目标不明：请在“口径”列写明 累计 或 累计同比"},
		"year":    {"项目编号,年度目标,生效日期\nP01,无,2020-07-01\n", "B2 “无”: 不知道是哪一年的目标：请填写“年度”，或在标题中写明，如“2020年”"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.submit(t, "a.csv", []byte(c.table))
			var refused *collector.RefusedError
			require.ErrorAs(t, err, &refused)
			require.Equal(t, []string{"a.csv › a › " + c.want}, inChinese(refused.Problems))
		})
	}
}
