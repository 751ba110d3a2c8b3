package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

// ledgerOf makes a data folder whose ledger holds one submission.
func ledgerOf(t *testing.T, s model.Submission) string {
	t.Helper()
	dir := t.TempDir()
	ledger, err := pebble.Open(t.Context(), pebble.Options{
		Dir: filepath.Join(dir, "ledger"), Zone: time.FixedZone("CST", 8*3600), Ballast: -1, Reserve: -1, MemTable: 1 << 20,
		Clock: func() time.Time { return time.Date(2020, 9, 8, 1, 0, 0, 0, time.UTC) },
	})
	require.NoError(t, err)
	_, err = ledger.Commit(t.Context(), s)
	require.NoError(t, err)
	require.NoError(t, ledger.Close())
	return dir
}

// printed runs a command and gives what it prints.
func printed(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var out, problems bytes.Buffer
	code := run(t.Context(), args, &out, &problems)
	return code, out.String(), problems.String()
}

func recordOf(t *testing.T, kind model.Kind, id string, from time.Time, body any) model.Record {
	t.Helper()
	r, err := model.NewRecord(kind, "410505", id, from, body)
	require.NoError(t, err)
	return r
}

func inHand(t *testing.T) model.Submission {
	t.Helper()
	var s model.Submission
	day := model.NewDate(2020, 7, 31)
	for _, total := range []struct {
		metric, name string
		step         model.Step
		value        float64
	}{
		{model.MetricPipelineItems, "省重点", model.StepDeclared, 2},
		{model.MetricPipelineYuan, "省重点", model.StepDeclared, 359.45e8},
		{model.MetricPipelineItems, "省重点", model.StepAdmitted, 5},
	} {
		series := model.PipelineSeries(total.metric, "410505", model.Reserve, total.name, total.step, "")
		s.Observations = append(s.Observations, model.Observation{Series: &series, Period: day, Value: total.value})
	}
	for metric, value := range map[string]float64{model.MetricStandingRank: 3, model.MetricStandingRegions: 9} {
		series := model.StandingSeries(metric, "410505", "高质量发展")
		s.Observations = append(s.Observations, model.Observation{Series: &series, Period: model.NewMonth(2020, 7), Value: value})
	}
	for i, name := range []string{"甲", "乙"} {
		money := decimal.New(int64(179725+i), 5) // 359.4501亿元 together.
		m := model.Membership{Of: "省重点", Name: name, Industry: "工业", Declared: day, Investment: &money}
		s.Records = append(s.Records, recordOf(t, model.KindMembership, m.ID(), model.Always(), m))
	}
	return s
}

func TestPipelineCommand(t *testing.T) {
	data := ledgerOf(t, inHand(t))
	code, out, problems := printed(t, "--lang", "zh", "pipeline", "--data", data, "--time", "2020-09-08", "--region", "殷都区", "--format", "csv", "--industries")
	require.Zero(t, code, problems)
	require.Equal(t, `地区,体系,名称,事项,行业,公布项数,公布金额(亿元),统计项数,统计金额(亿元),核对
410505,储备库,,申报,,,,2,359.451,
410505,储备库,,申报,工业,,,2,359.451,
410505,储备库,省重点,申报,,2,359.45,2,359.451,一致
410505,储备库,省重点,申报,工业,,,2,359.451,
410505,储备库,省重点,入库,,5,,,,
410505,排名,高质量发展,位次,,3/9,,,,
410505,排名,高质量发展,连续居前三分之一的月数,,1,,,,
`, out)

	code, out, problems = printed(t, "pipeline", "--data", data, "--time", "2020-09-08", "--format", "json")
	require.Zero(t, code, problems)
	var answer struct {
		Totals    []pipelineTotal
		Standings []placeInContest
	}
	require.NoError(t, json.Unmarshal([]byte(out), &answer))
	require.Len(t, answer.Totals, 5)
	require.Equal(t, 359.45e8, *answer.Totals[2].PublishedYuan)
	require.True(t, *answer.Totals[2].Agrees)
	require.Nil(t, answer.Totals[4].CountedItems)
	require.Equal(t, 9.0, *answer.Standings[0].Regions)

	code, _, problems = printed(t, "--lang", "en", "pipeline", "--data", data, "--time", "2019-09-08")
	require.Equal(t, exitFindings, code)
	require.Contains(t, problems, "nothing was in the pipeline then")
	code, _, _ = printed(t, "pipeline", "--data", data, "--region", "火星")
	require.Equal(t, exitBadInput, code)
}

func TestFunnelCommand(t *testing.T) {
	var s model.Submission
	zone := time.FixedZone("CST", 8*3600)
	state := func(id string, day int, p model.Project) {
		s.Records = append(s.Records, recordOf(t, model.KindProject, id, time.Date(2020, 1, day, 0, 0, 0, 0, zone), p))
	}
	large, small := decimal.New(12, 8), decimal.New(5, 7)
	state("P1", 1, model.Project{Stage: model.Planned, Category: "工业", TotalInvestment: &large})
	state("P1", 11, model.Project{Stage: model.Signed})
	state("P2", 1, model.Project{Stage: model.Planned, Category: "农业", TotalInvestment: &small})
	state("P2", 31, model.Project{Stage: model.Building})
	state("P3", 2, model.Project{Stage: model.Planned, Category: "农业"})
	data := ledgerOf(t, s)
	for by, want := range map[string]string{
		"all": `stage,projects,investment(1e8 yuan),went on,days at it(median)
planned,1,,2,20
signed,1,12,0,
building,1,0.5,0,
`,
		"industry": `group,stage,projects,investment(1e8 yuan),went on,days at it(median)
农业,planned,1,,1,30
农业,building,1,0.5,0,
工业,planned,0,,1,10
工业,signed,1,12,0,
`,
		"size": `group,stage,projects,investment(1e8 yuan),went on,days at it(median)
100 million yuan and more,planned,0,,1,10
100 million yuan and more,signed,1,12,0,
less than 100 million yuan,planned,0,,1,30
less than 100 million yuan,building,1,0.5,0,
investment not known,planned,1,,0,
`,
		"region": `group,stage,projects,investment(1e8 yuan),went on,days at it(median)
410505,planned,1,,2,20
410505,signed,1,12,0,
410505,building,1,0.5,0,
`,
	} {
		code, out, problems := printed(t, "--lang", "en", "funnel", "--data", data, "--time", "2020-09-08", "--by", by, "--format", "csv")
		require.Zero(t, code, problems)
		require.Equal(t, want, out, by)
	}
	code, _, problems := printed(t, "--lang", "en", "funnel", "--data", data, "--time", "2019-12-31")
	require.Equal(t, exitFindings, code)
	require.Contains(t, problems, "no project's stage was known then")
}
