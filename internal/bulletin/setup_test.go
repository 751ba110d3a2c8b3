package bulletin_test

import (
	"io/fs"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/alerts"
	"jindu/collector"
	"jindu/collector/format"
	yindu2020 "jindu/examples/yindu-2020"
	"jindu/internal/bulletin"
	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/store"
	"jindu/internal/store/pebble"
)

var (
	shanghai    = time.FixedZone("CST", 8*3600)
	bulletinDay = time.Date(2020, 9, 8, 9, 0, 0, 0, shanghai)
)

// example is a ledger that took the embedded workbook on the bulletin's day.
func example(t *testing.T) store.Ledger {
	t.Helper()
	clock := func() time.Time { return bulletinDay }
	ledger, err := pebble.Open(t.Context(), pebble.Options{Dir: t.TempDir(), Clock: clock, Zone: shanghai, Ballast: -1, Reserve: -1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ledger.Close()) })
	c, err := collector.New(collector.Options{Ledger: ledger, Catalog: model.DefaultCatalog(), Zone: shanghai, Clock: clock})
	require.NoError(t, err)
	workbook, err := yindu2020.Workbook()
	require.NoError(t, err)
	_, err = c.Submit(t.Context(), collector.Upload{
		Source: "test", Recorded: time.Date(2020, 9, 8, 0, 0, 0, 0, shanghai),
		Files: []format.File{{Name: yindu2020.WorkbookName, Content: workbook}},
	})
	require.NoError(t, err)
	return ledger
}

func rules(t *testing.T) progress.Rules {
	t.Helper()
	text, err := fs.ReadFile(alerts.Packs, "packs/default.yml")
	require.NoError(t, err)
	pack, err := progress.ParsePack(text)
	require.NoError(t, err)
	return progress.Rules{Catalog: model.DefaultCatalog(), Packs: progress.Packs{Colours: []progress.Pack{pack}}, Zone: shanghai, Workdays: model.DefaultWorkdays()}
}

// order is one of the example's district.
func order(t *testing.T, kind bulletin.Kind, lang model.Language, period string) bulletin.Order {
	t.Helper()
	named, err := model.ParsePeriod(period, 0)
	require.NoError(t, err)
	about, err := kind.PeriodFor(named)
	require.NoError(t, err)
	region, ok := model.DefaultCatalog().Region("410505")
	require.True(t, ok)
	return bulletin.Order{
		Kind: kind, Lang: lang, Period: about, Region: region, Regions: model.RegionSet{"410505": true}, AsOf: bulletinDay, Zone: shanghai,
		Office: bulletin.Office{
			Masthead: map[bulletin.Kind]string{bulletin.Xinxi: "安阳政务信息"}, Name: "安阳市人民政府办公室",
			To: []string{"市委常委", "副市长"}, CC: []string{"各县（市、区）政府"}, Editor: "李某某",
			Leading: []string{"产业转型", "精细化工", "绿色装配式建筑"},
		},
	}
}

// facts are those of an order, of a ledger.
func facts(t *testing.T, ledger store.Ledger, o bulletin.Order) bulletin.Facts {
	t.Helper()
	view, err := ledger.View(t.Context(), o.AsOf)
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	rules := rules(t)
	f, err := bulletin.Gather(t.Context(), o, view, rules, func(at time.Time) (*progress.Board, error) {
		return progress.Evaluate(t.Context(), view, rules, at)
	})
	require.NoError(t, err)
	return f
}

// written is the document of an order.
func written(t *testing.T, ledger store.Ledger, o bulletin.Order) bulletin.Document {
	t.Helper()
	return writtenOf(t, o, facts(t, ledger, o))
}

func writtenOf(t *testing.T, o bulletin.Order, f bulletin.Facts) bulletin.Document {
	t.Helper()
	templates, err := bulletin.ReadTemplates("")
	require.NoError(t, err)
	d, err := bulletin.Write(o, f, bulletin.Edition{Number: "143", Date: bulletinDay, Copies: 90, Signer: "张某"}, templates.Text(o.Kind, o.Lang))
	require.NoError(t, err)
	return d
}
