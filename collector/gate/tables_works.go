package gate

import "jindu/collector/table"

// The tables of one project's works.

// projectColumn names the project that a row is about; blank for the same as
// above where the table allows it.
func projectColumn() table.Column {
	return must(col("project", "项目编号", "编号", "项目代码", "项目编码", "project id"))
}

// projectNameColumn is for the reader; it is not taken.
func projectNameColumn() table.Column { return col("name", "项目名称", "名称", "project name") }

func milestoneTable() table.Spec {
	return table.Spec{
		Kind: milestones, Name: named("节点", milestones), Aliases: []string{"节点计划", "里程碑", "milestone"},
		Columns: []table.Column{
			carried(projectColumn()), projectNameColumn(), regionColumn,
			must(col("milestone", "节点", "节点名称", "里程碑", "关键节点")),
			col("planned", "计划日期", "计划时间", "计划完成日期", "计划完成时间", "planned date"),
			col("actual", "实际日期", "实际时间", "实际完成日期", "实际完成时间", "actual date"),
			fromColumn, remarkColumn,
		},
	}
}

func activityTable() table.Spec {
	return table.Spec{
		Kind: activities, Name: named("工序", activities), Aliases: []string{"倒排工期", "工序计划", "activity", "schedule"},
		Columns: []table.Column{
			carried(projectColumn()), col("project_name", "项目名称", "project name"), regionColumn,
			must(col("activity", "工序编号", "工序号", "工序代码", "activity id")),
			col("name", "工序名称", "工序", "工作内容", "activity name"),
			col("duration", "工期", "工期（天）", "工期（日历天）", "持续时间", "计划工期"),
			col("calendar", "历法", "工期类型", "天数类型", "days"),
			col("predecessors", "紧前工序", "前置工序", "紧前工作", "predecessor"),
			col("actual_start", "实际开始", "实际开始日期", "实际开始时间"),
			col("actual_finish", "实际完成", "实际完成日期", "实际完成时间", "实际结束"),
			fromColumn, remarkColumn,
		},
	}
}

func procedureTable() table.Spec {
	return table.Spec{
		Kind: procedures, Name: named("手续", procedures), Aliases: []string{"审批手续", "联审联批", "procedure", "approvals"},
		Columns: []table.Column{
			carried(projectColumn()), projectNameColumn(), regionColumn,
			must(col("procedure", "手续", "手续名称", "审批事项", "事项名称")),
			col("authority", "审批部门", "办理部门", "主管部门", "审批单位"),
			col("accepted", "受理日期", "受理时间", "受理"),
			col("completed", "办结日期", "办结时间", "办结"),
			col("limit", "时限", "办理时限", "承诺时限", "法定时限", "time limit"),
			col("stops", "停止计时", "暂停计时", "扣除时间", "特别程序"),
			col("deferred", "容缺", "容缺办理", "容缺受理", "是否容缺"),
			col("supply_by", "补齐期限", "补正期限", "材料补齐期限"),
			col("supplied", "补齐日期", "补正日期", "材料补齐日期"),
			fromColumn, remarkColumn,
		},
	}
}

func obstacleTable() table.Spec {
	return table.Spec{
		Kind: obstacles, Name: named("问题", obstacles), Aliases: []string{"问题清单", "问题台账", "obstacle"},
		Columns: []table.Column{
			carried(projectColumn()), projectNameColumn(), regionColumn,
			must(col("obstacle", "问题编号", "问题序号", "obstacle id")),
			col("kind", "类型", "问题类型", "问题类别", "要素类型"),
			col("what", "问题", "问题描述", "存在问题", "问题内容"),
			col("raised", "提出日期", "提出时间", "交办日期"),
			col("owner", "责任单位", "牵头单位", "解决单位"),
			col("due", "办结期限", "解决期限", "整改期限", "完成时限"),
			col("closed", "销号日期", "销号时间", "解决日期", "办结日期"),
			fromColumn, remarkColumn,
		},
	}
}

func dutyTable() table.Spec {
	return table.Spec{
		Kind: duties, Name: named("责任", duties), Aliases: []string{"责任分工", "包保责任", "duty"},
		Columns: []table.Column{
			projectColumn(), projectNameColumn(), regionColumn,
			col("lead", "包保领导", "责任领导", "包联领导", "包保县级领导"),
			col("owner_unit", "责任单位", "牵头单位"),
			col("task_force", "专班", "工作专班"),
			must(fromColumn), remarkColumn,
		},
	}
}

func visitTable() table.Spec {
	return table.Spec{
		Kind: visits, Name: named("观摩", visits), Aliases: []string{"观摩评分", "现场观摩", "visit"},
		Columns: []table.Column{
			projectColumn(), projectNameColumn(), regionColumn,
			must(col("date", "日期", "观摩日期", "观摩时间")),
			col("judge", "评委", "评分人"),
			col("mark", "评分", "评分（分）", "得分", "分数"),
			col("decision", "议定事项", "决定事项", "现场决定"),
			remarkColumn,
		},
	}
}
