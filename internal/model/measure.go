package model

// Measure says what about an indicator a figure tells.
type Measure string

// The measures of an indicator.
const (
	MonthValue  Measure = "month"     // 当月: the period by itself.
	YearToDate  Measure = "ytd"       // 累计: from January to the period's end.
	MonthGrowth Measure = "month_yoy" // 当月同比.
	YTDGrowth   Measure = "ytd_yoy"   // 累计同比.
	Stock       Measure = "stock"     // 期末: at the period's end.
	IndexValue  Measure = "index"     // 指数.
	Rank        Measure = "rank"      // 位次.
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

// Measures are all of them.
func Measures() []Measure {
	return []Measure{MonthValue, YearToDate, MonthGrowth, YTDGrowth, Stock, IndexValue, Rank}
}

// Name gives the measure's name.
func (m Measure) Name() Text { return measureNames[m] }

// Growth tells a growth on the year before, which is a ratio.
func (m Measure) Growth() bool { return m == MonthGrowth || m == YTDGrowth }

// ParseMeasure reads a measure by its code or its Chinese or English name.
func ParseMeasure(text string) (Measure, bool) {
	text = narrow(text)
	for m, names := range measureNames {
		if text == string(m) || text == names.ZH || text == names.EN {
			return m, true
		}
	}
	switch text {
	case "累计值", "本年累计", "1月至本月累计":
		return YearToDate, true
	case "累计增长", "累计增速", "增速", "同比", "累计同比增长":
		return YTDGrowth, true
	case "当月值", "本月":
		return MonthValue, true
	case "当月增长", "当月增速":
		return MonthGrowth, true
	case "期末值", "余额":
		return Stock, true
	}
	return "", false
}

// Origin says where a value comes from.
type Origin string

// A published figure was reported; a derived one is jindu's own arithmetic.
const (
	Published Origin = "published"
	Derived   Origin = "derived"
)

// Base is the unit that a measure of an indicator is kept in: growth is a ratio,
// a rank is a number, all else is in the indicator's own.
func (m Measure) Base(own Base) Base {
	switch m {
	case MonthGrowth, YTDGrowth:
		return Ratio
	case IndexValue, Rank:
		return Index
	case MonthValue, YearToDate, Stock:
		return own
	}
	return own
}
