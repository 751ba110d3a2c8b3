package template

import "jindu/internal/model"

// A list is what a column offers to choose from.
type list struct {
	name    string
	title   model.Text
	choices []model.Text
}

func listOf(name, zh, en string, choices ...model.Text) list {
	return list{name, model.Text{ZH: zh, EN: en}, choices}
}

func same(names ...string) []model.Text {
	var all []model.Text
	for _, n := range names {
		all = append(all, model.Text{ZH: n, EN: n})
	}
	return all
}

func pairs(names ...string) []model.Text {
	var all []model.Text
	for i := 0; i+1 < len(names); i += 2 {
		all = append(all, model.Text{ZH: names[i], EN: names[i+1]})
	}
	return all
}

// named gives the names of a model's constants.
func named[T interface{ Name() model.Text }](all []T) []model.Text {
	var names []model.Text
	for _, one := range all {
		names = append(names, one.Name())
	}
	return names
}

// lists are all choices, those of the catalog among them.
func lists(c *model.Catalog) []list {
	return []list{
		listOf("indicators", "指标", "indicators", indicators(c)...),
		listOf("regions", "地区", "regions", regions(c)...),
		listOf("measures", "口径", "measures", measures()...),
		listOf("units", "单位", "units", pairs("亿元", "100 million yuan", "万元", "10,000 yuan", "元", "yuan", "%", "%",
			"百分点", "percentage points", "个", "items", "万吨", "10,000 tonnes", "吨", "tonnes", "点", "index", "位", "rank")...),
		listOf("statuses", "状态", "statuses", named([]model.Status{model.Preliminary, model.Estimated, model.Final})...),
		listOf("issuers", "下达", "issuers", named([]model.Issuer{model.ByProvince, model.ByCity, model.ByDistrict})...),
		listOf("bounds", "方向", "bounds", pairs("不低于", "at least", "不超过", "at most")...),
		listOf("curves", "进度曲线", "curves", pairs("线性", "linear", "按工作日", "workdays", "S曲线", "s_curve",
			"按季 20/45/70/100", "quarters 20/45/70/100")...),
		listOf("natures", "性质", "natures", same("新开工", "续建", "竣工", "预备")...),
		listOf("stages", "阶段", "stages", named(model.Stages())...),
		listOf("milestones", "节点", "milestones", milestones()...),
		listOf("calendars", "历法", "calendars", pairs("日历天", "calendar days", "工作日", "workdays")...),
		listOf("yes-no", "是否", "yes or no", pairs("是", "yes", "否", "no")...),
		listOf("obstacles", "问题类型", "kinds of obstacle", named(model.ObstacleKinds())...),
		listOf("funds", "招商类型", "types", same("内资", "外资")...),
		listOf("sources", "资金来源", "sources", same("专项债券", "中央预算内资金")...),
		listOf("systems", "体系", "systems", named(model.Systems())...),
		listOf("steps", "事项", "steps", steps()...),
	}
}

func indicators(c *model.Catalog) []model.Text {
	var all []model.Text
	for _, i := range c.Indicators {
		all = append(all, model.Text{ZH: i.Name, EN: i.NameEN})
	}
	return all
}

func regions(c *model.Catalog) []model.Text {
	var all []model.Text
	for _, r := range c.Regions {
		all = append(all, model.Text{ZH: r.Name, EN: r.NameEN})
	}
	return all
}

// measures have codes that are easier to type than their English names.
func measures() []model.Text {
	var all []model.Text
	for _, m := range model.Measures() {
		all = append(all, model.Text{ZH: m.Name().ZH, EN: string(m)})
	}
	return all
}

func milestones() []model.Text {
	return []model.Text{
		model.MilestoneName(model.MilestoneStart), model.MilestoneName(model.MilestoneFinish), model.MilestoneName(model.MilestoneProduction),
	}
}

// steps are those of all systems, each once.
func steps() []model.Text {
	var all []model.Text
	seen := map[model.Step]bool{}
	for _, system := range model.Systems() {
		for _, step := range system.Steps() {
			if !seen[step] {
				seen[step] = true
				all = append(all, step.Name())
			}
		}
	}
	return all
}
