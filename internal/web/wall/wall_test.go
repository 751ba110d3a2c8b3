package wall_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web/page"
	"jindu/internal/web/wall"
)

func TestTheWallShowsTheBulletinsDistrict(t *testing.T) {
	h := hang(t, example(t), func(_ *page.Kit, n *wall.Needs) {
		n.Alerts = func() []wall.Alert {
			return []wall.Alert{
				{Severity: "warning", Summary: model.Text{ZH: "乙", EN: "B"}, Region: officetest.Region},
				{Severity: "critical", Summary: model.Text{ZH: "甲", EN: "A"}, Region: officetest.Region},
				{Severity: "critical", Summary: model.Text{ZH: "丙", EN: "C"}, Region: officetest.Sister},
			}
		}
	})
	zh := h.page("show=410505")
	require.Equal(t, "项目 28 ● 绿 17 ▲ 黄 6 ■ 红 5 总投资 亿元 336.17 新开工 16 · 续建 7 年度目标 亿元 65.57 还差 17.27 "+
		"完成投资 亿元 48.30 截至 2020-07-31 完成比例 73.7% 序时进度 58.3% 截至 2020-07-31 与序时相比 个百分点 +15.3 领先",
		strings.TrimPrefix(h.words(zh, "tiles"), "概要 "))
	require.Equal(t, "28 个项目 8月报送逾期（9月5日应报）", h.words(zh, "late"))
	indicators := h.words(zh, "indicators")
	require.Contains(t, indicators, "一般公共预算收入 2020-07 · 市下达 20.5 12.19 亿元 +7.9% +1.1 百分点 领先")
	require.Contains(t, indicators, "数据截至 2020-07-31")
	require.Contains(t, h.words(zh, "approvals"), "76 / 80 已办结 95.0% 1 临期 1 超期 1 容缺待补")
	require.Contains(t, h.words(zh, "approvals"), "建筑骨料绿色矿山项目 149 / 100 超时限")
	require.Contains(t, h.words(zh, "obstacles"), "9 未销号 2 逾期 0 30 天内 4 30–60 天 3 60–90 天 2 90 天以上")
	require.Contains(t, h.words(zh, "obstacles"), "用地（林地占用）手续未批复 建筑骨料绿色矿山项目 · 区自然资源局 逾期 39 天")
	require.Contains(t, h.words(zh, "changes"), "2020-06-30 → 2020-09-08 1 预警加重 城区学校新建项目（红）")
	require.Equal(t, "当前告警 2 条，其中严重 1 ■ 严重 甲 ▲ 警告 乙", h.words(zh, "alerts"))
	require.Contains(t, zh, `aria-label="2020 年投资：计划与完成（亿元）; 计划 65.57 (2020-12-31); 完成 48.3 (2020-07-31)"`)

	en := h.page("show=410505&lang=en")
	require.Equal(t, "28 projects: report for Aug late (due 5 Sep)", h.words(en, "late"))
	require.Contains(t, h.words(en, "tiles"), "Against the pace points +15.3 ahead")
	require.Regexp(t, `<html lang="en"`, en)
}

// Every project stands where the board has it, with the board's figures.
func TestTheRankingIsTheBoards(t *testing.T) {
	h := hang(t, example(t), nil)
	body := h.page("show=410505&pages=projects")
	rows := h.words(body, "projects-0") + " " + h.words(body, "projects-1")
	b := h.board(now)
	ranked := 0
	for _, p := range b.Projects {
		if p.Region != officetest.Region {
			continue
		}
		v, ok := p.Verdict(b.MainPack().Name)
		require.True(t, ok)
		change := "–"
		if n := int(v.RankChange.Value); n > 0 {
			change = fmt.Sprintf("↑%d 上升 %d 位", n, n)
		} else if n < 0 {
			change = fmt.Sprintf("↓%d 下降 %d 位", -n, -n)
		} else {
			change += " 名次未变"
		}
		want := fmt.Sprintf("%d %s %s %s · %s %s %s %s %s", v.Rank, change, p.Name, p.Lead, p.OwnerUnit,
			phrase.Percent(p.Completion), phrase.Points(p.Gap), phrase.Shape(v.Colour), phrase.Colour(v.Colour, model.Chinese))
		require.Contains(t, rows, want)
		require.Contains(t, body, fmt.Sprintf(`aria-label="%s：完成 %s，序时 %s"`, p.Name, phrase.Percent(p.Completion), phrase.Percent(p.Pace)))
		ranked++
	}
	require.Equal(t, 28, ranked)
}

// The funnel's steps are the board's, and each holds all that came further.
func TestTheFunnelCountsWhoCameSoFar(t *testing.T) {
	h := hang(t, example(t), nil)
	standing := map[model.Stage]int{}
	for _, r := range h.board(now).Regions {
		for _, f := range r.Funnel {
			if r.Region == officetest.Region {
				standing[f.Stage] += f.Items
			}
		}
	}
	words, further := h.words(h.page("show=410505&pages=systems"), "funnel"), 0
	for _, stage := range slices.Backward(model.Stages()) {
		further += standing[stage]
		require.Contains(t, words, fmt.Sprintf("%s %d %d ", stage.Name().ZH, further, standing[stage]))
	}
	require.Equal(t, 28, further)
}

// Of a city whose districts report, the wall shows these side by side, and all
// projects in one order.
func TestACityIsTheSumOfItsDistricts(t *testing.T) {
	h := hang(t, example(t), nil)
	body := h.page("region=410500")
	require.Equal(t, "安阳市", between(body, `<h1 id="name">`, "</h1>"))
	require.Contains(t, h.words(body, "tiles"), "项目 39 ")
	require.Regexp(t, `殷都区 28 个项目 73\.7% \+15\.3 龙安区 3 个项目 64\.6% \+6\.2 文峰区.*北关区 4 个项目 54\.0% -3\.5`, h.words(body, "parts"))
	require.Contains(t, h.words(body, "late"), "北关区固定资产投资 7月报送逾期（8月20日应报）")
	var gaps []float64
	for _, p := range h.board(now).Projects {
		gaps = append(gaps, p.Gap.Value)
	}
	slices.SortFunc(gaps, func(a, b float64) int { return int(1e9 * (b - a)) })
	first := h.words(body, "projects-0")
	at := 0
	for _, gap := range gaps[:7] {
		next := strings.Index(first[at:], phrase.Points(progress.Known(gap))+" ")
		require.GreaterOrEqual(t, next, 0, first)
		at += next
	}
	for _, r := range []string{"安阳市", "文峰区", "北关区", "殷都区", "龙安区"} {
		require.Contains(t, between(body, `id="regions"`, "</nav>"), ">"+r+"</a>")
	}
}

func TestRegionsTurnAsAsked(t *testing.T) {
	h := hang(t, example(t), nil)
	turns := func(query string) (names []string) {
		for _, part := range strings.Split(between(h.page(query), `id="regions"`, "</nav>"), "<a ")[1:] {
			names = append(names, text("<a "+part))
		}
		return names
	}
	require.Equal(t, []string{"殷都区", "文峰区", "北关区", "龙安区"}, turns(""), "the one with the most projects is first")
	require.Equal(t, []string{"北关区", "殷都区"}, turns("regions=410503,410505"))
	require.Empty(t, turns("region=410505"), "one region needs no links")
	require.Contains(t, h.page("regions=410503,殷都区"), `<h1 id="name">北关区`)
	for _, query := range []string{"regions=1", "show=1", "rotate=-1", "rotate=x", "pages=overview,nothing", "region=1", "time=x"} {
		status, body := h.read(query)
		require.Equal(t, http.StatusBadRequest, status, query)
		require.Contains(t, body, `role="alert"`)
	}
}

// Of many regions the foot has room for the neighbours, and says which one it is.
func TestManyRegionsAreCounted(t *testing.T) {
	o, catalog := officetest.New(t), officetest.CityCatalog(2, 10)
	o.FillCity(catalog)
	h := hang(t, o, func(k *page.Kit, _ *wall.Needs) { k.Catalog = catalog })
	require.Contains(t, h.page(""), `<nav id="regions" class="many" aria-label="地区"><span>1 / `)
	require.NotContains(t, hang(t, example(t), nil).page(""), `class="many"`)
}

// A past day is shown as it was, without what is only now.
func TestAPastDayHasNoAlertsNow(t *testing.T) {
	h := hang(t, example(t), func(_ *page.Kit, n *wall.Needs) {
		n.Alerts = func() []wall.Alert {
			return []wall.Alert{{Severity: "critical", Summary: model.Text{ZH: "甲", EN: "A"}, Region: officetest.Region}}
		}
	})
	body := h.page("show=410505&time=2020-06-30")
	require.Contains(t, h.words(body, "when"), "显示 2020-06-30")
	require.NotContains(t, body, `id="alerts"`)
	require.Contains(t, h.words(body, "tiles"), "截至 2020-06-30")
	require.Contains(t, h.words(body, "when"), "项目数据截至 2020-06-30")
	require.Contains(t, h.words(h.page("as_of=2020-09-07"), "sheet-none"), "还没有数据", "nothing was known the day before")
}

func TestAnEmptyOfficeSaysWhatToDo(t *testing.T) {
	body := hang(t, officetest.New(t), nil).page("")
	require.Contains(t, body, "还没有数据")
	require.Contains(t, body, "jindu ingest")
}

func TestOneProjectThatNeverReportedIsNotAtZero(t *testing.T) {
	o := officetest.New(t)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一"})
	h := hang(t, o, nil)
	body := h.page("")
	require.Contains(t, h.words(body, "tiles"), "完成投资 亿元 – 本年尚无报送 完成比例 – 序时进度 – 与序时相比 –")
	require.Contains(t, h.words(body, "projects-0"), "– 上月没有名次 一 – – – –")
	require.NotContains(t, body, `id="projects-1"`)
	require.NotContains(t, body, "0.0%")
}

func TestOddCompletionsKeepTheirBars(t *testing.T) {
	o := officetest.New(t)
	long := strings.Repeat("很长的项目名称", 12)
	for id, yuan := range map[string]float64{"P1": -30, "P2": 480, "P3": 60} {
		o.Task(id, 2020, 100)
		name := id
		if id == "P3" {
			name = long
		}
		o.State(model.KindProject, id, officetest.Date(2020, 1, 1), model.Project{Name: name, Lead: "<b>某</b>"})
		o.Report(id, officetest.Date(2020, 7, 31), yuan)
	}
	h := hang(t, o, nil)
	body := h.page("")
	words := h.words(body, "projects-0")
	for _, want := range []string{"P2 <b>某</b> 480.0% +421.7", "-30.0% -88.3", long} {
		require.Contains(t, words, want)
	}
	require.Contains(t, body, `<span class="name longer" title="`+long)
	require.NotContains(t, body, "<b>某", "what offices write is text")
	bars := regexp.MustCompile(`class="done" x="([^"]*)" y="28" width="([^"]*)"`).FindAllStringSubmatch(body, -1)
	require.Len(t, bars, 4, "of three projects and their sum")
	for _, bar := range bars {
		x, err1 := strconv.ParseFloat(bar[1], 64)
		width, err2 := strconv.ParseFloat(bar[2], 64)
		require.NoError(t, errors.Join(err1, err2))
		require.True(t, x >= 0 && width > 0 && x+width <= 1000.01, "a bar ends at its edge: %v", bar)
	}
}

// An indicator without a target has figures, and no bar that would mean nothing.
func TestARegionWithoutTargets(t *testing.T) {
	o := officetest.New(t)
	for m := time.January; m <= time.July; m++ {
		o.Indicator("general_public_budget_revenue", model.YearToDate, model.NewMonth(2020, m), float64(m)*1e8)
		o.Indicator("general_public_budget_revenue", model.YTDGrowth, model.NewMonth(2020, m), 0.01*float64(m))
	}
	h := hang(t, o, nil)
	body := h.page("")
	require.Contains(t, h.words(body, "indicators"), "一般公共预算收入 2020-07 · 未设目标 7 亿元 +7.0% –")
	require.NotContains(t, body, `class="bullet"`)
	require.Contains(t, body, `aria-label="一般公共预算收入累计同比：2020-01 +1.0% 至 2020-07 +7.0%"`)
	require.NotContains(t, body, `id="tiles"`, "there are no projects")
}

// The trend is what was known then, and has no later periods.
func TestTheTrendIsAsItWasKnown(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 6, 15)
	for m := time.January; m <= time.May; m++ {
		o.Indicator("general_public_budget_revenue", model.YTDGrowth, model.NewMonth(2020, m), 0.01)
	}
	o.Now = officetest.Date(2020, 8, 1)
	o.Indicator("general_public_budget_revenue", model.YTDGrowth, model.NewMonth(2020, 5), 0.05)
	h := hang(t, o, nil)
	require.Contains(t, h.page(""), "2020-01 +1.0% 至 2020-05 +5.0%")
	require.Contains(t, h.page("as_of=2020-07-01"), "2020-01 +1.0% 至 2020-05 +1.0%")
	require.Contains(t, h.page("time=2020-04-30"), "2020-01 +1.0% 至 2020-04 +1.0%")
}

func TestOfVeryManyProjectsTheEndsAreShown(t *testing.T) {
	const many = 5000
	o := officetest.New(t)
	var s model.Submission
	record := func(kind model.Kind, id string, body any) {
		r, err := model.NewRecord(kind, officetest.Region, id, officetest.Date(2020, 1, 1), body)
		require.NoError(t, err)
		s.Records = append(s.Records, r)
	}
	goal := decimal.NewFromInt(100 * many)
	for i := range many {
		id := fmt.Sprintf("P%04d", i)
		record(model.KindProject, id, model.Project{Name: id})
		target := model.Target{Project: id, Year: 2020, Base: model.Yuan, Value: &goal}
		record(model.KindTarget, target.ID(), target)
		series := model.CompletedSeries(officetest.Region, id, 2020)
		s.Observations = append(s.Observations, model.Observation{
			Series: &series, Period: model.NewDate(2020, time.July, 31), Value: float64(80 * (i + 1)),
		})
	}
	o.Commit(s)
	h := hang(t, o, nil)
	body := h.page("pages=projects")
	require.Regexp(t, `^前 14 名 .* 1 上月没有名次 P4999 .* 14 上月没有名次 P4986 `, h.words(body, "projects-0"))
	last := h.words(body, "projects-1")
	require.Contains(t, last, "共 5000 个项目")
	require.Contains(t, last, " 5000 上月没有名次 P0000 ")
	require.NotContains(t, last, "P0014")
	require.Contains(t, body, `href="/projects?region=410505"`)
	all := h.page("")
	require.Less(t, len(all), 100_000, "the first answer is small however many there are")
	began := time.Now()
	h.page("")
	require.Less(t, time.Since(began), 2*time.Second)
}

// What can't be drawn says so on a wall that tries again by itself.
func TestAWallWithoutABoardTriesAgain(t *testing.T) {
	h := hang(t, officetest.New(t), func(k *page.Kit, _ *wall.Needs) { k.Boards = noBoards{} })
	status, body := h.read("lang=en")
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, body, `<p role="alert">the board can&#39;t be drawn; see the log</p>`)
	require.Contains(t, body, "/assets/wall.js")
}

// noBoards are of a store that can't be reached.
type noBoards struct{ page.Boards }

func (noBoards) Board(context.Context, time.Time, time.Time) (*progress.Board, error) {
	return nil, errors.New("connection refused")
}

// Panels are replaced one by one, so each has a name of its own.
func TestEveryPanelHasAnIDOfItsOwn(t *testing.T) {
	body := hang(t, example(t), nil).page("show=410505")
	seen := map[string]bool{}
	for _, part := range strings.Split(body, ` id="`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		require.False(t, seen[id], id)
		seen[id] = true
	}
	require.Equal(t, strings.Count(body, `<section class="panel`), strings.Count(body, `<section class="panel" id=`)+
		strings.Count(body, `<section class="panel tiles" id=`)+strings.Count(body, `<section class="panel curve" id=`))
	require.Less(t, len(body), 100_000)
	require.NotRegexp(t, `<script>|onclick|https?://`, body, "nothing is inline or from elsewhere")
	require.Equal(t, strings.Count(body, "<svg"), strings.Count(body, `role="img" aria-label="`))
}
