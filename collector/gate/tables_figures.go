package gate

import "jindu/collector/table"

// The tables of figures that belong to no project: of enterprises, of the
// region's standing, and totals of the pipeline.

func enterpriseTable() table.Spec {
	return table.Spec{
		Kind: enterprises, Name: named("企业", enterprises), Aliases: []string{"龙头企业", "重点企业", "enterprise"},
		Columns: []table.Column{
			must(col("enterprise", "企业", "企业名称", "enterprise name")),
			regionColumn, industryColumn(),
			col("lead", "包保领导", "责任领导", "包联领导", "包保县级领导"),
			col("date", "日期", "数据日期", "时间"),
			col("item", "事项", "指标", "调度事项"),
			col("value", "数值", "数据", "完成值"),
			unitColumn, fromColumn, remarkColumn,
		},
	}
}

func standingTable() table.Spec {
	return table.Spec{
		Kind: standings, Name: named("排名", standings), Aliases: []string{"评比", "全市排名", "standing", "ranking"},
		Common: true,
		Columns: []table.Column{
			must(col("subject", "评比", "评比事项", "排名事项", "评比内容")),
			regionColumn,
			unlessTitle(col("period", "期间", "时间", "月份", "报告期"), func(t table.Title) bool { return !t.Period.IsZero() }),
			must(col("rank", "位次", "名次", "排名", "排位")),
			col("of", "参评数", "参评个数", "参评县区数", "总数"),
			remarkColumn,
		},
	}
}

func totalTable() table.Spec {
	return table.Spec{
		Kind: totals, Name: named("汇总", totals), Aliases: []string{"汇总表", "汇总数", "total"},
		Common: true,
		Columns: []table.Column{
			must(col("system", "体系", "系统", "类别")),
			regionColumn,
			col("name", "名称", "库名", "计划名称", "资金来源"),
			must(col("step", "事项", "环节", "阶段")),
			col("industry", "行业", "产业", "所属行业", "行业类别"),
			unlessTitle(col("cutoff", "数据截至", "截至", "截止日期", "截至日期", "cut-off", "cut-off date"), func(t table.Title) bool { return !t.CutOff.IsZero() }),
			col("items", "项数", "项目数", "个数", "数量"),
			col("amount", "金额", "投资额", "总投资", "资金额"),
			unitColumn, remarkColumn,
		},
	}
}
