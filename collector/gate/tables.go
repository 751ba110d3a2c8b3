package gate

import (
	"jindu/collector/table"
	"jindu/internal/model"
)

// The kinds of table.
const (
	indicators = "indicators"
	targets    = "targets"
	projects   = "projects"
	progress   = "progress"

	milestones = "milestones"
	activities = "activities"
	procedures = "procedures"
	obstacles  = "obstacles"
	duties     = "duties"
	visits     = "visits"

	reserve    = "reserve"
	programmes = "programmes"
	attraction = "attraction"
	ceremonies = "ceremonies"
	grants     = "grants"

	enterprises = "enterprises"
	standings   = "standings"
	totals      = "totals"
)

// Columns that many tables have.
var (
	regionColumn = col("region", "地区", "区域", "县区", "县市区", "县（市、区）")
	unitColumn   = col("unit", "单位", "计量单位")
	fromColumn   = col("valid_from", "生效日期", "valid from")
	curveColumn  = col("curve", "进度曲线", "计划进度曲线", "pace curve")
	remarkColumn = col("remark", "备注", "说明", "remarks", "notes")
)

func col(key, zh string, aliases ...string) table.Column {
	return table.Column{Key: key, Name: model.Text{ZH: zh, EN: key}, Aliases: aliases}
}

// named is what a kind of table is called.
func named(zh, en string) model.Text { return model.Text{ZH: zh, EN: en} }

// carried lets a blank mean the same as above.
func carried(c table.Column) table.Column {
	c.Carried = true
	return c
}

func must(c table.Column) table.Column {
	c.Required = true
	return c
}

func sums(c table.Column) table.Column {
	c.Sum = true
	return c
}

func unlessTitle(c table.Column, says func(table.Title) bool) table.Column {
	c.Required, c.FromTitle = true, says
	return c
}

// Tables declares every kind of table: what its sheet or file is called and
// which columns it has, each with its Chinese and English header.
func Tables() []table.Spec {
	return []table.Spec{
		indicatorTable(), targetTable(), projectTable(), progressTable(),
		milestoneTable(), activityTable(), procedureTable(), obstacleTable(), dutyTable(), visitTable(),
		reserveTable(), programmeTable(), attractionTable(), ceremonyTable(), grantTable(),
		enterpriseTable(), standingTable(), totalTable(),
	}
}

func indicatorTable() table.Spec {
	return table.Spec{
		Kind: indicators, Name: model.Text{ZH: "指标", EN: "indicators"}, Aliases: []string{"经济指标", "indicator"},
		Across: true,
		Columns: []table.Column{
			must(col("indicator", "指标", "指标名称", "指标编码", "项目指标")),
			regionColumn,
			unlessTitle(col("period", "期间", "时间", "报告期", "月份", "日期"), func(t table.Title) bool { return !t.Period.IsZero() }),
			must(col("measure", "口径", "指标口径", "统计口径")),
			must(col("value", "数值", "指标值", "数据", "完成值")),
			unitColumn,
			col("status", "状态", "数据状态"),
			remarkColumn,
		},
	}
}

func targetTable() table.Spec {
	return table.Spec{
		Kind: targets, Name: model.Text{ZH: "目标", EN: "targets"}, Aliases: []string{"target"},
		Columns: []table.Column{
			must(col("indicator", "指标", "指标名称", "指标编码")),
			regionColumn,
			unlessTitle(col("year", "年度", "年份", "目标年度"), func(t table.Title) bool { return t.Year != 0 }),
			col("measure", "口径", "指标口径", "统计口径"),
			must(col("target", "目标值", "目标", "年度目标", "全年目标")),
			unitColumn,
			col("issuer", "下达", "下达单位", "目标来源"),
			col("bound", "方向", "目标方向", "控制方向"),
			curveColumn,
			col("valid_from", "生效日期", "下达日期", "valid from"),
			remarkColumn,
		},
	}
}

func projectTable() table.Spec {
	return table.Spec{
		Kind: projects, Name: model.Text{ZH: "项目", EN: "projects"}, Aliases: []string{"重点项目", "project"},
		Columns: []table.Column{
			must(col("project", "项目编号", "编号", "项目代码", "项目编码", "project id")),
			col("name", "名称", "项目名称", "project name"),
			regionColumn,
			col("category", "类别", "项目类别"),
			col("nature", "性质", "建设性质", "项目性质"),
			col("stage", "阶段", "项目阶段"),
			sums(col("total_investment", "总投资", "投资额", "计划总投资", "项目总投资", "总投资额")),
			col("year", "年度", "年份", "目标年度"),
			sums(col("annual_target", "年度目标", "年度计划投资", "年度投资目标", "年度任务", "本年计划投资", "年度目标投资")),
			curveColumn,
			col("planned_start", "计划开工", "计划开工日期", "计划开工时间"),
			col("planned_finish", "计划竣工", "计划竣工日期", "计划竣工时间", "计划完工日期"),
			unitColumn,
			col("owner", "建设单位", "项目单位", "项目业主"),
			col("owner_unit", "责任单位", "牵头单位"),
			col("lead", "包保领导", "责任领导", "包联领导", "包保县级领导"),
			col("task_force", "专班", "工作专班"),
			fromColumn,
			remarkColumn,
		},
	}
}

func progressTable() table.Spec {
	return table.Spec{
		Kind: progress, Name: model.Text{ZH: "进度", EN: "progress"}, Aliases: []string{"项目进度", "进展"},
		Columns: []table.Column{
			must(col("project", "项目编号", "编号", "项目代码", "项目编码", "project id")),
			col("name", "项目名称", "名称", "project name"), // For the reader; not taken.
			regionColumn,
			unlessTitle(col("cutoff", "数据截至", "截至", "截止日期", "截至日期", "cut-off", "cut-off date"), func(t table.Title) bool { return !t.CutOff.IsZero() }),
			sums(col("completed", "本年完成投资", "本年完成", "年度完成投资", "本年累计完成投资", "今年完成投资", "年内完成投资")),
			sums(col("completed_since_start", "累计完成投资", "开工以来完成投资", "开工以来累计完成投资", "自开工累计完成投资")),
			unitColumn,
			col("state", "形象进度", "工程形象进度", "进展情况"),
			col("problems", "存在问题", "存在的问题", "主要问题"),
			col("next", "下一步", "下一步计划", "下一步工作", "下步打算"),
			remarkColumn,
		},
	}
}
