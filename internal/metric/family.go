package metric

import (
	"slices"

	"jindu/internal/model"
)

// A Family is one metric name with what every sample of it means. All are
// gauges: they say what holds, and may go down.
type Family struct {
	Name   string
	Help   model.Text
	Labels []string // In the order in which samples give their values.
}

// A Sample is one value of a family; Labels are the values of Family.Labels.
type Sample struct {
	Family *Family
	Labels []string
	Value  float64
}

// Emit takes a sample. It may keep it.
type Emit func(Sample)

func (e Emit) sample(f *Family, value float64, labels ...string) {
	e(Sample{Family: f, Labels: labels, Value: value})
}

func flag(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

var (
	indicatorLabels = []string{"indicator", "region", "measure", "origin"}
	targetLabels    = []string{"indicator", "region", "measure", "issuer", "year"}
	reportLabels    = []string{"indicator", "region"}
	projectLabels   = []string{"region", "project"}
	yearLabels      = []string{"region", "project", "year"}
)

// byBase makes one family for each base unit.
func byBase(prefix string, labels []string, zh, en string) map[model.Base]*Family {
	families := map[model.Base]*Family{}
	for _, base := range model.Bases() {
		families[base] = &Family{
			prefix + string(base),
			model.Text{ZH: zh + "（" + baseNames[base].ZH + "）", EN: en + ", in " + baseNames[base].EN + "."},
			labels,
		}
	}
	return families
}

var baseNames = map[model.Base]model.Text{
	model.Yuan:   {ZH: "元", EN: "yuan"},
	model.Ratio:  {ZH: "比率，1为100%", EN: "a ratio where 1 is 100 %"},
	model.Items:  {ZH: "个", EN: "items"},
	model.Tonnes: {ZH: "吨", EN: "tonnes"},
	model.Index:  {ZH: "指数或位次", EN: "index points or ranks"},
}

// Families are all families of the board, in the order they are documented.
func Families() []*Family {
	return slices.Concat(IndicatorFamilies(), ProjectFamilies(), RegionFamilies(),
		[]*Family{indicatorInfo, regionInfo, boardTimestamp})
}

// IndicatorFamilies are those that OfIndicator gives samples of.
func IndicatorFamilies() []*Family {
	var all []*Family
	for _, group := range []map[model.Base]*Family{indicatorValue, indicatorTarget, targetPath} {
		for _, base := range model.Bases() {
			all = append(all, group[base])
		}
	}
	return append(all,
		targetInfo, indicatorCompletion, indicatorPace, indicatorGap, periodEnd, growthComparable, reportDue, reportLate)
}

// IsValue tells a family of indicator values, published or derived.
func IsValue(f *Family) bool {
	for _, value := range indicatorValue {
		if f == value {
			return true
		}
	}
	return false
}

// ProjectFamilies are those that OfProject gives samples of.
func ProjectFamilies() []*Family {
	return slices.Concat([]*Family{
		projectInfo, projectStage, projectTotal, projectTarget, projectCompleted, projectSinceStart,
		projectCompletion, projectPace, projectGap, projectSPI, projectWarning, projectRank,
		projectPeriodEnd, projectReportDue, projectReportLate,
	}, valueFamilies, milestonesFamilies, approvalsFamilies, obstaclesFamilies, scheduleFamilies, lifeFamilies, visitsFamilies, scoresFamilies, programsFamilies)
}
