package template

import "jindu/internal/model"

// A tableHelp is how a table is offered: what it is for, and its columns. A
// column of unit is left out where the headers name the unit.
type tableHelp struct {
	kind    string
	purpose model.Text
	columns []column
}

func about(kind, zh, en string, columns ...column) tableHelp {
	return tableHelp{kind, model.Text{ZH: zh, EN: en}, columns}
}

// tables are all of them, in the order of the workbook.
func tables() []tableHelp {
	all := basicTables()
	all = append(all, worksTables()...)
	all = append(all, pipelineTables()...)
	return append(all, figureTables()...)
}

func basicTables() []tableHelp {
	return []tableHelp{
		about("indicators", "经济指标的数值，一行一个数", "figures of economic indicators, one a row",
			fill("indicator", "目录中的指标名称", "name of an indicator of the catalog").of("indicators"),
			region(),
			fill("period", "如 2020-07、2020年1—7月、2020-Q2", "such as 2020-07, 2020-Q2").as(month),
			fill("measure", "当月、累计、同比等", "month, ytd, month_yoy, ytd_yoy, stock, index or rank").of("measures"),
			fill("value", "数值；没有数的填“-”", "the figure; - where there is none").as(figure),
			fill("unit", "数值的单位", "unit of the figure").of("units"),
			fill("status", "初步、预计或核实；留空为核实", "preliminary, estimated or final; final where blank").of("statuses"),
			remark()),
		about("targets", "经济指标的年度目标", "what indicators should reach in a year",
			fill("indicator", "目录中的指标名称", "name of an indicator of the catalog").of("indicators"),
			region(),
			fill("year", "目标年度，如 2020", "the target's year, such as 2020").as(whole),
			fill("measure", "累计、累计同比等；留空时，目标为%的是累计同比，其余是累计",
				"ytd, ytd_yoy and so on; where blank, ytd_yoy for a target in %, else ytd").of("measures"),
			fill("target", "目标值；“-”取消目标", "the figure; - takes the target back").as(figure),
			fill("unit", "目标值的单位", "unit of the figure").of("units"),
			fill("issuer", "省下达、市下达或区定；留空为区定", "province, city or district; district where blank").of("issuers"),
			fill("bound", "不低于，或不超过（上限）；留空为不低于", "at least, or at most for a limit; at least where blank").of("bounds"),
			fill("curve", "一年任务的计划进度：线性、按工作日、S曲线、按季 20/45/70/100（各季末累计%）或按月（12个月末累计%）；留空为默认",
				"how the year's task is spread: linear, workdays, s_curve, quarters 20/45/70/100 (cumulative % at their ends) or months (12 of them); the default where blank").like("curves"),
			fill("valid_from", "从哪一天起；留空为当年1月1日", "from which day; 1 January of the year where blank").as(day),
			remark()),
		about("projects", "项目是什么、谁负责、今年要完成多少", "what projects are, who answers for them, and what they should complete in the year",
			fill("project", "项目编号或国家代码，按文本填写", "the office's number or the national code, as text").as(number),
			fill("name", "项目名称", "the project's name"),
			region(),
			fill("category", "本单位自己的分类", "in the office's own words"),
			fill("nature", "新开工、续建、竣工、预备", "新开工 (new start), 续建 (continuing), 竣工 (to be completed) or 预备 (in preparation)").like("natures"),
			fill("stage", "项目所处阶段", "where the project stands in its life").of("stages"),
			fill("total_investment", "项目总投资", "total investment of the project").in(hundredMillion),
			fill("year", "年度目标的年度，如 2020", "year of the annual target, such as 2020").as(whole),
			fill("annual_target", "当年应完成投资；“-”取消", "investment to complete in the year; - takes it back").in(hundredMillion),
			fill("curve", "年度目标的计划进度，同目标表", "how the annual target is spread over the year, as in the table targets").like("curves"),
			fill("planned_start", "计划开工日期；填月份按月底计", "planned start of the works; a month counts to its last day").as(day),
			fill("planned_finish", "计划竣工日期；填月份按月底计", "planned finish of the works; a month counts to its last day").as(day),
			fill("owner", "建设单位", "the client that builds"),
			fill("owner_unit", "责任单位", "the responsible unit"),
			fill("lead", "包保领导", "the lead official"),
			fill("task_force", "专班", "the task force"),
			fill("valid_from", "从哪一天起；留空为年度的1月1日", "from which day; 1 January of the year where blank").as(day),
			remark()),
		about("progress", "项目截至某日的进度", "how far projects are at a cut-off",
			project(), projectName("name"), region(),
			fill("cutoff", "数据截至哪一天；填月份按月底计", "the day up to which the figures count; a month counts to its last day").as(day),
			fill("completed", "当年1月1日起累计完成投资", "investment completed since 1 January").in(hundredMillion),
			fill("completed_since_start", "开工以来累计完成投资", "investment completed since the start of the works").in(hundredMillion),
			fill("state", "形象进度；“-”清除以前所报", "state of the works, in words; - takes back what was said").as(prose),
			fill("problems", "存在问题；“-”清除以前所报", "problems, in words; - takes back what was said").as(prose),
			fill("next", "下一步；“-”清除以前所报", "next step, in words; - takes back what was said").as(prose),
			remark()),
	}
}
