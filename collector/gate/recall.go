package gate

import "jindu/internal/model"

// A recall remembers what was read of cells: a submission of a million figures
// has some hundred indicators, regions, units and periods. It holds so many and
// no more, so that a file of many different texts costs no memory.
type recall[K comparable, V any] map[K]V

const recalled = 1 << 14

func (r recall[K, V]) keep(k K, v V) {
	if len(r) < recalled {
		r[k] = v
	}
}

// A reading is what a check remembers of cells. None of it depends on anything
// but its key and the gate.
type reading struct {
	indicators recall[string, found[model.Indicator]]
	regions    recall[string, found[model.Region]]
	units      recall[string, *model.Unit] // nil for what is none.
	periods    recall[periodText, model.Period]
	fitted     recall[fitting, model.Period] // Only what fits.
	figures    recall[figureOf, *seriesFacts]
}

func newReading() reading {
	return reading{
		recall[string, found[model.Indicator]]{},
		recall[string, found[model.Region]]{},
		recall[string, *model.Unit]{},
		recall[periodText, model.Period]{},
		recall[fitting, model.Period]{},
		recall[figureOf, *seriesFacts]{},
	}
}

// found is what a name stands for in the catalog, if anything.
type found[T any] struct {
	what T
	ok   bool
}

// A periodText is all that reading a period depends on.
type periodText struct {
	text   string
	year   int // The sheet's.
	number bool
}

// A fitting is all that the period of an indicator's figure depends on.
type fitting struct {
	frequency string
	janFeb    bool
	measure   model.Measure
	period    model.Period
	fromTitle bool
}

// figureOf tells apart the series of indicators.
type figureOf struct {
	indicator, region string // Codes.
	measure           model.Measure
}

// regionOf finds a region by its code or name.
func (c *checker) regionOf(name string) (model.Region, bool) {
	f, known := c.regions[name]
	if !known {
		f.what, f.ok = c.Catalog.Region(name)
		c.regions.keep(name, f)
	}
	return f.what, f.ok
}

// unitOf finds a unit by its name; nil where there is none.
func (c *checker) unitOf(name string) *model.Unit {
	u, known := c.units[name]
	if !known {
		if parsed, ok := model.ParseUnit(name); ok {
			u = &parsed
		}
		c.units.keep(name, u)
	}
	return u
}

// fitOnce is fit for a period that may come again.
func (c *checker) fitOnce(p model.Period, i *model.Indicator, m model.Measure, fromTitle bool) (model.Period, *model.Text) {
	k := fitting{i.Freq, i.JanFeb, m, p, fromTitle}
	if fitted, known := c.fitted[k]; known {
		return fitted, nil
	}
	fitted, wrong := c.fit(p, *i, m, fromTitle)
	if wrong == nil {
		c.fitted.keep(k, fitted)
	}
	return fitted, wrong
}

// indicatorFacts are those of an indicator's series.
func (c *checker) indicatorFacts(i *model.Indicator, region string, m model.Measure) *seriesFacts {
	k := figureOf{i.Code, region, m}
	facts, known := c.figures[k]
	if !known {
		facts = c.factsOf(model.IndicatorSeries(*i, region, m, model.Published))
		c.figures.keep(k, facts)
	}
	return facts
}
