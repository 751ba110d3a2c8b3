package collector_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// bulletin is a workbook with the four tables, as an office would fill it in.
func bulletin(t *testing.T) []byte {
	t.Helper()
	return workbook(t, map[string][][]any{
		"指标": {
			{"2020年殷都区主要经济指标"},
			{"地区：殷都区", "", "", "单位：亿元"},
			{"指标", "期间", "口径", "数值", "单位", "备注"},
			{"规模以上工业增加值", "2020年7月", "累计同比", 1.5, "%", ""},
			{"固定资产投资", "1—7月", "累计同比", "27.1%", "", ""},
			{"一般公共预算收入", "2020-07", "累计", 12.19, "", "财政局"},
			{"一般公共预算收入", "2020-07", "累计同比", 7.9, "", ""},
		},
		"目标": {
			{"指标", "年度", "口径", "目标值", "单位", "下达"},
			{"一般公共预算收入", 2020, "", 22, "亿元", "市下达"},
			{"固定资产投资", 2020, "", 12, "%", ""},
		},
		"项目": {
			{"2020年省市重点项目"},
			{"项目编号", "项目名称", "阶段", "总投资（亿元）", "年度目标（万元）", "包保领导"},
			{"P01", "焦炉转型升级", "在建", 42.8, 100000, "张三"},
			{"P02", "安西铁路联络线", "开工", 10, 20000, "-"},
			{"合计", "", "", 52.8, 120000, ""},
		},
		"进度": {
			{"2020年重点项目进度（截至7月25日）"},
			{"项目编号", "本年完成投资（亿元）", "累计完成投资（亿元）", "形象进度", "存在问题", "下一步"},
			{"P01", 0.6, 30.1, "主体完工", "", "设备安装"},
			{"P02", "1,234.5万元", "", "路基施工", "征地", ""},
		},
	}, "指标", "目标", "项目", "进度")
}

func TestSubmitTakesAWorkbook(t *testing.T) {
	s := newSetup(t)
	out, err := s.submit(t, "殷都区7月.xlsx", bulletin(t))
	require.NoError(t, err)
	require.Empty(t, out.Warnings)
	require.Equal(t, "R000001", out.Receipt.ID)
	require.Equal(t, 4+3, out.Figures)
	require.Equal(t, 2+2+2+2, out.Records)

	july := model.NewMonth(2020, 7)
	for _, want := range []struct {
		series model.Series
		period model.Period
		value  float64
	}{
		{indicator(t, "industrial_value_added", model.YTDGrowth), july, 0.015},
		{indicator(t, "fixed_asset_investment", model.YTDGrowth), july, 0.271},
		{indicator(t, "general_public_budget_revenue", model.YearToDate), july, 1219000000},
		{indicator(t, "general_public_budget_revenue", model.YTDGrowth), july, 0.079},
		{model.CompletedSeries("410505", "P01", 2020), model.NewDate(2020, 7, 25), 6e7},
		{model.CompletedTotalSeries("410505", "P01"), model.NewDate(2020, 7, 25), 3.01e9},
		{model.CompletedSeries("410505", "P02", 2020), model.NewDate(2020, 7, 25), 12345000},
	} {
		point, ok := s.point(t, want.series, want.period)
		require.True(t, ok, want.series)
		require.Equal(t, want.value, point.Value, want.series)
	}
}

func TestSubmitAnswersARepeatWithItsReceipt(t *testing.T) {
	s := newSetup(t)
	first, err := s.submit(t, "a.xlsx", bulletin(t))
	require.NoError(t, err)
	again, err := s.submit(t, "b.xlsx", bulletin(t))
	require.NoError(t, err)
	require.True(t, again.AlreadyTaken)
	require.Equal(t, first.Receipt.ID, again.Receipt.ID)
}

func TestSubmitSaysWhatWasRevisedSinceARepeat(t *testing.T) {
	s := newSetup(t)
	table := func(value string) []byte {
		return []byte("指标,期间,口径,数值\n一般公共预算收入,2020-07,累计," + value + "\n一般公共预算收入,2020-06,累计,10亿元\n")
	}
	for _, value := range []string{"12.19亿元", "12.2亿元"} {
		out, err := s.submit(t, "指标.csv", table(value))
		require.NoError(t, err)
		require.False(t, out.AlreadyTaken)
		s.now = s.now.Add(time.Minute)
	}
	out, err := s.submit(t, "指标.csv", table("12.19亿元"))
	require.NoError(t, err)
	require.True(t, out.AlreadyTaken)
	require.Equal(t, "R000001", out.Receipt.ID)
	require.Equal(t, []string{
		"指标.csv › 指标 › D2 “12.19亿元”: 后来已由 R000002 修订为 12.2亿元，现以修订后的为准；重复报送没有改变它",
	}, inChinese(out.Warnings))
	out, err = s.submit(t, "指标.csv", table("12.2亿元"))
	require.NoError(t, err)
	require.True(t, out.AlreadyTaken)
	require.Empty(t, out.Warnings, "what is in force")

	s.now = s.now.Add(time.Minute)
	_, err = s.Withdraw(t.Context(), "R000002", "", "误报")
	require.NoError(t, err)
	out, err = s.submit(t, "指标.csv", table("12.19亿元"))
	require.NoError(t, err)
	require.True(t, out.AlreadyTaken)
	require.Empty(t, out.Warnings, "in force again")
}
