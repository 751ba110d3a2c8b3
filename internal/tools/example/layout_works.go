package main

// worksLayouts are the sheets of one project's works.
func worksLayouts() []layout {
	return []layout{
		{
			name: "节点", title: "重点项目节点计划",
			widths: map[string]float64{"项目编号": 14, "项目名称": 44, "节点": 22, "备注": 36},
			digits: "General",
		},
		{
			name: "工序", title: "倒排工期：工序、工期与紧前工序",
			widths: map[string]float64{"项目编号": 14, "项目名称": 44, "工序名称": 30, "备注": 24},
			digits: "General",
		},
		{
			name: "手续", title: "联审联批：项目手续（时限为工作日）",
			widths: map[string]float64{
				"项目编号": 14, "项目名称": 44, "手续": 32, "审批部门": 26, "停止计时": 36, "备注": 24,
			},
			digits: "General",
		},
		{
			name: "问题", title: "项目问题清单",
			widths: map[string]float64{
				"项目编号": 14, "项目名称": 44, "问题": 36, "责任单位": 26, "备注": 24,
			},
			digits: "General",
		},
		{
			name: "责任", title: "包保领导、责任单位与专班的调整",
			widths: map[string]float64{"项目编号": 14, "项目名称": 44, "责任单位": 20, "专班": 34, "备注": 34},
			digits: "General",
		},
		{
			name: "观摩", title: "项目观摩评分（百分制）",
			widths: map[string]float64{"项目编号": 14, "项目名称": 44, "议定事项": 44, "备注": 24},
			digits: "General",
		},
	}
}
