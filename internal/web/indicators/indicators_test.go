package indicators_test

import (
	"context"
	"encoding/csv"
	"errors"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
	"jindu/internal/web/indicators"
	"jindu/internal/web/page"
)

// site is the pages of an office on the bulletin's day.
type site struct {
	*officetest.Office
	handler http.Handler
}

const revenue, investment, product = "general_public_budget_revenue", "fixed_asset_investment", "gross_domestic_product"

func siteOf(t *testing.T, o *officetest.Office) *site {
	t.Helper()
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	return &site{o, handlerOf(t, &page.Kit{
		Boards: boards, Ledger: o.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Version: "test",
		Clock:  func() time.Time { return officetest.Date(2020, 9, 8).Add(9 * time.Hour) },
		Region: officetest.Region, Logger: slog.New(slog.DiscardHandler),
	}, o)}
}

func handlerOf(t *testing.T, kit *page.Kit, o *officetest.Office) http.Handler {
	t.Helper()
	register, err := indicators.New(kit, officetest.Rules(), o.Ledger)
	require.NoError(t, err)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	register(engine)
	return engine
}

func (s *site) get(target string) *httptest.ResponseRecorder {
	s.Helper()
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w
}

func (s *site) page(target string) string {
	s.Helper()
	w := s.get(target)
	require.Equal(s, http.StatusOK, w.Code, w.Body)
	return w.Body.String()
}

// table is what ?format=csv gives, each row by its columns.
func (s *site) table(target string) []map[string]string {
	s.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.page(target), "\ufeff"))).ReadAll()
	require.NoError(s, err)
	var all []map[string]string
	for _, row := range rows[1:] {
		one := map[string]string{}
		for i, cell := range row {
			one[rows[0][i]] = cell
		}
		all = append(all, one)
	}
	return all
}

func (s *site) target(code string, m model.Measure, issuer model.Issuer, base model.Base, value string) {
	s.Helper()
	number := decimal.RequireFromString(value)
	target := model.Target{Indicator: code, Measure: m, Issuer: issuer, Year: 2020, Base: base, Value: &number}
	s.State(model.KindTarget, target.ID(), officetest.Date(2020, 1, 1), target)
}

// words are the text of a page, without its marks.
func words(page string) string {
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(html.UnescapeString(text)), " ")
}

func july(year int) model.Period { return model.NewMonth(year, time.July) }

// district has revenue with two targets, and growth of investment without any.
func district(t *testing.T) *site {
	t.Helper()
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 12)
	s := siteOf(t, o)
	o.Indicator(revenue, model.YearToDate, july(2019), 11_3000_0000)
	o.Indicator(revenue, model.YearToDate, july(2020), 12_1900_0000)
	o.Indicator(revenue, model.YTDGrowth, july(2020), 0.079)
	s.target(revenue, model.YearToDate, "city", model.Yuan, "2050000000")
	s.target(revenue, model.YearToDate, "district", model.Yuan, "2100000000")
	o.Indicator(investment, model.YearToDate, july(2019), 100_0000_0000)
	o.Indicator(investment, model.YearToDate, july(2020), 120_3000_0000)
	o.Indicator(investment, model.YTDGrowth, july(2020), 0.271)
	return s
}

func TestTheListShowsEveryTarget(t *testing.T) {
	s := district(t)
	page := words(s.page("/indicators?lang=zh"))
	require.Contains(t, page, "一般公共预算收入 2020-07 12.19 亿元 +7.9% 市下达 区定 20.5 21 59.5% 58.0% 58.3% 58.3% ▲ +1.1 ▼ -0.3 待报 2020-08 财政局")
	require.Contains(t, page, "固定资产投资 2020-07 120.3 亿元 +27.1% – – – – – 待报 2020-08 统计局")
	rows := s.table("/indicators?format=csv&lang=en")
	require.Len(t, rows, 3, "each target is a row")
	require.Equal(t, []string{"city", "20.5", "59.5%", "+1.1"}, []string{rows[1]["Target set by"], rows[1]["Target"], rows[1]["Completion"], rows[1]["Gap (points)"]})
	require.Equal(t, []string{"district", "21", "58.0%", "-0.3"}, []string{rows[2]["Target set by"], rows[2]["Target"], rows[2]["Completion"], rows[2]["Gap (points)"]})
}

func TestTheListIsNarrowedDownAndSorted(t *testing.T) {
	s := district(t)
	names := func(query string) (all []string) {
		for _, row := range s.table("/indicators?format=csv&lang=zh&" + query) {
			if name := row["指标"]; len(all) == 0 || all[len(all)-1] != name {
				all = append(all, name)
			}
		}
		return all
	}
	require.Equal(t, []string{"固定资产投资", "一般公共预算收入"}, names(""))
	require.Equal(t, []string{"一般公共预算收入"}, names("behind=true"))
	require.Equal(t, []string{"一般公共预算收入"}, names("q=财政"))
	require.Equal(t, []string{"固定资产投资"}, names("q=fixed"))
	require.Empty(t, names("q=nothing"))
	require.Empty(t, names("late=true"))
	require.Equal(t, []string{"固定资产投资", "一般公共预算收入"}, names("late=true&time=2020-10-01"), "August was due on 20 September")
	require.Equal(t, []string{"一般公共预算收入", "固定资产投资"}, names("sort=level"))
	require.Equal(t, []string{"一般公共预算收入", "固定资产投资"}, names("sort=completion"), "what has none comes last")
	require.Empty(t, names("region=文峰区"))
	require.Contains(t, words(s.page("/indicators?late=true&lang=en&time=2020-10-01")), "● late 2020-08, since 2020-09-16")
	require.Contains(t, s.page("/indicators?q=fixed&sort=level&lang=en"), "/indicators/fixed_asset_investment?lang=en&amp;region=410505")
	require.Equal(t, http.StatusBadRequest, s.get("/indicators?sort=colour").Code)
	require.Equal(t, http.StatusBadRequest, s.get("/indicators?format=pdf").Code)
	w := s.get("/indicators?format=xlsx")
	require.Equal(t, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", w.Header().Get("Content-Type"))
	require.Equal(t, "attachment; filename*=UTF-8''indicators-2020-09-08.xlsx", w.Header().Get("Content-Disposition"))
}

func TestDerivedGrowthStandsApartAndIsHiddenWhereNotComparable(t *testing.T) {
	s := district(t)
	rows := s.table("/indicators/" + revenue + "?format=csv&lang=zh")
	require.Equal(t, "2020-07", rows[0]["期间"])
	require.Equal(t, "12.19", rows[0]["累计（亿元） 公布"])
	require.Equal(t, "7.9%", rows[0]["累计同比 公布"])
	require.Equal(t, "7.9%", rows[0]["累计同比 推算"])
	require.Equal(t, "11.3", rows[0]["上年同期累计（亿元） 推算"])
	page := s.page("/indicators/" + investment + "?lang=zh")
	require.Contains(t, page, `<i class="derived">不可比</i>`)
	require.Contains(t, words(page), "同比（公布） +27.1% 推算 不可比")
	require.NotContains(t, page, "20.3%", "the naive ratio is never shown")
	require.Contains(t, words(page), "本年没有目标。")
	require.Contains(t, page, `role="img" aria-label="本年与上年：累计（亿元）; 2020 120.3 (2020-07-31); 2019 100 (2020-07-31)`)
}

func TestThePathOfATargetIsDrawn(t *testing.T) {
	page := district(t).page("/indicators/" + revenue + "?lang=en")
	require.Contains(t, page, "path, city 20.5 (2020-12-31); goal, city 20.5 (2020-12-31); path, district 21 (2020-12-31)")
	require.Contains(t, words(page), "city 2020 Year to date 20.5 × 100 m yuan 12.19 × 100 m yuan 11.96 × 100 m yuan 59.5% 58.3% ▲ +1.1 linear 2020-07-31")
}

func TestJanuaryAndFebruaryAreOnePeriod(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 3, 18)
	s := siteOf(t, o)
	o.Indicator(investment, model.YearToDate, model.NewMonth(2019, time.December), 200_0000_0000)
	o.Indicator(investment, model.YearToDate, model.NewMonth(2020, time.February), 10_0000_0000)
	rows := s.table("/indicators/" + investment + "?format=csv&lang=zh&time=2020-03-18")
	require.Equal(t, []string{"2020-01/2020-02", "10", "10"}, []string{rows[0]["期间"], rows[0]["当月（亿元） 推算"], rows[0]["累计（亿元） 公布"]})
	require.Equal(t, []string{"2020-01", "", "1 月数据免报，与 2 月合并公布"}, []string{rows[1]["期间"], rows[1]["累计（亿元） 公布"], rows[1]["说明"]})
	require.Equal(t, "2019-12", rows[2]["期间"])
	page := words(s.page("/indicators/" + investment + "?lang=zh&time=2020-03-18"))
	require.Contains(t, page, "2020-03 2020-04-20 待报 – – 2020-01/2020-02 2020-03-20 ■ 按时 2020-03-18 00:00 – 2020-01 – 按规定免报 – –")
}

func TestAQuarterlyIndicator(t *testing.T) {
	o := officetest.New(t)
	s := siteOf(t, o)
	o.Indicator(product, model.YearToDate, model.NewQuarter(2019, 2), 150_0000_0000)
	o.Indicator(product, model.YearToDate, model.NewQuarter(2020, 1), 70_0000_0000)
	o.Indicator(product, model.YearToDate, model.NewQuarter(2020, 2), 156_0000_0000)
	rows := s.table("/indicators/" + product + "?format=csv&lang=en")
	require.Equal(t, []string{"2020-Q2", "156", "86"}, []string{rows[0]["Period"], rows[0]["Year to date (× 100 m yuan), published"], rows[0]["Month (× 100 m yuan), derived"]})
	require.Equal(t, []string{"2020-Q1", "2019-Q4", "2019-Q3", "2019-Q2"}, []string{rows[1]["Period"], rows[2]["Period"], rows[3]["Period"], rows[4]["Period"]})
	require.Equal(t, "missing", rows[3]["Note"])
	require.Contains(t, s.page("/indicators/"+product), `>Q2</text>`)
}

// Of a figure that was revised, and whose revision was withdrawn, every version
// is there, as far as it is known by the as-of.
func TestVersions(t *testing.T) {
	o := officetest.New(t)
	o.Now = officetest.Date(2020, 8, 10)
	s := siteOf(t, o)
	series := model.IndicatorSeries(must(t, revenue), o.Region, model.YearToDate, model.Published)
	hand := func(at time.Time, by string, yuan float64, status model.Status) string {
		o.Now = at
		return o.Commit(model.Submission{By: by, File: "7月.xlsx", Observations: []model.Observation{
			{Series: &series, Period: july(2020), Value: yuan, Status: status, Cell: "指标!E5"},
		}})
	}
	hand(officetest.Date(2020, 8, 10), "张某", 12_0000_0000, model.Preliminary)
	wrong := hand(officetest.Date(2020, 8, 20), "李<b>某", 1_2190_0000, model.Final)
	o.Now = officetest.Date(2020, 8, 21)
	_, err := o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: wrong, By: "李某", Reason: "单位<i>错"})
	require.NoError(t, err)
	hand(officetest.Date(2020, 9, 1), "张某", 12_1900_0000, model.Final)

	page := s.page("/indicators/" + revenue + "?lang=zh")
	require.NotContains(t, page, "<b>某")
	require.NotContains(t, page, "<i>错")
	require.Contains(t, page, "<s>1.22 亿元</s>")
	require.Contains(t, page, "<s><b>1.22 亿元</b></s>", "in the matrix")
	text := words(page)
	require.Contains(t, text, "期间 口径 2020-08-10 2020-08-20 2020-08-21 2020-09-01 2020-07 累计 12 亿元 1.22 亿元 12 亿元 12.19 亿元 粗体")
	for _, version := range []string{
		"2020-07 累计 12.19 亿元 2020-09-01 00:00 现行 R000004 张某 7月.xlsx 指标!E5",
		"2020-07 累计 12 亿元 2020-08-21 00:00 2020-09-01 00:00 R000003 李某",
		"撤回 R000002；单位<i>错",
		"2020-07 累计 1.22 亿元 2020-08-20 00:00 2020-08-21 00:00 R000002 李<b>某 7月.xlsx 指标!E5 已被 R000003 撤回",
		"2020-07 累计 12 亿元 2020-08-10 00:00 2020-08-20 00:00 R000001 张某 7月.xlsx 指标!E5 初步",
	} {
		require.Contains(t, text, version)
	}
	before := s.page("/indicators/" + revenue + "?lang=zh&as_of=2020-08-20")
	require.NotContains(t, before, "<s>", "nobody knew then that it was wrong")
	require.Contains(t, words(before), "1.22 亿元 2020-08-20 00:00 现行")
	require.Contains(t, words(s.page("/indicators/"+revenue+"?lang=zh&as_of=2020-08-15")), "所示期间的数字没有修订过。")
}

// A figure that was withdrawn for good has no value, and a history.
func TestAWithdrawnFigure(t *testing.T) {
	o := officetest.New(t)
	s := siteOf(t, o)
	o.Indicator(revenue, model.YearToDate, model.NewMonth(2020, time.June), 10_0000_0000)
	receipt := o.Indicator(revenue, model.YearToDate, july(2020), 12_0000_0000)
	o.Now = officetest.Date(2020, 9, 10)
	_, err := o.Ledger.Withdraw(t.Context(), model.Withdrawal{Receipt: receipt, By: "李某", Reason: "误"})
	require.NoError(t, err)
	text := words(s.page("/indicators/" + revenue + "?lang=en"))
	require.Contains(t, text, "2020-07 Year to date 12 × 100 m yuan withdrawn")
	require.Contains(t, text, "2020-09-08 2020-09-10 2020-07 Year to date 12 × 100 m yuan withdrawn Bold")
	require.Contains(t, text, "Report ● late 2020-07, since 2020-08-16")
}

func must(t *testing.T, code string) model.Indicator {
	t.Helper()
	i, ok := model.DefaultCatalog().Indicator(code)
	require.True(t, ok)
	return i
}

func TestWhichRegionIsShown(t *testing.T) {
	o := officetest.New(t)
	s := siteOf(t, o)
	for _, region := range []string{officetest.Region, officetest.Sister} {
		o.Region = region
		o.Indicator(revenue, model.YearToDate, july(2020), 12_0000_0000)
	}
	o.Indicator(investment, model.YearToDate, july(2020), 12_0000_0000)
	shown := func(query string) string {
		return regexp.MustCompile(`<h2>([^<]*)</h2>`).FindStringSubmatch(s.page("/indicators/" + query))[1]
	}
	require.Equal(t, "殷都区", shown(revenue), "the office's own")
	require.Equal(t, "龙安区", shown(revenue+"?region=龙安区"))
	require.Equal(t, "殷都区", shown(revenue+"?region=安阳市"), "the first below it")
	require.Equal(t, "龙安区", shown(investment), "the only one that has it")
	require.Contains(t, words(s.page("/indicators/"+revenue)), "同级地区 地区 数据截至")
	w := s.get("/indicators/" + revenue + "?region=文峰区&lang=en")
	require.Equal(t, http.StatusNotFound, w.Code)
	require.Contains(t, words(w.Body.String()), "Wenfeng has no such indicator; there is one in Yindu 410505, Long'an 410506")
}

func TestIndicatorsThatAreNotThere(t *testing.T) {
	s := district(t)
	for target, want := range map[string]string{
		"/indicators/general_public_budget_revenu":       "did you mean general_public_budget_revenue",
		"/indicators/" + url.PathEscape("一般公共预算收人"):      "did you mean general_public_budget_revenue 一般公共预算收入",
		"/indicators/retail_sales":                       "there were no figures or targets of it then",
		"/indicators/" + url.PathEscape("<script>"):      `there is no indicator "<script>"`,
		"/indicators/" + revenue + "?as_of=2020-01-01":   "there were no figures or targets of it then",
		"/indicators/" + investment + "?time=2018-01-01": "there were no figures or targets of it then",
	} {
		w := s.get(target + map[bool]string{true: "&", false: "?"}[strings.Contains(target, "?")] + "lang=en")
		require.Equal(t, http.StatusNotFound, w.Code, target)
		require.Contains(t, words(w.Body.String()), want)
		require.NotContains(t, w.Body.String(), "<script>")
	}
	w := s.get("/indicators/" + url.PathEscape("一般公共预算收入") + "?lang=en")
	require.Equal(t, http.StatusFound, w.Code)
	require.Equal(t, "/indicators/"+revenue+"?lang=en", w.Header().Get("Location"))
}

// Of an indicator whose figures are over the board says nothing; its page still does.
func TestAnIndicatorThatIsOver(t *testing.T) {
	o := officetest.New(t)
	s := siteOf(t, o)
	o.Indicator("government_bulletin_copies", model.IndexValue, model.NewDate(2020, time.January, 5), 90)
	require.NotContains(t, s.page("/indicators?lang=en"), "government_bulletin_copies")
	text := words(s.page("/indicators/government_bulletin_copies?lang=en"))
	require.Contains(t, text, "2020-01-05 90")
	require.Contains(t, text, "2020-01-05 Index 90")
	require.Equal(t, http.StatusNotFound, s.get("/indicators/government_bulletin_copies?time=2020-01-04").Code)
}

// gone is a ledger that can't be read.
type gone struct{ page.Ledger }

func (gone) View(context.Context, time.Time) (model.View, error) {
	return nil, errors.New("bad sector")
}

type noBoards struct{ page.Boards }

func (noBoards) Board(context.Context, time.Time, time.Time) (*progress.Board, error) {
	return nil, errors.New("bad sector")
}

func TestWhatCantBeReadIsSaid(t *testing.T) {
	o := officetest.New(t)
	o.Indicator(revenue, model.YearToDate, july(2020), 12_0000_0000)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	kit := page.Kit{
		Boards: boards, Ledger: gone{o.Ledger}, Catalog: model.DefaultCatalog(), Zone: officetest.Zone,
		Clock: func() time.Time { return officetest.Date(2020, 9, 8) }, Logger: slog.New(slog.DiscardHandler),
	}
	s := &site{o, handlerOf(t, &kit, o)}
	require.Equal(t, http.StatusInternalServerError, s.get("/indicators/"+revenue).Code)
	kit.Boards = noBoards{}
	require.Equal(t, http.StatusInternalServerError, s.get("/indicators").Code)
	require.Equal(t, http.StatusInternalServerError, s.get("/indicators/"+revenue).Code)
}
