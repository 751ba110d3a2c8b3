package wall

import (
	"cmp"
	"slices"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// rotation are the regions that the wall shows in turn: those that were named,
// else all that anything is known of.
//
// A region is there for its own projects and indicators, or because it sums up
// several that are. Below a region that was asked for, or the office's own,
// they stand in the catalog's order, the region itself first; elsewhere the one
// with the most projects is first, as on the home page.
func (w *wall) rotation(b *progress.Board, a page.Asked, s settings) []progress.RegionSum {
	sums := b.RegionSums()
	if len(s.regions) > 0 {
		var named []progress.RegionSum
		for _, r := range s.regions {
			at := slices.IndexFunc(sums, func(one progress.RegionSum) bool { return one.Code == r.Code })
			named = append(named, sums[at])
		}
		return named
	}
	within, inOrder := a.Regions, a.Region.Code != ""
	if own, ok := w.Catalog.Region(w.Region); ok && !inOrder {
		within, inOrder = w.Catalog.Below(own.Code), true
	}
	only := a.Query.Get("only") != "" && len(within) == 1
	parts := partsOf(sums)
	sums = slices.DeleteFunc(sums, func(r progress.RegionSum) bool {
		return !within.Has(r.Code) || !(ofItself(r) || (inOrder && parts[r.Code] > 1) || (only && r.Known()))
	})
	if !inOrder {
		slices.SortStableFunc(sums, func(a, b progress.RegionSum) int { return -cmp.Compare(a.Own.Projects, b.Own.Projects) })
	}
	return sums
}

// ofItself tells that a region has projects or indicators of its own.
func ofItself(r progress.RegionSum) bool { return r.Own.Projects > 0 || len(r.Indicators) > 0 }

// partsOf are how many regions right below each anything is known of.
func partsOf(sums []progress.RegionSum) map[string]int {
	parts := map[string]int{}
	for _, r := range sums {
		if r.Known() {
			parts[r.Parent]++
		}
	}
	return parts
}

// shownOf is the region whose turn it is. One that was asked for by ?show= is
// shown though nothing is known of it: it was there before.
func shownOf(b *progress.Board, turns []progress.RegionSum, s settings) progress.RegionSum {
	is := func(r progress.RegionSum) bool { return r.Code == s.show }
	if i := slices.IndexFunc(turns, is); i >= 0 {
		return turns[i]
	}
	if all := b.RegionSums(); s.show != "" {
		return all[slices.IndexFunc(all, is)]
	}
	if len(turns) > 0 {
		return turns[0]
	}
	return progress.RegionSum{}
}

func nameOf(r model.Region, lang model.Language) string {
	return model.Text{ZH: r.Name, EN: cmp.Or(r.NameEN, r.Name)}.In(lang)
}
