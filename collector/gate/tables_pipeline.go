package gate

import "jindu/collector/table"

// The tables of what a district has in hand. Their projects may have no number
// yet, or one of their own.

func ownProjectColumn() table.Column {
	return col("project", "项目编号", "编号", "项目代码", "项目编码", "project id")
}

func ownNameColumn() table.Column { return col("name", "名称", "项目名称", "project name") }

func industryColumn() table.Column {
	return col("industry", "行业", "产业", "所属行业", "行业类别")
}

func investmentColumn() table.Column {
	return sums(col("investment", "总投资", "投资额", "计划总投资", "项目总投资", "总投资额", "total investment"))
}

func reserveTable() table.Spec {
	return table.Spec{
		Kind: reserve, Name: named("储备库", reserve), Aliases: []string{"项目储备库", "储备", "储备项目"},
		Columns: []table.Column{
			must(col("library", "储备库", "库名", "项目库", "储备库名称")),
			ownProjectColumn(), ownNameColumn(), regionColumn, industryColumn(),
			col("declared", "申报日期", "申报时间"),
			col("admitted", "入库日期", "入库时间"),
			investmentColumn(), unitColumn, fromColumn, remarkColumn,
		},
	}
}

func programmeTable() table.Spec {
	return table.Spec{
		Kind: programmes, Name: named("计划", programmes), Aliases: []string{"年度计划", "programme", "program", "programs"},
		Columns: []table.Column{
			must(col("program", "计划", "计划名称", "工程名称", "programme")),
			unlessTitle(col("year", "年度", "年份", "计划年度"), func(t table.Title) bool { return t.Year != 0 }),
			ownProjectColumn(), ownNameColumn(), regionColumn, industryColumn(),
			col("selected", "入选日期", "入选时间", "列入日期"),
			sums(col("planned_investment", "年度计划投资", "本年计划投资", "年度投资计划", "当年计划投资")),
			investmentColumn(), unitColumn, fromColumn, remarkColumn,
		},
	}
}

func attractionTable() table.Spec {
	return table.Spec{
		Kind: attraction, Name: named("招商", attraction), Aliases: []string{"招商引资", "招商项目", "attractions"},
		Columns: []table.Column{
			must(col("attraction", "招商编号", "招商项目编号", "attraction id")),
			ownNameColumn(),
			col("project", "项目编号", "重点项目编号", "项目代码", "project id"),
			regionColumn,
			col("type", "类型", "项目类型", "招商类型", "资金类型"),
			industryColumn(), investmentColumn(),
			col("signed", "签约日期", "签约时间"),
			col("landed", "落地日期", "落地时间"),
			col("started", "开工日期", "开工时间"),
			col("task_force", "专班", "工作专班", "招商专班"),
			col("period", "月份", "期间", "到位月份", "month"),
			sums(col("funds", "省外资金", "当月省外资金", "到位省外资金", "实际到位省外资金")),
			unitColumn, fromColumn, remarkColumn,
		},
	}
}

func ceremonyTable() table.Spec {
	return table.Spec{
		Kind: ceremonies, Name: named("开工", ceremonies), Aliases: []string{"集中开工", "开工仪式", "ceremony", "starts"},
		Columns: []table.Column{
			must(col("ceremony", "仪式", "仪式名称", "开工仪式", "批次")),
			must(col("date", "日期", "开工日期", "仪式日期")),
			ownProjectColumn(), ownNameColumn(), regionColumn, industryColumn(),
			investmentColumn(), unitColumn, remarkColumn,
		},
	}
}

func grantTable() table.Spec {
	return table.Spec{
		Kind: grants, Name: named("资金", grants), Aliases: []string{"资金下达", "专项资金", "grant", "funding"},
		Columns: []table.Column{
			must(col("source", "资金来源", "资金类别", "资金名称")),
			ownProjectColumn(), ownNameColumn(), regionColumn,
			must(sums(col("amount", "金额", "下达金额", "资金额", "下达资金"))),
			unitColumn,
			must(col("granted", "下达日期", "下达时间")),
			col("started", "开工日期", "开工时间"),
			fromColumn, remarkColumn,
		},
	}
}
