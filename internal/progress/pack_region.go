package progress

import (
	"cmp"
	"slices"
	"time"

	"jindu/internal/model"
)

// A RegionVerdict is what one rule of a pack says of a region.
type RegionVerdict struct {
	Region    string
	Pack      string
	Subject   Subject
	Indicator string   // Of the subject indicator.
	Colours   []string // Those of the pack, best first.
	Colour    string
	Value     Number // Of a district: months running in which the task was missed.
	State     string // Of an indicator: met, growing, flat, negative.
}

// JudgeRegions gives what the packs say of regions: of a district by its
// projects, and of an indicator in it, by the states of both at one instant. A
// region about which nothing is known is left out.
func (f *Portfolio) JudgeRegions(projects []ProjectState, indicators []IndicatorState) []RegionVerdict {
	var all []RegionVerdict
	for _, r := range f.regions {
		all = append(all, f.judgeDistrict(r.code, ofRegion(projects, r.code))...)
	}
	for _, pack := range f.rules.Colours {
		if rule, ok := pack.Rule(OfIndicator); ok {
			for _, i := range indicators {
				if i.Indicator.Code == rule.Indicator {
					v := RegionVerdict{
						Region: i.Region, Pack: pack.Name, Colours: pack.Colours, Subject: OfIndicator, Indicator: rule.Indicator,
					}
					v.State = growthState(i, indicators, f.rules.Catalog)
					v.Colour = rule.ColourOf(v.State)
					all = append(all, v)
				}
			}
		}
	}
	all = slices.DeleteFunc(all, func(v RegionVerdict) bool { return v.Colour == "" })
	slices.SortStableFunc(all, func(a, b RegionVerdict) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(f.place(a.Pack), f.place(b.Pack)))
	})
	return all
}

// place is where a pack stands among those that apply.
func (f *Portfolio) place(pack string) int {
	return slices.IndexFunc(f.rules.Colours, func(p Pack) bool { return p.Name == pack })
}

// judgeDistrict gives what the packs say of a region by its projects.
func (f *Portfolio) judgeDistrict(region string, projects []ProjectState) []RegionVerdict {
	var all []RegionVerdict
	for i := range f.rules.Colours {
		pack := &f.rules.Colours[i]
		rule, ok := pack.Rule(OfDistrict)
		if !ok {
			continue
		}
		v := RegionVerdict{
			Region: region, Pack: pack.Name, Colours: pack.Colours, Subject: OfDistrict,
			Value: f.monthsMissed(region, pointers(projects)),
		}
		if v.Colour = rule.Colour(v.Value); v.Colour != "" {
			all = append(all, v)
		}
	}
	return all
}

// judgesDistricts tells that a pack has a rule for whole regions.
func (f *Portfolio) judgesDistricts() bool {
	return slices.ContainsFunc(f.rules.Colours, func(p Pack) bool {
		_, ok := p.Rule(OfDistrict)
		return ok
	})
}

// monthsMissed is how many months running, up to the latest one whose end all
// projects that report have reported, a region did less than its task of the
// month. The task is what the pace of each project's year asks for between the
// ends of two months; the first month of a year counts from nothing.
func (f *Portfolio) monthsMissed(region string, states []*ProjectState) Number {
	end, ok := commonCutoff(states, 100, f.rules.Zone)
	if !ok {
		return Number{}
	}
	missed := 0
	for month := monthOf(end, f.rules.Zone); month.Year() == end.In(f.rules.Zone).Year(); month = month.Add(-1) {
		done, due, known := f.doneAndDue(region, month)
		if !known && missed == 0 {
			return Number{}
		}
		if !known || done >= due {
			break
		}
		missed++
	}
	return Known(float64(missed))
}

// doneAndDue is what a region's projects did in a month, and their task of it.
// It is unknown where no project with a task has reported.
func (f *Portfolio) doneAndDue(region string, month model.Period) (done, due float64, known bool) {
	end, before := month.End(f.rules.Zone), month.Add(-1).End(f.rules.Zone)
	for _, p := range f.projectsOf(region) {
		now := f.progressOf(p, end)
		if !now.Target.Known || !now.Completed.Known || !now.Pace.Known {
			continue
		}
		var then ProjectState
		if month.Add(-1).Year() == month.Year() {
			then = f.progressOf(p, before)
		}
		known = true
		done += now.Completed.Value - then.Completed.Value
		due += now.Target.Value * (now.Pace.Value - then.Pace.Value)
	}
	return tidy(done), tidy(due), known
}

// monthOf is the month in which an instant falls.
func monthOf(t time.Time, zone *time.Location) model.Period {
	return model.PeriodOf(model.Monthly, t.In(zone))
}

// growthState says where an indicator's published growth of the year so far
// stands: met where it is at or above the year's plans and the growth of the
// region above, as far as these are known, else by its sign. It is empty where
// the growth is not known, or nothing to hold it against.
func growthState(i IndicatorState, all []IndicatorState, catalog *model.Catalog) string {
	growth := publishedGrowth(i)
	var against []Number
	for _, target := range i.Targets {
		if target.Measure == model.YTDGrowth {
			against = append(against, Known(target.Goal))
		}
	}
	region, _ := catalog.Region(i.Region)
	for _, other := range all {
		if region.Parent != "" && other.Region == region.Parent && other.Indicator.Code == i.Indicator.Code {
			if above := publishedGrowth(other); above.Known {
				against = append(against, above)
			}
		}
	}
	if !growth.Known || len(against) == 0 {
		return ""
	}
	below := slices.ContainsFunc(against, func(n Number) bool { return tidy(growth.Value) < tidy(n.Value) })
	switch {
	case !below:
		return "met"
	case tidy(growth.Value) > 0:
		return "growing"
	case tidy(growth.Value) < 0:
		return "negative"
	}
	return "flat"
}

// publishedGrowth is the growth of the year so far as it was published.
func publishedGrowth(i IndicatorState) Number {
	for _, f := range i.Figures {
		if f.Measure == model.YTDGrowth && f.Origin == model.Published {
			return Known(f.Value)
		}
	}
	return Number{}
}
