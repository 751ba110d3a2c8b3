package main

import "slices"

// A layout says how a sheet is drawn for people. What the columns are called
// comes from the CSV file; a layout only dresses them.
type layout struct {
	name   string
	title  string
	widths map[string]float64 // Of columns, in characters; others are defaultWidth.
	units  map[string]string  // Columns whose header carries the unit, so that 单位 is left out.
	digits string             // Number format of the figures.
}

const defaultWidth = 12

const (
	inHundredMillion = "亿元"
	twoDigits        = "0.00"
	isoDate          = "yyyy-mm-dd"
)

func layouts() []layout {
	return slices.Concat(progressLayouts(), worksLayouts(), pipelineLayouts(), districtLayouts())
}

// progressLayouts are the sheets of indicators, and of projects and how far
// they are.
func progressLayouts() []layout {
	return []layout{
		{
			name: "指标", title: "殷都区及相邻各区主要经济指标",
			widths: map[string]float64{"指标": 30, "期间": 16, "备注": 44},
			digits: "General",
		},
		{
			name: "目标", title: "主要经济指标年度目标",
			widths: map[string]float64{"指标": 30, "进度曲线": 20, "备注": 52},
			digits: "General",
		},
		{
			name: "项目", title: "2020年省、市重点项目（殷都区28个及相邻各区若干）",
			widths: map[string]float64{
				"项目编号": 14, "名称": 44, "类别": 17, "总投资": 16, "年度目标": 18, "建设单位": 16,
				"责任单位": 20, "专班": 34, "进度曲线": 20, "备注": 64,
			},
			units:  map[string]string{"总投资": inHundredMillion, "年度目标": inHundredMillion},
			digits: twoDigits,
		},
		{
			name: "进度", title: "重点项目投资进度（每月一报，按年初累计）",
			widths: map[string]float64{
				"项目编号": 14, "本年完成投资": 22, "累计完成投资": 22, "形象进度": 48, "存在问题": 36, "下一步": 36, "备注": 30,
			},
			units:  map[string]string{"本年完成投资": inHundredMillion, "累计完成投资": inHundredMillion},
			digits: twoDigits,
		},
	}
}

// figures, dates and years are the columns whose cells are numbers or dates,
// so that Excel sorts and sums them.
var (
	figures = setOf(
		"数值", "目标值", "总投资", "年度目标", "本年完成投资", "累计完成投资", "工期", "时限", "评分",
		"年度计划投资", "省外资金", "金额", "项数", "位次", "参评数",
	)
	years = setOf("年度")
	dates = setOf(
		"生效日期", "数据截至", "日期", "计划日期", "实际日期", "实际开始", "实际完成", "受理日期", "办结日期",
		"补齐期限", "补齐日期", "提出日期", "办结期限", "销号日期", "申报日期", "入库日期", "入选日期",
		"签约日期", "落地日期", "开工日期", "下达日期",
	)
)

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}
