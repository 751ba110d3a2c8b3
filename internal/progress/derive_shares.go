package progress

import "jindu/internal/model"

// peers are the levels that an indicator is a part of. Any may be nil.
type peers struct {
	total  *levels // Of the indicator that it is a part of, in the same region.
	parent *levels // Of the same indicator in the region above.
}

// levels are the published levels of an indicator in a region.
type levels struct {
	ytd, stock []model.Point
	compared   []Comparison // What was found of the growth of ytd.
}

// newLevels takes the levels of what was published.
func newLevels(published map[model.Measure][]model.Point, margin float64) *levels {
	l := &levels{ytd: published[model.YearToDate], stock: published[model.Stock]}
	_, l.compared = Compare(DeriveGrowth(l.ytd), published[model.YTDGrowth], margin)
	return l
}

// share is the share of other levels that these are: of the year to date where
// both have it, else of the ends of periods.
func (l *levels) share(whole *levels) []model.Point {
	if len(l.ytd) > 0 && len(whole.ytd) > 0 {
		return DeriveShare(l.ytd, whole.ytd)
	}
	return DeriveShare(l.stock, whole.stock)
}

// DeriveShare is part over whole in each period that has both. A whole that is
// not positive has no shares.
func DeriveShare(part, whole []model.Point) []model.Point {
	byKey := make(map[uint32]model.Point, len(whole))
	for _, w := range whole {
		byKey[w.Period.Key()] = w
	}
	var shares []model.Point
	for _, p := range part {
		if w, ok := byKey[p.Period.Key()]; ok && w.Value > 0 {
			s := latest(p, w)
			s.Value = p.Value / w.Value
			shares = append(shares, s)
		}
	}
	return shares
}

// DeriveContribution is how much of a total's change on a year earlier its part
// made (贡献率): Δpart / Δtotal. It is of the change, whichever way that went; a
// total that did not change has no contributions.
func DeriveContribution(part, whole []model.Point) []model.Point {
	changes := map[uint32]model.Point{}
	for w, before := range yearPairs(whole) {
		change := latest(w, before)
		change.Value = w.Value - before.Value
		changes[w.Period.Key()] = change
	}
	var contributions []model.Point
	for p, before := range yearPairs(part) {
		if change, ok := changes[p.Period.Key()]; ok && change.Value != 0 {
			c := latest(latest(p, before), change)
			c.Value = (p.Value - before.Value) / change.Value
			contributions = append(contributions, c)
		}
	}
	return contributions
}
