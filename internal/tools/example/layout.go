package main

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
	return []layout{
		{
			name: "指标", title: "殷都区及相邻各区主要经济指标",
			widths: map[string]float64{"指标": 30, "期间": 16, "备注": 44},
			digits: "General",
		},
		{
			name: "目标", title: "主要经济指标年度目标",
			widths: map[string]float64{"指标": 30, "备注": 24},
			digits: "General",
		},
		{
			name: "项目", title: "2020年省、市重点项目（殷都区28个及相邻各区若干）",
			widths: map[string]float64{
				"项目编号": 14, "名称": 44, "类别": 17, "总投资": 16, "年度目标": 18, "建设单位": 16,
				"责任单位": 20, "专班": 34, "备注": 64,
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
	figures = map[string]bool{
		"数值": true, "目标值": true, "总投资": true, "年度目标": true, "本年完成投资": true, "累计完成投资": true,
	}
	years = map[string]bool{"年度": true}
	dates = map[string]bool{"生效日期": true, "数据截至": true}
)

// explanation is the sheet 说明, line by line. It gives no figure a home; it
// says which are real.
func explanation() []string {
	return []string{
		"殷都区2020年示例数据 / Example data of Yindu District, 2020",
		"",
		"来源：安阳市人民政府办公室《安阳政务信息》第143期，2020年9月8日，《早谋划 强推进 优服务 殷都区为项目发展保驾护航》。",
		"Source: 安阳政务信息 (Anyang government bulletin) no. 143, 2020-09-08, on Yindu District, January to July 2020.",
		"",
		"灰色斜体单元格为虚构，仅供演示；其余数据见于公报。每一行的“备注”写明公开或虚构。",
		"Grey italic cells are made up, for demonstration only; the others stand in the bulletin. The column 备注 of each row says which (公开 published, 虚构 made up).",
		"",
		"公开数据 / Published",
		"1—7月规模以上工业增加值同比增长1.5%；固定资产投资同比增长27.1%；一般公共预算收入累计12.19亿元，同比增长7.9%。",
		"January to July: industrial value added +1.5 %, fixed-asset investment +27.1 %, general public budget revenue 12.19 亿元, +7.9 %.",
		"截至7月底完成省外资金68亿元。 / Out-of-province funds received by the end of July: 68 亿元.",
		"省、市重点项目28个，总投资336.17亿元，年度目标65.57亿元，完成投资48.3亿元；今年新开工16个；26个项目成立工作专班。",
		"28 provincial and municipal key projects: total investment 336.17 亿元, target of the year 65.57, completed 48.3; 16 newly started in 2020; 26 with a task force of their own.",
		"利源、顺成、鑫磊焦炉转型升级项目总投资合计42.8亿元；安西铁路联络线项目总投资10亿元；中鼎智能项目2019年10月1日进地、2020年7月1日生产。",
		"The three coking projects of 利源, 顺成 and 鑫磊 total 42.8 亿元, the 安西 railway link 10 亿元; 中鼎智能 entered its site on 2019-10-01 and produced from 2020-07-01.",
		"",
		"虚构数据 / Made up",
		"各项目的分项数额（合计与公报一致）、公报未提及的项目、全部项目编号、人名（某某）、责任单位、2019年1月至2020年6月的指标、2020年目标、相邻各区的全部数据。",
		"The split over the single projects (it adds up to the bulletin's totals), the projects the bulletin does not name, all project numbers, people (某), responsible units, the indicators of January 2019 to June 2020, the targets, and everything about the sister districts.",
		"公报列举的项目是否都在28个重点项目之内，公报未写明；本表假定如此。",
		"The bulletin does not say whether all projects it names are among the 28; these tables assume so.",
	}
}
