package indicators

import (
	"slices"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// maxVintages is how many columns a matrix has; older ones are left out.
const maxVintages = 12

// A matrix shows what figures that were revised were worth when: periods by the
// instants at which one of them changed, as ALFRED shows vintages.
type matrix struct {
	Instants []string
	Rows     []matrixRow
	LeftOut  int // Older instants.
}

type matrixRow struct {
	Period, Measure string
	Cells           []matrixCell
}

type matrixCell struct {
	Text      string
	Changed   bool // It is a version that became known then.
	Withdrawn bool // That was taken back later.
}

// matrixOf is nil where nothing was revised.
func (r *read) matrixOf(figures []versioned, lang model.Language) *matrix {
	var at []time.Time
	for _, f := range figures {
		if f.revised() {
			for _, v := range f.versions {
				at = append(at, v.Recorded)
			}
		}
	}
	if len(at) == 0 {
		return nil
	}
	m := &matrix{}
	at = progress.InOrder(at)
	if m.LeftOut = max(0, len(at)-maxVintages); m.LeftOut > 0 {
		at = at[m.LeftOut:]
	}
	m.Instants = r.heads(at)
	for _, f := range figures {
		if f.revised() {
			m.Rows = append(m.Rows, r.matrixRow(f, at, lang))
		}
	}
	return m
}

// heads are the instants as days, or to the minute or the second where two would
// be written alike.
func (r *read) heads(at []time.Time) (heads []string) {
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", time.DateTime} {
		heads = heads[:0]
		for _, t := range at {
			heads = append(heads, t.In(r.zone).Format(layout))
		}
		if len(slices.Compact(slices.Clone(heads))) == len(heads) {
			break
		}
	}
	return heads
}

func (r *read) matrixRow(f versioned, at []time.Time, lang model.Language) matrixRow {
	row := matrixRow{Period: periodName(r.Indicator.Indicator, f.period), Measure: measureName(f.measure).In(lang)}
	for _, t := range at {
		known := slices.IndexFunc(f.versions, func(v vintage) bool { return !v.Recorded.After(t) })
		if known < 0 {
			row.Cells = append(row.Cells, matrixCell{})
			continue
		}
		v := f.versions[known]
		row.Cells = append(row.Cells, matrixCell{r.value(v, lang), v.Recorded.Equal(t), v.withdrawn})
	}
	return row
}
