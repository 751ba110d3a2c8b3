package projects_test

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web/page"
)

func TestAProjectsPageSaysWhatTheBoardSays(t *testing.T) {
	s := example(t)
	board, err := s.boards.Board(t.Context(), now, time.Time{})
	require.NoError(t, err)
	for _, p := range board.Projects {
		text, series := s.shown(t, page.ProjectPath(p.ID)+"?lang=en"), seriesOf(p)
		require.Contains(t, text, "<h1>"+p.Name+"</h1>")
		for name, want := range map[string]float64{
			"Total investment": series["jindu_project_total_investment_yuan"] / 1e8,
			"Year's target":    series["jindu_project_target_yuan"] / 1e8,
			"Completed":        series["jindu_project_completed_yuan"] / 1e8,
			"Completion":       series["jindu_project_completion_ratio"] * 100,
			"Against the pace": series["jindu_project_pace_gap_ratio"] * 100,
		} {
			requireRounded(t, want, tile(t, text, name), name+" of "+p.ID)
		}
		require.Contains(t, text, fmt.Sprintf("<dt>SPI</dt><dd>%.2f</dd>", series["jindu_project_schedule_performance_index"]))
		require.Contains(t, text, fmt.Sprintf("<dt>SPI(t)</dt><dd>%.2f</dd>", series["jindu_project_earned_schedule_performance_index"]))
		require.Equal(t, p.Schedule != nil, strings.Contains(text, `<svg class="gantt"`), p.ID)
		require.Contains(t, text, `<svg class="lines"`)
		for _, m := range p.Milestones {
			require.Contains(t, text, model.MilestoneName(m.Milestone).EN)
		}
		for _, o := range p.Obstacles {
			require.Contains(t, text, html.EscapeString(o.What))
		}
		if p.Approvals != nil {
			for _, one := range p.Approvals.Procedures {
				require.Contains(t, text, "<td>"+one.Procedure+"</td>")
			}
		}
	}
}

func TestTheRailwayLink(t *testing.T) {
	text := example(t).shown(t, "/projects/YD2020-005?lang=zh")
	for _, want := range []string{
		"赵某某", "自 2020-01-01", "安西铁路联络线工作专班", "电力线路迁改未完成", "逾期未销号", "销号 2020-06-24",
		"路基填筑完成六成，桥梁桩基施工", "与供电部门每周会商迁改", "误期的工序", "梁片预制", "供电部门每周会商，8月底前完成电力线路迁改",
		`44</b> / 100`, `<td>进度!D41</td>`, `<a href="/submissions/R000001?lang=zh">R000001</a> <span class="soft">统计局</span><span class="note">殷都区2020.xlsx</span>`,
	} {
		require.Contains(t, text, want)
	}
}

// What is known of a project may be hardly anything; the page shows a dash for
// the rest, and never a zero.
func TestHardlyAnythingIsKnown(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "bare", officetest.Date(2020, 1, 1), model.Project{})
	o.Task("unreported", 2020, 1_0000_0000)
	o.Report("untasked", officetest.Date(2020, 7, 31), 5000_0000)
	s := siteOf(t, o.Ledger, officetest.Rules())
	for id, want := range map[string]map[string]string{
		"bare":       {"年度目标": "–", "完成投资": "–", "完成比例": "–", "与序时进度相比": "–", "总投资": "–", "报送": "–"},
		"unreported": {"年度目标": "1.00", "完成投资": "–", "完成比例": "–", "与序时进度相比": "–"},
		"untasked":   {"年度目标": "–", "完成投资": "0.50", "完成比例": "–", "与序时进度相比": "–"},
	} {
		text := s.shown(t, "/projects/"+id+"?lang=zh")
		for name, figure := range want {
			require.Equal(t, figure, tile(t, text, name), "%s of %s", name, id)
		}
		require.Contains(t, text, "<h1>"+id+"</h1>")
	}
	require.Contains(t, s.shown(t, "/projects/bare?lang=zh"), "还没有报送过数字")
	require.Contains(t, s.shown(t, "/projects/unreported?lang=zh"), "本年尚无报送")
	_, rows := s.table(t, "lang=zh&colour=none")
	require.Len(t, rows, 3, "projects without both have no colour")
	require.Equal(t, []string{"", "", ""}, column(rows, "完成比例"))
}

func TestNumbersAndNamesAreWhatOfficesMakeThem(t *testing.T) {
	o := officetest.New(t)
	ids := []string{"A/B", "A#1", "A?b=c&d", "项目 1", `<b>"x"</b>`, "100%", "A%2FB", "A+B", "a;b", "A//B", "/A"}
	for i, id := range ids {
		o.State(model.KindProject, id, officetest.Date(2020, 1, 1), model.Project{Name: fmt.Sprintf("<i>&%d</i>", i), Lead: "<script>"})
		o.Task(id, 2020, 100)
		o.Report(id, officetest.Date(2020, 7, 31), float64(i)*1e8)
	}
	s := siteOf(t, o.Ledger, officetest.Rules())
	list := s.shown(t, "/projects?lang=en&time=2020-08-01")
	require.NotContains(t, list, "<script>")
	require.NotContains(t, list, "<i>")
	links := regexp.MustCompile(`<a href="(/projects/[^"]*)">([^<]*)</a>`).FindAllStringSubmatch(list, -1)
	require.Len(t, links, len(ids))
	for _, link := range links {
		address, err := url.Parse(html.UnescapeString(link[1]))
		require.NoError(t, err)
		require.Equal(t, "2020-08-01", address.Query().Get("time"), "the page goes on with the time")
		text := s.shown(t, address.String())
		require.Contains(t, text, "<h1>"+link[2]+"</h1>")
		require.NotContains(t, text, "<script>")
		require.NotContains(t, text, "<i>")
	}
	require.Contains(t, s.shown(t, "/projects/A/B?lang=en"), "<h1>&lt;i&gt;&amp;0&lt;/i&gt;</h1>", "as people type it")
	require.Contains(t, s.shown(t, page.ProjectPath("A%2FB")), "<h1>&lt;i&gt;&amp;6&lt;/i&gt;</h1>", "not the one of A/B")
}

func TestWhichProjectIsMeant(t *testing.T) {
	o := officetest.New(t)
	for region, name := range map[string]string{officetest.Region: "殷都一号", officetest.Sister: "龙安一号"} {
		o.Region = region
		o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: name})
	}
	o.State(model.KindProject, "P100", officetest.Date(2020, 6, 1), model.Project{Name: "另一个"})
	s := siteOf(t, o.Ledger, officetest.Rules())

	status, text := s.read(t, "/projects/P1?lang=zh&theme=dark")
	require.Equal(t, http.StatusMultipleChoices, status)
	links := regexp.MustCompile(`<a href="(/projects/P1\?[^"]*)">`).FindAllStringSubmatch(text, -1)
	require.Len(t, links, 2)
	var names []string
	for _, link := range links {
		chosen := s.shown(t, html.UnescapeString(link[1]))
		names = append(names, regexp.MustCompile(`<h1>(.*)</h1>`).FindStringSubmatch(chosen)[1])
		require.Contains(t, chosen, `data-theme="dark"`)
	}
	require.ElementsMatch(t, []string{"殷都一号", "龙安一号"}, names)
	require.Contains(t, s.shown(t, "/projects/P1?region=410505"), "殷都一号")
	require.Contains(t, s.shown(t, "/projects/"+url.PathEscape("另一个")), "P100", "a name will do")

	for target, want := range map[string]string{
		"/projects/P10?lang=zh":                   "P100 另一个",
		"/projects/P1?lang=zh&region=410502":      "当时没有项目",
		"/projects/P100?lang=zh&time=2020-05-31":  "当时没有项目",
		"/projects/P100?lang=zh&as_of=2020-09-07": "当时没有项目",
		"/projects/P1?lang=zh&as_of=soon":         "",
	} {
		status, text := s.read(t, target)
		if want == "" {
			require.Equal(t, http.StatusBadRequest, status, target)
			continue
		}
		require.Equal(t, http.StatusNotFound, status, target)
		if target == "/projects/P1?lang=zh&region=410502" {
			want = "目前没有项目"
		}
		require.Contains(t, text, want, target)
	}
	status, _ = s.read(t, "/projects/")
	require.Equal(t, http.StatusMovedPermanently, status)
}

func TestAFiguresWholeHistory(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 3)
	o.Task("P1", 2020, 10_0000_0000)
	series := model.CompletedSeries(o.Region, "P1", 2020)
	report := func(by, cell string, day model.Period, yuan float64) string {
		return o.Commit(model.Submission{By: by, File: by + ".xlsx", Observations: []model.Observation{{Series: &series, Period: day, Value: yuan, Cell: cell}}})
	}
	june, july := model.NewDate(2020, 6, 30), model.NewDate(2020, 7, 31)
	report("甲", "进度!D2", july, 4_0000_0000)
	o.Now = officetest.Date(2020, 8, 5)
	wrong := report("乙", "进度!D3", july, 40_0000_0000)
	gone := report("丙", "进度!D4", june, 3_0000_0000)
	o.Now = officetest.Date(2020, 8, 9)
	for receipt, reason := range map[string]string{wrong: "万元写成亿元", gone: "报错项目"} {
		_, err := o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: receipt, Reason: reason})
		require.NoError(t, err)
	}
	s := siteOf(t, o.Ledger, officetest.Rules())
	rows := func(text string) (all []string) {
		for _, row := range regexp.MustCompile(`(?s)<tr[ >].*?</tr>`).FindAllString(sectionOf(text, "figures"), -1)[1:] {
			row = regexp.MustCompile(`<s>`).ReplaceAllString(row, "~")
			row = regexp.MustCompile(`</td>|</?span[^>]*>`).ReplaceAllString(row, " ")
			row = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(row, "")
			all = append(all, strings.Join(strings.Fields(row), " "))
		}
		return all
	}
	text := s.shown(t, "/projects/P1?lang=zh")
	require.Equal(t, "4.00", tile(t, text, "完成投资"))
	all := rows(text)
	require.Len(t, all, 5)
	require.Regexp(t, `^2020-07-31 4\.00 核实 2020-08-09 00:00 R\d+ 进度!D2 因撤回而恢复 `+wrong+`$`, all[0])
	require.Equal(t, "~40.00 核实 2020-08-05 00:00 "+wrong+" 乙 乙.xlsx 进度!D3 已撤回 2020-08-09 00:00 万元写成亿元 "+withdrawalOf(t, o, wrong), all[1])
	require.Equal(t, "4.00 核实 2020-08-03 00:00 R000002 甲 甲.xlsx 进度!D2 修订于 2020-08-05 00:00", all[2])
	require.Regexp(t, `^2020-06-30 – .* 撤回后无数据 `+gone+`$`, all[3])
	require.Equal(t, "~3.00 核实 2020-08-05 00:00 "+gone+" 丙 丙.xlsx 进度!D4 已撤回 2020-08-09 00:00 报错项目 "+withdrawalOf(t, o, gone), all[4])

	then := s.shown(t, "/projects/P1?lang=zh&as_of=2020-08-06")
	require.Equal(t, "40.00", tile(t, then, "完成投资"))
	all = rows(then)
	require.Len(t, all, 3)
	require.Contains(t, all[0], "2020-07-31 40.00 核实")
	require.True(t, strings.HasSuffix(all[0], " 现行"), "nobody had withdrawn it then: %s", all[0])
	require.Len(t, rows(s.shown(t, "/projects/P1?lang=zh&time=2020-07-15")), 2, "July had not ended")
}

// sectionOf is one of a page's sections.
func sectionOf(text, id string) string {
	_, after, _ := strings.Cut(text, `id="`+id+`"`)
	section, _, _ := strings.Cut(after, "</section>")
	return section
}

func withdrawalOf(t *testing.T, o *officetest.Office, receipt string) string {
	t.Helper()
	r, err := o.Ledger.Receipt(t.Context(), receipt)
	require.NoError(t, err)
	return r.WithdrawnBy
}

func TestWhoAnswersAndWhatWasStated(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一", Lead: "张某", OwnerUnit: "区工信局", Stage: model.Signed})
	o.State(model.KindDuty, "P1", officetest.Date(2020, 5, 1), model.Duty{Lead: "李某"})
	wrong := o.State(model.KindProject, "P1", officetest.Date(2020, 6, 1), model.Project{Stage: model.Production})
	_, err := o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: wrong, Reason: "尚未投产"})
	require.NoError(t, err)
	o.State(model.KindProject, "P10", officetest.Date(2020, 1, 1), model.Project{Name: "十", Lead: "别人"})
	s := siteOf(t, o.Ledger, officetest.Rules())
	text := s.shown(t, "/projects/P1?lang=zh")
	require.Contains(t, text, `<dt>包保领导</dt><dd>李某 <span class="soft">自 2020-05-01</span>`)
	require.Contains(t, text, `<dt>责任单位</dt><dd>区工信局 <span class="soft">自 2020-01-01</span>`)
	require.Contains(t, text, `<dt>专班</dt><dd>–</dd>`)
	require.NotContains(t, text, "别人")
	statements := sectionOf(text, "statements")
	require.Equal(t, 3, strings.Count(statements, "<tr")-1)
	require.Contains(t, statements, `<s><span class="soft">阶段</span> 投产</s>`)
	require.Contains(t, statements, "尚未投产")
	require.Contains(t, statements, `<span class="soft">包保领导</span> 李某</td><td>2020-05-01</td>`)
	require.Contains(t, s.shown(t, "/projects/P1?lang=zh&time=2020-04-30"), `<dd>张某 <span class="soft">自 2020-01-01</span>`)
}

func TestTheNextYear(t *testing.T) {
	text := example(t).shown(t, "/projects/YD2020-005?lang=zh&time=2021-02-01")
	require.Equal(t, "–", tile(t, text, "年度目标"))
	require.Equal(t, "–", tile(t, text, "完成投资"))
	require.Contains(t, text, "本年尚无报送")
	require.Contains(t, text, "2020 年完成投资（年内累计）", "last year's figures stay to be seen")
	require.NotContains(t, text, `<svg class="lines"`)
}

// Whatever offices report, there is a page for every project at any time, and it
// says the board's figures.
func TestEveryProjectHasAPage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := officetest.New(t)
		for range 30 {
			o.Anything(rt)
		}
		s := siteOf(t, o.Ledger, officetest.Rules())
		day := officetest.Date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 700).Draw(rt, "day")).Format(time.DateOnly)
		at, err := model.ParseInstant(day, officetest.Zone)
		require.NoError(rt, err)
		board, err := s.boards.Board(t.Context(), at, time.Time{})
		require.NoError(rt, err)
		_, rows := s.table(t, "lang=en&time="+day)
		require.Len(rt, rows, len(board.Projects))
		for _, sum := range board.RegionSums() {
			if list := s.shown(t, "/projects?lang=en&region="+sum.Code+"&time="+day); sum.Projects > 0 {
				completed := "–"
				if sum.Completed.Valid {
					completed = sum.Completed.Decimal.Shift(-8).StringFixed(2)
				}
				require.Equal(rt, completed, tile(t, list, "Completed"))
				require.Equal(rt, strconv.Itoa(sum.Projects), tile(t, list, "Projects"))
			}
		}
		for _, p := range board.Projects {
			text := s.shown(t, page.ProjectPath(p.ID)+"?lang=en&region="+p.Region+"&time="+day)
			require.Equal(rt, p.Completed.Known, tile(t, text, "Completed") != "–")
			require.Equal(rt, p.Gap.Known, tile(t, text, "Against the pace") != "–")
		}
	})
}
