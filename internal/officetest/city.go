package officetest

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"jindu/internal/model"
)

// City is the code of the city that CityCatalog adds.
const City = "990100"

// CityCatalog is the catalog that jindu comes with, with a province of some
// cities in place of its regions, each city with so many districts. The first
// city is City. Some names are as long as names get.
func CityCatalog(cities, districts int) *model.Catalog {
	c := model.DefaultCatalog()
	c.Regions = []model.Region{{Code: "990000", Name: "示例省", NameEN: "Example Province"}}
	for i := range cities {
		city := model.Region{Code: fmt.Sprintf("99%02d00", i+1), Name: fmt.Sprintf("第%d市", i+1), NameEN: fmt.Sprintf("City %d", i+1), Parent: "990000"}
		c.Regions = append(c.Regions, city)
		for j := range districts {
			d := model.Region{
				Code: fmt.Sprintf("99%02d%02d", i+1, j+1), Parent: city.Code,
				Name: fmt.Sprintf("%d市%d区", i+1, j+1), NameEN: fmt.Sprintf("District %d of City %d", j+1, i+1),
			}
			if j == 2 {
				d.Name += "民族团结进步示范自治县高新技术产业开发区"
				d.NameEN += ", High and New Technology Industries Development Zone"
			}
			c.Regions = append(c.Regions, d)
		}
	}
	return c
}

// FillCity gives the districts of a catalog projects, reports by the end of July
// 2020, indicators and targets, each in its own way. Of every tenth district
// nothing is known, and another has projects that never reported.
func (o *Office) FillCity(c *model.Catalog) {
	o.Helper()
	defer func(own string) { o.Region = own }(o.Region)
	n := 0
	for _, r := range c.Regions {
		if len(c.Below(r.Code)) > 1 {
			continue
		}
		o.Region = r.Code
		if n++; n%10 == 9 {
			continue
		}
		o.fillDistrict(n)
	}
}

func (o *Office) fillDistrict(n int) {
	o.Helper()
	s := model.Submission{}
	add := func(kind model.Kind, id string, from time.Time, body any) {
		r, err := model.NewRecord(kind, o.Region, id, from, body)
		if err != nil {
			o.Fatal(err)
		}
		s.Records = append(s.Records, r)
	}
	figure := func(series model.Series, p model.Period, value float64) {
		s.Observations = append(s.Observations, model.Observation{Series: &series, Period: p, Value: value})
	}
	for i := range 2 + n%4 {
		id := fmt.Sprintf("P%d", i+1)
		total, target := decimal.New(int64(5+3*n+i), 8), decimal.New(int64(1+(n+i)%7), 8)
		add(model.KindProject, id, Date(2020, 1, 1), model.Project{Name: "项目" + id, TotalInvestment: &total})
		task := model.Target{Project: id, Year: 2020, Base: model.Yuan, Value: &target}
		add(model.KindTarget, task.ID(), Date(2020, 1, 1), task)
		if n%10 != 8 {
			done := target.Mul(decimal.New(int64(30+(n*17+i*11)%60), -2)).InexactFloat64()
			figure(model.CompletedSeries(o.Region, id, 2020), model.NewDate(2020, time.July, 31-n%3), done)
		}
	}
	for i, code := range []string{"general_public_budget_revenue", "fixed_asset_investment"} {
		indicator, _ := model.DefaultCatalog().Indicator(code)
		level, growth := decimal.New(int64(10+n+i), 8), decimal.New(5, -2)
		goals := []model.Target{
			{Indicator: code, Measure: model.YearToDate, Issuer: model.ByCity, Year: 2020, Base: model.Yuan, Value: &level},
			{Indicator: code, Measure: model.YTDGrowth, Issuer: model.ByCity, Year: 2020, Base: model.Ratio, Value: &growth},
		}
		add(model.KindTarget, goals[i].ID(), Date(2020, 1, 1), goals[i])
		july := model.NewMonth(2020, time.July)
		figure(model.IndicatorSeries(indicator, o.Region, model.YearToDate, model.Published), july, float64(4+n+(n*7)%5)*1e8)
		figure(model.IndicatorSeries(indicator, o.Region, model.YTDGrowth, model.Published), july, float64(n%13-4)/100)
	}
	figure(model.PipelineSeries(model.MetricPipelineYuan, o.Region, model.Reserve, "", model.StepAdmitted, ""), model.NewDate(2020, time.July, 31), float64(n%6+1)*1e8)
	o.Commit(s)
}
