package projects_test

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/internal/metric"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// seriesOf are the samples of a project as Prometheus has them, by family; of
// one with several the last.
func seriesOf(p progress.ProjectState) map[string]float64 {
	all := map[string]float64{}
	metric.OfProject(p, func(one metric.Sample) { all[one.Family.Name] = one.Value })
	return all
}

// requireRounded tells that a text is a number rounded to its decimals.
func requireRounded(t *testing.T, want float64, text, what string) {
	t.Helper()
	number := strings.TrimRight(text, "% points")
	got, err := strconv.ParseFloat(number, 64)
	require.NoError(t, err, what)
	_, decimals, _ := strings.Cut(number, ".")
	half := 0.5 // Of the last decimal; trailing zeros may be left out.
	for range decimals {
		half /= 10
	}
	require.InDelta(t, want, got, half+1e-9, what)
}

func TestTheListSaysWhatTheMetricsSay(t *testing.T) {
	s := example(t)
	board, err := s.boards.Board(t.Context(), now, time.Time{})
	require.NoError(t, err)
	_, rows := s.table(t, "lang=en&region=410505")
	require.Len(t, rows, 28)
	byID := map[string]map[string]string{}
	for _, row := range rows {
		byID[row["Number"]] = row
	}
	for _, p := range board.Projects {
		if p.Region != officetest.Region {
			continue
		}
		row, series := byID[p.ID], seriesOf(p)
		for head, want := range map[string]string{
			"Rank": strconv.Itoa(p.Verdicts[0].Rank), "Colour": p.Verdicts[0].Colour, "Months so": strconv.Itoa(p.Verdicts[0].Streak),
			"Project": p.Name, "Lead": p.Lead, "Responsible unit": p.OwnerUnit, "Nature": p.Nature, "Task force": p.TaskForce,
			"Data as of": time.Unix(int64(series["jindu_project_period_end_timestamp_seconds"]), 0).In(officetest.Zone).Format(time.DateOnly),
		} {
			require.Equal(t, want, row[head], "%s of %s", head, p.ID)
		}
		for head, want := range map[string]float64{
			"Year's target (100 m yuan)":    series["jindu_project_target_yuan"] / 1e8,
			"Completed (100 m yuan)":        series["jindu_project_completed_yuan"] / 1e8,
			"Total investment (100 m yuan)": series["jindu_project_total_investment_yuan"] / 1e8,
			"Completion":                    series["jindu_project_completion_ratio"] * 100,
			"Pace":                          series["jindu_project_pace_ratio"] * 100,
			"Gap (points)":                  series["jindu_project_pace_gap_ratio"] * 100,
			"SPI":                           series["jindu_project_schedule_performance_index"],
		} {
			requireRounded(t, want, row[head], head+" of "+p.ID)
		}
	}
	text := s.shown(t, "/projects?lang=zh&region=410505")
	for name, want := range map[string]string{
		"项目": "28", "总投资": "336.17", "年度目标": "65.57", "完成投资": "48.30", "完成比例": "73.7%", "与序时进度相比": "+15.3个百分点", "迟报": "28",
	} {
		require.Equal(t, want, tile(t, text, name), name)
	}
	for _, chip := range []string{"绿 17", "黄 6", "红 5"} {
		require.Contains(t, text, "</span> "+chip+"</a>")
	}
}

// The sums above the list are those of the rows that are left, and exact.
func TestTheSumsAreThoseOfTheRows(t *testing.T) {
	o := officetest.New(t)
	for i := range 200 { // 0.004 each is 0.00 in every row, and 0.80 in all.
		id := "P" + strconv.Itoa(i)
		o.Task(id, 2020, 40_0000)
		o.Report(id, officetest.Date(2020, 7, 31), 10_0000)
	}
	o.State(model.KindProject, "P7", officetest.Date(2020, 1, 1), model.Project{Lead: "李某"})
	s := siteOf(t, o.Ledger, officetest.Rules())
	text := s.shown(t, "/projects?lang=zh")
	require.Equal(t, "0.80", tile(t, text, "年度目标"))
	require.Equal(t, "0.20", tile(t, text, "完成投资"))
	require.Equal(t, "25.0%", tile(t, text, "完成比例"))
	require.Equal(t, "–", tile(t, text, "总投资"), "nobody said")
	require.Contains(t, text, "1–100 / 200")
	one := s.shown(t, "/projects?lang=zh&q=李某")
	require.Equal(t, "1", tile(t, one, "项目"))
	require.Equal(t, "0.00", tile(t, one, "年度目标"))
}

func TestTheListIsNarrowedDown(t *testing.T) {
	s := example(t)
	_, all := s.table(t, "lang=en")
	for query, holds := range map[string]func(map[string]string) bool{
		"colour=red":                     func(r map[string]string) bool { return r["Colour"] == "red" },
		"stage=started":                  func(r map[string]string) bool { return r["Stage"] == "started" },
		"nature=新开工":                     func(r map[string]string) bool { return r["Nature"] == "新开工" },
		"category=基础设施":                  func(r map[string]string) bool { return r["Category"] == "基础设施" },
		"task_force=恒泰钢结构工作专班":           func(r map[string]string) bool { return r["Task force"] == "恒泰钢结构工作专班" },
		"behind=true":                    func(r map[string]string) bool { return strings.HasPrefix(r["Gap (points)"], "-") },
		"late=true":                      func(r map[string]string) bool { return r["Late report"] != "" },
		"q=焦炉":                           func(r map[string]string) bool { return strings.Contains(r["Project"], "焦炉") },
		"q=yd2020 区工信局":                  func(r map[string]string) bool { return r["Responsible unit"] == "区工信局" },
		"behind=true&colour=yellow&q=陈某": func(r map[string]string) bool { return r["Colour"] == "yellow" && r["Lead"] == "陈某" },
		"region=文峰区": func(r map[string]string) bool {
			return r["Region"] == "Wenfeng" || strings.HasPrefix(r["Number"], "WF")
		},
		"stage=": func(map[string]string) bool { return true },
	} {
		var want []string
		for _, row := range all {
			if holds(row) {
				want = append(want, row["Number"])
			}
		}
		require.NotEmpty(t, want, query)
		_, rows := s.table(t, "lang=en&"+strings.ReplaceAll(query, " ", "+"))
		require.Equal(t, want, column(rows, "Number"), query)
	}
	_, rows := s.table(t, "program="+url.QueryEscape("省发改委重大项目库"))
	require.NotEmpty(t, rows)
	require.Less(t, len(rows), len(all))

	empty := s.shown(t, "/projects?lang=zh&q=没有这样的项目")
	require.Contains(t, empty, "没有符合条件的项目")
	require.Contains(t, empty, `<a href="?lang=zh">清除筛选</a>`)
	for _, query := range []string{"late=perhaps", "sort=beauty", "format=pdf", "time=soon", "region=某区"} {
		status, _ := s.read(t, "/projects?"+query)
		require.Equal(t, http.StatusBadRequest, status, query)
	}
}

func TestTheListIsSortedByAnyColumn(t *testing.T) {
	s := example(t)
	text := s.shown(t, "/projects?lang=en")
	keys := regexp.MustCompile(`sort=(-?[a-z_]+)"`).FindAllStringSubmatch(text, -1)
	require.Len(t, keys, 22, "each column has its link")
	amount := func(cell string) float64 {
		n, err := strconv.ParseFloat(strings.TrimSuffix(cell, "%"), 64)
		require.NoError(t, err, cell)
		return n
	}
	for key, head := range map[string]string{"gap": "Gap (points)", "completed": "Completed (100 m yuan)", "rank": "Rank", "total": "Total investment (100 m yuan)"} {
		for _, down := range []bool{false, true} {
			sort := key
			if down {
				sort = "-" + key
			}
			_, rows := s.table(t, "lang=en&sort="+sort)
			got := column(rows, head)
			want := slices.Clone(got)
			slices.SortStableFunc(want, func(a, b string) int {
				if down {
					a, b = b, a
				}
				return cmp.Compare(amount(a), amount(b))
			})
			require.Equal(t, want, got, sort)
		}
	}
	_, rows := s.table(t, "lang=en&sort=colour")
	require.Equal(t, []string{"red", "yellow", "green"}, slices.Compact(column(rows, "Colour")), "the worst first")
	_, rows = s.table(t, "lang=en&sort=stage")
	require.Equal(t, []string{"signed", "started", "building", "completed", "production"}, slices.Compact(column(rows, "Stage")))
}

func TestWhatIsExportedIsWhatIsSeen(t *testing.T) {
	s := example(t)
	const query = "lang=zh&region=410505&behind=true&sort=gap"
	heads, rows := s.table(t, query)
	require.Len(t, rows, 11)
	text := s.shown(t, "/projects?"+query)
	require.Equal(t, 11, strings.Count(text, `<a href="/projects/YD2020`))
	require.Contains(t, text, `href="?behind=true&amp;format=xlsx&amp;lang=zh&amp;region=410505&amp;sort=gap"`)

	status, workbook := s.read(t, "/projects?format=xlsx&"+query)
	require.Equal(t, http.StatusOK, status)
	f, err := excelize.OpenReader(bytes.NewReader([]byte(workbook)))
	require.NoError(t, err)
	defer f.Close()
	lines, err := f.GetRows(f.GetSheetName(0))
	require.NoError(t, err)
	require.Contains(t, lines[0][0], "2020-09-08 09:00")
	require.Equal(t, heads, lines[1])
	require.Len(t, lines, 2+len(rows))
	for i, row := range rows {
		for j, head := range heads {
			cell := ""
			if j < len(lines[i+2]) {
				cell = lines[i+2][j]
			}
			require.Equal(t, row[head], cell, "%s of %s", head, row["编号"])
		}
	}
}

// A province's list comes a hundred rows at a time, over a line at 10 KB/s.
func TestAListOfFiveThousand(t *testing.T) {
	o := officetest.New(t)
	submission := model.Submission{}
	for i := range 5000 {
		id := fmt.Sprintf("P%04d", i)
		total, target := decimal.New(int64(i%70+1), 8), decimal.New(int64(i%9+1), 8)
		task := model.Target{Project: id, Year: 2020, Base: model.Yuan, Value: &target}
		for key, body := range map[string]any{
			id: model.Project{
				Name: "某产业园基础设施配套及智能化升级改造项目" + id, Lead: "张某某", OwnerUnit: "某某区发展和改革委员会", TaskForce: "某某产业工作专班",
				Nature: "续建", Category: "产业转型", Stage: model.Building, TotalInvestment: &total,
			},
			task.ID(): task,
		} {
			kind := model.KindProject
			if key != id {
				kind = model.KindTarget
			}
			r, err := model.NewRecord(kind, o.Region, key, officetest.Date(2020, 1, 1), body)
			require.NoError(t, err)
			submission.Records = append(submission.Records, r)
		}
		series := model.CompletedSeries(o.Region, id, 2020)
		submission.Observations = append(submission.Observations, model.Observation{
			Series: &series, Period: model.NewDate(2020, 7, 31), Value: float64(i%100) * 1e6,
		})
	}
	o.Commit(submission)
	s := siteOf(t, o.Ledger, officetest.Rules())
	for page, first := range map[string]string{"": "P", "&page=50": "P"} {
		text := s.shown(t, "/projects?lang=en"+page)
		require.Equal(t, 100, strings.Count(text, `<a href="/projects/`+first))
		require.Less(t, len(text), 300_000)
	}
	require.Equal(t, "5000", tile(t, s.shown(t, "/projects?lang=en&page=7"), "Projects"))
	_, rows := s.table(t, "page=7")
	require.Len(t, rows, 5000, "an export is of all rows")
}
