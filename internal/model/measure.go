package model

// Measure says what about an indicator a figure tells.
type Measure string

// The measures of an indicator that are reported.
const (
	MonthValue  Measure = "month"     // 当月: the period by itself.
	YearToDate  Measure = "ytd"       // 累计: from January to the period's end.
	MonthGrowth Measure = "month_yoy" // 当月同比.
	YTDGrowth   Measure = "ytd_yoy"   // 累计同比.
	Stock       Measure = "stock"     // 期末: at the period's end.
	IndexValue  Measure = "index"     // 指数.
	Rank        Measure = "rank"      // 位次.
)

// The measures that are only ever derived. Month and growth may be either.
const (
	YTDLastYear   Measure = "ytd_last_year"   // 上年同期累计, at this year's period.
	MonthLastYear Measure = "month_last_year" // 上年同期当月, at this year's period.
	TrailingYear  Measure = "ttm"             // 近十二个月: a year that ends with the period.
	YTDGrowth2Y   Measure = "ytd_yoy_2y"      // 两年平均增速.
	Share         Measure = "share"           // 占比: of the indicator that it is a part of.
	Contribution  Measure = "contribution"    // 贡献率: its share of that indicator's change on a year earlier.
	ShareOfParent Measure = "share_of_parent" // 占上级比重: the region's of the region above it.
)

var measureNames = map[Measure]Text{
	MonthValue:  {ZH: "当月", EN: "month"},
	YearToDate:  {ZH: "累计", EN: "year to date"},
	MonthGrowth: {ZH: "当月同比", EN: "month on a year earlier"},
	YTDGrowth:   {ZH: "累计同比", EN: "year to date on a year earlier"},
	Stock:       {ZH: "期末", EN: "end of period"},
	IndexValue:  {ZH: "指数", EN: "index"},
	Rank:        {ZH: "位次", EN: "rank"},
}

var derivedNames = map[Measure]Text{
	YTDLastYear:   {ZH: "上年同期累计", EN: "year to date a year earlier"},
	MonthLastYear: {ZH: "上年同期当月", EN: "month a year earlier"},
	TrailingYear:  {ZH: "近十二个月", EN: "trailing twelve months"},
	YTDGrowth2Y:   {ZH: "两年平均增速", EN: "average growth of two years"},
	Share:         {ZH: "占比", EN: "share of the total"},
	Contribution:  {ZH: "贡献率", EN: "contribution to the total's change"},
	ShareOfParent: {ZH: "占上级比重", EN: "share of the region above"},
}

// Measures are those that can be reported.
func Measures() []Measure {
	return []Measure{MonthValue, YearToDate, MonthGrowth, YTDGrowth, Stock, IndexValue, Rank}
}

// DerivedMeasures are those that can't be reported, only derived.
func DerivedMeasures() []Measure {
	return []Measure{YTDLastYear, MonthLastYear, TrailingYear, YTDGrowth2Y, Share, Contribution, ShareOfParent}
}

// Name gives the measure's name.
func (m Measure) Name() Text {
	if name, ok := measureNames[m]; ok {
		return name
	}
	return derivedNames[m]
}

// Growth tells a growth on the year before, which is a ratio.
func (m Measure) Growth() bool { return m == MonthGrowth || m == YTDGrowth }

// ParseMeasure reads a measure that can be reported by its code or its Chinese
// or English name.
func ParseMeasure(text string) (Measure, bool) {
	m, ok := measureSpellings[narrow(text)]
	return m, ok
}

// measureSpellings are the measures that can be reported by every name they
// are written with.
var measureSpellings = func() map[string]Measure {
	table := map[string]Measure{}
	add := func(m Measure, names ...string) {
		for _, n := range names {
			table[n] = m
		}
	}
	for m, names := range measureNames {
		add(m, string(m), names.ZH, names.EN)
	}
	add(YearToDate, "累计值", "本年累计", "1月至本月累计")
	add(YTDGrowth, "累计增长", "累计增速", "增速", "同比", "累计同比增长")
	add(MonthValue, "当月值", "本月")
	add(MonthGrowth, "当月增长", "当月增速")
	add(Stock, "期末值", "余额")
	return table
}()

// Origin says where a value comes from.
type Origin string

// A published figure was reported; a derived one is jindu's own arithmetic.
const (
	Published Origin = "published"
	Derived   Origin = "derived"
)

// Base is the unit that a measure of an indicator is kept in: growth and shares
// are ratios, a rank is a number, all else is in the indicator's own.
func (m Measure) Base(own Base) Base {
	switch m {
	case MonthGrowth, YTDGrowth, YTDGrowth2Y, Share, Contribution, ShareOfParent:
		return Ratio
	case IndexValue, Rank:
		return Index
	case MonthValue, YearToDate, Stock, YTDLastYear, MonthLastYear, TrailingYear:
		return own
	}
	return own
}
