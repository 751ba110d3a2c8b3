package collector_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

// fiveErrors is a workbook of four tables with a different error in five
// cells, and otherwise sound.
func fiveErrors(t *testing.T) []byte {
	return workbook(t, map[string][][]any{
		"指标": {
			{"指标", "期间", "口径", "数值", "单位"},
			{"一般公共预算收入", "2020-07", "累计", 12.19, "亿元"},
			{"工业增家值", "2020-07", "累计同比", 1.5, "%"},
			{"固定资产投资", "2020-13", "累计同比", 27.1, "%"},
			{"税收收入", "2020-07", "累计", "很多", "亿元"},
		},
		"目标": {{"指标", "年度", "目标值", "单位"}, {"一般公共预算收入", 2020, 22, "公斤"}},
		"项目": {{"项目编号", "名称", "年度"}, {"P01", "甲", 2020}},
		"进度": {{"项目编号", "数据截至", "本年完成投资（亿元）"}, {"P99", "2020-07-31", 0.6}},
	}, "指标", "目标", "项目", "进度")
}

func TestSubmitRefusesAllOrNothing(t *testing.T) {
	s := newSetup(t)
	content := fiveErrors(t)
	_, err := s.submit(t, `..\..\目录/五处错误.xlsx`, content)
	var refused *collector.RefusedError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, []string{
		"五处错误.xlsx › 指标 › A3 “工业增家值”: 目录中没有这个指标；是否为 规上工业增加值、规模以上工业增加值？",
		"五处错误.xlsx › 指标 › B4 “2020-13”: 日历上没有这个期间",
		"五处错误.xlsx › 指标 › D5 “很多”: 不是数字，应为如 12.19、1,234.5 或带单位的 12.19亿元；单位为 " + model.UnitNamesZH + " 之一",
		"五处错误.xlsx › 目标 › D2 “公斤”: 未知的单位；应为 " + model.UnitNamesZH + " 之一",
		"五处错误.xlsx › 进度 › A2 “P99”: 没有这个项目：“项目”表和已有数据中都没有",
	}, inChinese(refused.Problems))
	for _, p := range refused.Problems {
		require.NotEmpty(t, p.What.EN)
	}

	stats := s.ledger.Stats()
	require.Zero(t, stats.Commits)
	require.Zero(t, stats.Sequence)
	require.Zero(t, stats.Series)

	kept, err := filepath.Glob(filepath.Join(s.keep, "refused", "*", "*"))
	require.NoError(t, err)
	require.Len(t, kept, 2)
	require.Equal(t, "problems.json", filepath.Base(kept[0]))
	require.Equal(t, "五处错误.xlsx", filepath.Base(kept[1]))
	original, err := os.ReadFile(kept[1])
	require.NoError(t, err)
	require.Equal(t, content, original)
	var report struct{ Problems []model.Problem }
	text, err := os.ReadFile(kept[0])
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &report))
	require.Equal(t, refused.Problems, report.Problems)
	require.NoDirExists(t, filepath.Join(s.keep, "accepted"))
}

func inChinese(problems []model.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.In(model.Chinese))
	}
	return all
}

func csvOf(name, text string) format.File { return format.File{Name: name, Content: []byte(text)} }

const revenue = "指标,期间,口径,数值\n一般公共预算收入,2020-07,累计,12.19亿元\n"

func TestSubmitKeepsTheOriginal(t *testing.T) {
	s := newSetup(t)
	out, err := s.Submit(t.Context(), collector.Upload{Source: "test", Files: []format.File{
		csvOf("a/指标.csv", revenue), csvOf(`b\指标.csv`, revenue),
	}})
	require.NoError(t, err)
	require.Equal(t, "指标.csv, 指标.csv", out.Receipt.File)
	require.FileExists(t, filepath.Join(s.keep, "accepted", out.Receipt.Hash, "指标.csv"))
	require.FileExists(t, filepath.Join(s.keep, "accepted", out.Receipt.Hash, "2-指标.csv"))
}

func TestSubmitTakesWithdrawnContentAgain(t *testing.T) {
	s := newSetup(t)
	first, err := s.submit(t, "指标.csv", []byte(revenue))
	require.NoError(t, err)
	_, err = s.Withdraw(t.Context(), first.Receipt.ID, "", "  ")
	require.ErrorIs(t, err, collector.ErrReason)
	s.now = s.now.Add(time.Minute)
	back, err := s.Withdraw(t.Context(), first.Receipt.ID, "张某", "误报")
	require.NoError(t, err)
	require.Equal(t, first.Receipt.ID, back.Withdraws)
	s.now = s.now.Add(time.Minute)
	again, err := s.submit(t, "指标.csv", []byte(revenue))
	require.NoError(t, err)
	require.False(t, again.AlreadyTaken)
	require.NotEqual(t, first.Receipt.ID, again.Receipt.ID)
}

func TestSubmitStripsNames(t *testing.T) {
	s := newSetup(t)
	out, err := s.submit(t, "x/\x1b[31m指\x00标\u202e\n.csv", []byte(revenue))
	require.NoError(t, err)
	require.Equal(t, "[31m指标.csv", out.Receipt.File)
}

func TestSubmitLeavesAFileThatStaysWithdrawn(t *testing.T) {
	s := newSetup(t)
	lying := collector.Upload{Source: "folder", Standing: true, Files: []format.File{csvOf("指标.csv", revenue)}}
	first, err := s.Submit(t.Context(), lying)
	require.NoError(t, err)
	require.False(t, first.AlreadyTaken)
	s.now = s.now.Add(time.Minute)
	back, err := s.Withdraw(t.Context(), first.Receipt.ID, "张某", "误报")
	require.NoError(t, err)
	out, err := s.Submit(t.Context(), lying)
	require.NoError(t, err)
	require.True(t, out.Withdrawn)
	require.Equal(t, first.Receipt.ID, out.Receipt.ID)
	require.Equal(t, back.ID, out.Receipt.WithdrawnBy)
	require.EqualValues(t, 2, s.ledger.Stats().Commits)

	s.now = s.now.Add(time.Minute)
	sent, err := s.submit(t, "指标.csv", []byte(revenue))
	require.NoError(t, err)
	require.False(t, sent.AlreadyTaken, "sent by a person it is taken again")
	out, err = s.Submit(t.Context(), lying)
	require.NoError(t, err)
	require.True(t, out.AlreadyTaken)
	require.False(t, out.Withdrawn)
	require.Equal(t, sent.Receipt.ID, out.Receipt.ID)
}

func TestSubmitSaysWhichCellsTheLedgerCannotTake(t *testing.T) {
	s := newSetup(t)
	_, err := s.submit(t, "指标.csv", []byte(revenue))
	require.NoError(t, err)
	_, err = s.Submit(t.Context(), collector.Upload{
		Source: "test", Files: []format.File{csvOf("指标.csv", "指标,期间,口径,数值\n一般公共预算收入,2020-07,累计,12.2亿元\n")},
		Recorded: bulletinDay.AddDate(0, -1, 0),
	})
	var refused *collector.RefusedError
	require.ErrorAs(t, err, &refused)
	require.ErrorIs(t, err, model.ErrBackdated)
	require.Len(t, refused.Problems, 1)
	require.Equal(t, "D2", refused.Problems[0].Cell)
	require.Equal(t, "指标", refused.Problems[0].Sheet)
	require.NoDirExists(t, filepath.Join(s.keep, "accepted", "x"))
}

func TestSubmitChecksAgainstTheLedger(t *testing.T) {
	s := newSetup(t)
	for _, f := range []format.File{
		csvOf("指标.csv", "指标,期间,口径,数值\n一般公共预算收入,2020-06,累计,12.19亿元\n"),
		csvOf("2020年项目.csv", "项目编号,年度目标（亿元）\nP01,1\n"),
	} {
		_, err := s.submit(t, f.Name, f.Content)
		require.NoError(t, err)
		s.now = s.now.Add(time.Minute)
	}
	out, err := s.submit(t, "a.csv", []byte("指标,期间,口径,数值\n一般公共预算收入,2020-06,累计,12.19万元\n一般公共预算收入,2020-05,累计,12.5亿元\n"))
	require.NoError(t, err)
	require.Equal(t, []string{
		"a.csv › a › D2 “12.19万元”: 与上一个数 12.19亿元 相差约一万倍，请核对单位是万元还是亿元",
	}, inChinese(out.Warnings))
	out, err = s.submit(t, "b.csv", []byte("项目编号,数据截至,本年完成投资（亿元）\nP01,2020-07-31,3.5\n"))
	require.NoError(t, err)
	require.Equal(t, []string{"b.csv › b › C2 “3.5亿元”: 超过年度目标 1亿元 的三倍，请核对"}, inChinese(out.Warnings))
}

func TestSubmitDryRunLeavesNothing(t *testing.T) {
	s := newSetup(t)
	var stages []collector.Stage
	out, err := s.Submit(t.Context(), collector.Upload{
		Source: "test", DryRun: true, Files: []format.File{csvOf("指标.csv", revenue)},
		Progress: func(stage collector.Stage, _, _ int) { stages = append(stages, stage) },
	})
	require.NoError(t, err)
	require.True(t, out.DryRun)
	require.Equal(t, 1, out.Figures)
	require.Zero(t, s.ledger.Stats().Commits)
	entries, err := os.ReadDir(s.keep)
	require.NoError(t, err)
	require.Empty(t, entries)
	require.Equal(t, []collector.Stage{collector.Decoding, collector.Decoding, collector.Checking, collector.Checking}, stages)
}

func TestSubmitHoldsUploadsToTheLimits(t *testing.T) {
	s := newSetup(t, func(o *collector.Options) {
		o.Limits = collector.Limits{Bytes: 200, Files: 2, Facts: 1, Refused: 1}
	})
	two := "指标,期间,口径,数值\nGDP,2020Q1,累计,44亿元\nGDP,2020Q2,累计,98亿元\n"
	for name, c := range map[string]struct {
		upload collector.Upload
		want   error
	}{
		"bytes": {collector.Upload{Files: []format.File{csvOf("a.csv", revenue+revenue+revenue)}}, collector.ErrTooLarge},
		"files": {collector.Upload{Files: []format.File{csvOf("a.csv", "1"), csvOf("b.csv", "2"), csvOf("c.csv", "3")}}, collector.ErrTooLarge},
		"facts": {collector.Upload{Files: []format.File{csvOf("a.csv", two)}}, model.ErrTooManyFacts},
		"none":  {collector.Upload{}, nil},
		"later": {collector.Upload{Files: []format.File{csvOf("a.csv", revenue)}, Recorded: bulletinDay.Add(time.Hour)}, nil},
		"empty": {collector.Upload{Files: []format.File{csvOf("a.csv", "指标,期间,口径,数值\n")}}, nil},
		"blank": {collector.Upload{Files: []format.File{csvOf("a.csv", "")}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.Submit(t.Context(), c.upload)
			var refused *collector.RefusedError
			require.ErrorAs(t, err, &refused)
			require.NotEmpty(t, refused.Problems)
			require.NotEmpty(t, refused.Error())
			if c.want != nil {
				require.ErrorIs(t, err, c.want)
			}
		})
	}
	kept, err := os.ReadDir(filepath.Join(s.keep, "refused"))
	require.NoError(t, err)
	require.Len(t, kept, 1, "older ones are pushed out")
}

func TestMetrics(t *testing.T) {
	s := newSetup(t)
	for range 2 {
		_, err := s.submit(t, "指标.csv", []byte(revenue))
		require.NoError(t, err)
	}
	_, err := s.submit(t, "x.csv", []byte("1,2\n"))
	require.Error(t, err)
	problems, err := testutil.GatherAndLint(s.registry)
	require.NoError(t, err)
	require.Empty(t, problems)
	for result, want := range map[string]float64{"accepted": 1, "repeated": 1, "refused": 1} {
		require.Equal(t, want, counter(t, s, result), result)
	}
}

func counter(t *testing.T, s *setup, result string) float64 {
	t.Helper()
	families, err := s.registry.Gather()
	require.NoError(t, err)
	for _, f := range families {
		if f.GetName() != "jindu_submissions_total" {
			continue
		}
		for _, m := range f.GetMetric() {
			if m.GetLabel()[0].GetValue() == result {
				return m.GetCounter().GetValue()
			}
		}
	}
	return -1
}

func TestNewWantsWhatItNeeds(t *testing.T) {
	_, err := collector.New(collector.Options{})
	require.Error(t, err)
	s := newSetup(t)
	o := s.Options
	o.Region, o.Registerer = "420000", nil
	_, err = collector.New(o)
	require.ErrorContains(t, err, "420000")
}

// A date whose cell has lost the format of one is a number of days, which may
// be of either of two calendars: it is not guessed.
func TestDatesWithoutTheirFormatAreRefused(t *testing.T) {
	s := newSetup(t)
	_, err := s.submit(t, "节点.xlsx", workbook(t, map[string][][]any{
		"项目": {{"项目编号", "名称", "年度"}, {"P01", "甲", 2020}},
		"节点": {{"项目编号", "节点", "计划日期"}, {"P01", "开工", 43922}, {"P01", "竣工", 12}},
	}, "项目", "节点"))
	var refused *collector.RefusedError
	require.ErrorAs(t, err, &refused)
	require.Equal(t, []string{
		"节点.xlsx › 节点 › C2 “43922”: 应为日期，这里是一个数字；如果本来是日期，请把单元格设为日期格式",
		"节点.xlsx › 节点 › C3 “12”: 应为日期，如 2020-07-25",
	}, inChinese(refused.Problems))
}
