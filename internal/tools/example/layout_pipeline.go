package main

// pipelineLayouts are the sheets of what the district has in hand.
func pipelineLayouts() []layout {
	return []layout{
		{
			name: "储备库", title: "项目储备库（2020年申报和入库）",
			widths: map[string]float64{"储备库": 26, "项目编号": 14, "名称": 30, "行业": 18, "总投资": 16, "备注": 24},
			units:  map[string]string{"总投资": inHundredMillion},
			digits: twoDigits,
		},
		{
			name: "计划", title: "年度计划（补短板“982”工程只有合计，见“汇总”）",
			widths: map[string]float64{
				"计划": 18, "项目编号": 14, "名称": 30, "行业": 18, "年度计划投资": 22, "总投资": 16, "备注": 34,
			},
			units:  map[string]string{"年度计划投资": inHundredMillion, "总投资": inHundredMillion},
			digits: twoDigits,
		},
		{
			name: "招商", title: "招商引资项目（亿元以上）与逐月省外资金",
			widths: map[string]float64{
				"招商编号": 16, "名称": 44, "项目编号": 14, "行业": 18, "总投资": 16, "专班": 24, "省外资金": 18, "备注": 40,
			},
			units:  map[string]string{"总投资": inHundredMillion, "省外资金": inHundredMillion},
			digits: twoDigits,
		},
		{
			name: "开工", title: "重大项目集中开工",
			widths: map[string]float64{"仪式": 36, "项目编号": 14, "行业": 18, "总投资": 16, "备注": 34},
			units:  map[string]string{"总投资": inHundredMillion},
			digits: twoDigits,
		},
		{
			name: "资金", title: "专项债券与预算内资金",
			widths: map[string]float64{"资金来源": 20, "项目编号": 14, "名称": 26, "金额": 16, "备注": 24},
			units:  map[string]string{"金额": inHundredMillion},
			digits: twoDigits,
		},
	}
}

// districtLayouts are the sheets of figures that belong to no project.
func districtLayouts() []layout {
	return []layout{
		{
			name: "企业", title: "龙头企业包保与每日调度",
			widths: map[string]float64{"企业": 18, "行业": 14, "事项": 24, "备注": 60},
			digits: "General",
		},
		{
			name: "排名", title: "全市重点项目排名",
			widths: map[string]float64{"期间": 14, "备注": 46},
			digits: "General",
		},
		{
			name: "汇总", title: "各体系公布的合计",
			widths: map[string]float64{"名称": 28, "行业": 18, "金额": 16, "备注": 28},
			units:  map[string]string{"金额": inHundredMillion},
			digits: "General",
		},
	}
}
