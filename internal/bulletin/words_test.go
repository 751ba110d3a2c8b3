package bulletin

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/progress"
)

func TestMoneyAndItsParts(t *testing.T) {
	whole, some := progress.Known(359_4500_0000), progress.Known(297_3000_0000)
	require.Equal(t, "297.30亿元", part(some, whole, model.Chinese))
	require.Equal(t, "297.3亿元", money(some, model.Chinese))
	require.Equal(t, "29.73 billion yuan", part(some, whole, model.English))
	require.Equal(t, "4亿元", part(progress.Known(4_0000_0000), progress.Known(68_0000_0000), model.Chinese))
	require.Equal(t, "0.25亿元", part(progress.Known(2500_0000), progress.Known(4_0000_0000), model.Chinese), "nothing of a part is lost")
	require.Equal(t, "25 million yuan", money(progress.Known(2500_0000), model.English))
	require.Empty(t, money(progress.Number{}, model.Chinese))
	require.Empty(t, part(progress.Number{}, whole, model.Chinese))
}

func TestMoreThan(t *testing.T) {
	for n, want := range map[float64]string{
		7: "7", 10: "10", 12: "10余", 20: "20", 99: "90余", 100: "100", 105: "100余", 2315: "2300余", 2300: "2300", 2300.5: "2300余", 31450: "31000余",
	} {
		require.Equal(t, want, over(progress.Known(n), model.Chinese), n)
	}
	require.Equal(t, "more than 2300", over(progress.Known(2315), model.English))
}

func TestWhichWayItWent(t *testing.T) {
	require.Equal(t, "增长7.9%", growth(progress.Known(0.079), model.Chinese))
	require.Equal(t, "下降2.1%", growth(progress.Known(-0.021), model.Chinese))
	require.Equal(t, "持平", growth(progress.Known(-0.0004), model.Chinese))
	require.Equal(t, "与序时进度持平", against(progress.Known(0.0003), model.Chinese))
	require.Equal(t, "低于序时进度0.1个百分点", against(progress.Known(-0.0006), model.Chinese))
	require.Empty(t, against(progress.Number{}, model.Chinese))
	short := Indicator{Gap: progress.Known(-0.05), Limit: true}
	require.Equal(t, "高于目标5.0个百分点", above(short, model.Chinese), "a limit is missed upwards")
}

func TestThePeriodOfAKind(t *testing.T) {
	july := model.NewMonth(2020, time.July)
	for _, named := range []model.Period{july, model.NewWeek(2020, 31), model.NewDate(2020, time.July, 29)} {
		week, err := Weekly.PeriodFor(named)
		require.NoError(t, err)
		require.Equal(t, model.NewWeek(2020, 31), week, named)
		_, err = Tongbao.PeriodFor(named)
		require.Equal(t, named != july, err != nil, named)
	}
	require.Equal(t, "1—7月", span(july, model.Chinese))
	require.Equal(t, "1月", span(model.NewMonth(2020, time.January), model.Chinese))
	require.Equal(t, "1—6月", span(model.NewQuarter(2020, 2), model.Chinese))
}

// What is under way is told as it stands, and what a fresh bulletin asks for as
// of the day on which it is written.
func TestWhenABulletinStands(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	at := func(m time.Month, d int) time.Time { return time.Date(2020, m, d, 9, 0, 0, 0, zone) }
	july := model.NewMonth(2020, time.July)
	for _, c := range []struct {
		kind           Kind
		asOf           time.Time
		through, stand time.Time
	}{
		{Tongbao, at(7, 20), at(7, 20), at(7, 20)},
		{Tongbao, at(9, 8), july.End(zone), at(9, 8)},
		{Xinxi, at(9, 8), july.End(zone), july.End(zone)},
		{Tongbao, at(12, 1), july.End(zone), july.End(zone)},
	} {
		o := Order{Kind: c.kind, Period: july, AsOf: c.asOf, Zone: zone}
		require.Equal(t, c.through, o.Through())
		require.Equal(t, c.stand, o.Stand())
	}
	require.Equal(t, model.NewDate(2020, time.October, 9).End(zone), Order{Kind: Tongbao, Period: july, AsOf: at(9, 8), Zone: zone}.Until())
}
