package index

import (
	"cmp"
	"slices"
)

// sort orders IDs by their series. Comparing series label by label is slow, so
// the rank of each is remembered until series are added.
func (x *Index) sort(ids []uint32) {
	if len(ids) < 2 {
		return
	}
	ranks := x.rank(slices.Max(ids))
	slices.SortFunc(ids, func(a, b uint32) int { return cmp.Compare(ranks[a-1], ranks[b-1]) })
}

// rank gives the place of every series among all, by ID less one, for at least
// the IDs through last.
func (x *Index) rank(last uint32) []uint32 {
	if ranks := *x.ranks.Load(); len(ranks) >= int(last) {
		return ranks
	}
	x.sorting.Lock()
	defer x.sorting.Unlock()
	if ranks := *x.ranks.Load(); len(ranks) >= int(last) {
		return ranks
	}
	ranks := rankOf(x.all())
	x.ranks.Store(&ranks)
	return ranks
}

func rankOf(entries []Entry) []uint32 {
	sorted := slices.Clone(entries)
	slices.SortFunc(sorted, func(a, b Entry) int { return a.Series.Compare(*b.Series) })
	ranks := make([]uint32, len(entries))
	for place, e := range sorted {
		ranks[e.ID-1] = uint32(place)
	}
	return ranks
}
