package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	enterpriseInfo = &Family{
		"jindu_enterprise_info",
		model.Text{ZH: "龙头企业基本信息", EN: "Particulars of a leading enterprise; always 1."},
		[]string{"region", "enterprise", "industry", "lead"},
	}
	enterpriseValue = byBase("jindu_enterprise_", []string{"region", "enterprise", "item"},
		"龙头企业每日调度数值", "Newest daily figure of a leading enterprise")
)

var enterprisesFamilies = []*Family{
	enterpriseInfo, enterpriseValue[model.Yuan], enterpriseValue[model.Ratio], enterpriseValue[model.Items],
	enterpriseValue[model.Tonnes], enterpriseValue[model.Index],
}

func ofEnterprises(s progress.RegionState, emit Emit) {
	for _, e := range s.Enterprises {
		if e.Known {
			emit.sample(enterpriseInfo, 1, s.Region, e.Name, e.Industry, e.Lead)
		}
		for _, f := range e.Figures {
			emit.sample(enterpriseValue[f.Base], f.Value, s.Region, e.Name, f.Item)
		}
	}
}
