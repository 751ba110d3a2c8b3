package bulletin_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"jindu/internal/bulletin"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

// What is issued is compared byte by byte with what is made again.
func TestADocumentIsTheSameEachTimeItIsMade(t *testing.T) {
	o := order(t, bulletin.Tongbao, model.Chinese, "2020-07")
	f := facts(t, example(t), o)
	style, err := bulletin.Style()
	require.NoError(t, err)
	made := func() (html, book []byte) {
		d := writtenOf(t, o, f)
		html, err := d.HTML(style)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, d.XLSX(&b))
		return html, b.Bytes()
	}
	html, book := made()
	for range 5 { // Maps have no order.
		again, bookAgain := made()
		require.True(t, bytes.Equal(html, again))
		require.True(t, bytes.Equal(book, bookAgain))
	}
}

// The workbook has the tables of the text, with numbers as numbers.
func TestTheWorkbookHasTheTablesOfTheText(t *testing.T) {
	d := written(t, example(t), order(t, bulletin.Tongbao, model.Chinese, "2020-07"))
	var book bytes.Buffer
	require.NoError(t, d.XLSX(&book))
	f, err := excelize.OpenReader(&book)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	require.Equal(t, []string{"主要经济指标", "重点项目排名", "进展滞后项目", "在办手续", "未销号问题", "逾期事项", "到期事项"}, f.GetSheetList())
	rows, err := f.GetRows("重点项目排名", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	head := 4 // Below what the table is, the bulletin's title, its number and the cut-off.
	require.Equal(t, "殷都区重点项目通报 〔2020〕143号", rows[2][0])
	require.Equal(t, "名次", rows[head][0])
	require.Equal(t, []string{"1", "—", "中鼎智能年产20万吨铝型材家具制造项目", "张某", "区工信局", "6.2", "5.95"}, rows[head+1][:7])
	require.Len(t, rows, head+1+28)
}

// What stands in tables is text: it does not mark anything up, in whatever
// format, and a workbook has it as it was written.
func TestNamesAreText(t *testing.T) {
	o := officetest.New(t)
	name := `1#炉 <b>*新*</b> | _a_ & [x](y) \ "~"`
	o.Task("P1", 2020, 65_5700_0000)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: name})
	o.Report("P1", officetest.Date(2020, 7, 31), 48_3000_0000)
	d := writtenOf(t, officeOrder(bulletin.Tongbao, model.Chinese), officeFacts(t, o, bulletin.Tongbao))
	html, err := d.HTML("")
	require.NoError(t, err)
	require.Contains(t, string(html), ">1#炉 &lt;b&gt;*新*&lt;/b&gt; | _a_ &amp; [x](y) \\ &quot;~&quot;</td>")
	require.NotContains(t, string(html), "<b>")
	var b bytes.Buffer
	require.NoError(t, d.XLSX(&b))
	f, err := excelize.OpenReader(&b)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := f.GetRows("重点项目排名")
	require.NoError(t, err)
	require.Contains(t, rows[len(rows)-1], name)
}

// A district without anything says so, and no figure is 0 or left blank.
func TestABulletinOfNothing(t *testing.T) {
	o := officetest.New(t)
	for _, kind := range bulletin.Kinds() {
		for _, lang := range []model.Language{model.Chinese, model.English} {
			order := officeOrder(kind, lang)
			d := writtenOf(t, order, officeFacts(t, o, kind))
			require.NotEmpty(t, d.Title)
			require.NotRegexp(t, "[0-9]个|0亿元|0%|: 0|\\.\\.|。。|，。|<no value>|％!", d.Body, "%s %s: %s", kind, lang, d.Body)
			require.Empty(t, d.Tables)
			var b bytes.Buffer
			require.NoError(t, d.XLSX(&b))
		}
	}
}

// Growth that goes down is a fall, and what is behind the pace is said to be.
func TestTheWordsFollowTheFigures(t *testing.T) {
	o := officetest.New(t)
	july := model.NewMonth(2020, time.July)
	o.Indicator("fixed_asset_investment", model.YTDGrowth, july, -0.021)
	o.Indicator("retail_sales", model.YTDGrowth, july.Add(-1), 0.0004)
	o.Task("P1", 2020, 10_0000_0000)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一"})
	o.Report("P1", officetest.Date(2020, 7, 31), 5_0000_0000)
	d := writtenOf(t, officeOrder(bulletin.Xinxi, model.Chinese), officeFacts(t, o, bulletin.Xinxi))
	require.Contains(t, d.Body, "1—7月，殷都区固定资产投资同比下降2.1%；社会消费品零售总额（1—6月）同比持平。")
	require.Contains(t, d.Body, "共计1个，年度目标10亿元，目前完成投资5亿元，完成比例50%，低于序时进度8.3个百分点。")
	require.NotContains(t, d.Body, "总投资")
	require.NotContains(t, d.Body, "手续")
	require.Equal(t, "殷都区1—7月重点项目完成投资5亿元 低于序时进度8.3个百分点", d.Title)
}

func officeOrder(kind bulletin.Kind, lang model.Language) bulletin.Order {
	period := model.NewMonth(2020, time.July)
	if kind == bulletin.Weekly {
		period = model.NewWeek(2020, 31)
	}
	region, _ := model.DefaultCatalog().Region(officetest.Region)
	return bulletin.Order{
		Kind: kind, Lang: lang, Period: period, Region: region, Regions: model.RegionSet{officetest.Region: true},
		AsOf: officetest.Date(2020, 12, 1), Zone: officetest.Zone,
	}
}

func officeFacts(t *testing.T, o *officetest.Office, kind bulletin.Kind) bulletin.Facts {
	t.Helper()
	view, err := o.Ledger.View(t.Context(), time.Time{})
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	f, err := bulletin.Gather(t.Context(), officeOrder(kind, model.Chinese), view, officetest.Rules(), func(at time.Time) (*progress.Board, error) {
		return progress.Evaluate(t.Context(), view, officetest.Rules(), at)
	})
	require.NoError(t, err)
	return f
}
