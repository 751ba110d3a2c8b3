package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jindu/internal/model"
)

// sortKeys are what regions can be sorted by.
var sortKeys = map[string]func(*ComparedRegion) *float64{
	"projects":   func(r *ComparedRegion) *float64 { return counted(r.Projects) },
	"total":      func(r *ComparedRegion) *float64 { return r.Total },
	"target":     func(r *ComparedRegion) *float64 { return r.Target },
	"completed":  func(r *ComparedRegion) *float64 { return r.Completed },
	"completion": func(r *ComparedRegion) *float64 { return r.Completion },
	"gap":        func(r *ComparedRegion) *float64 { return r.Gap },
	"late":       func(r *ComparedRegion) *float64 { return counted(r.Late) },
	"alerts": func(r *ComparedRegion) *float64 {
		if r.Alerts == nil {
			return nil
		}
		return counted(*r.Alerts)
	},
	"heard": func(r *ComparedRegion) *float64 {
		if r.Delivery == nil || r.Delivery.LastHeard.IsZero() {
			return nil
		}
		return counted(int(r.Delivery.LastHeard.Unix()))
	},
}

func counted(n int) *float64 {
	value := float64(n)
	return &value
}

// regionOrder is in which order regions are given, and of which level.
type regionOrder struct {
	key        func(*ComparedRegion) *float64 // Nil for the catalog's order.
	descending bool
	level      int // -1 for all.
}

// readOrder reads a key, with a minus before it where the largest comes first,
// and a level; either may be empty.
func readOrder(sort, level string) (o regionOrder, wrong *model.Text) {
	o.level = -1
	if level != "" {
		n, err := strconv.Atoi(level)
		if err != nil || n < 0 {
			return o, &model.Text{ZH: "level：应为 0、1、2 等", EN: "level: want 0, 1, 2 and so on"}
		}
		o.level = n
	}
	name, descending := strings.CutPrefix(sort, "-")
	if name == "" {
		return o, nil
	}
	o.descending = descending
	if o.key = sortKeys[name]; o.key == nil {
		known := make([]string, 0, len(sortKeys))
		for k := range sortKeys {
			known = append(known, k)
		}
		slices.Sort(known)
		list := strings.Join(known, ", ")
		return o, &model.Text{ZH: "sort：应为 " + list + " 之一，前加 - 则从大到小", EN: "sort: want one of " + list + ", with - before it for the largest first"}
	}
	return o, nil
}

// apply puts regions in order. Those of one parent are sorted among themselves,
// each before those below it; or all of one level, whatever their parents.
func (o regionOrder) apply(all []ComparedRegion) []ComparedRegion {
	if o.level >= 0 {
		all = slices.DeleteFunc(all, func(r ComparedRegion) bool { return r.Level != o.level })
		o.sort(all)
		return all
	}
	if o.key == nil {
		return all
	}
	children, top := map[string][]ComparedRegion{}, []ComparedRegion{}
	for _, r := range all {
		if r.Level == 0 {
			top = append(top, r)
		} else {
			children[r.Parent] = append(children[r.Parent], r)
		}
	}
	ordered := make([]ComparedRegion, 0, len(all))
	var visit func([]ComparedRegion)
	visit = func(sisters []ComparedRegion) {
		o.sort(sisters)
		for _, r := range sisters {
			ordered = append(ordered, r)
			visit(children[r.Region])
		}
	}
	visit(top)
	return ordered
}

// sort orders regions by the key; those of which it is not known are last.
func (o regionOrder) sort(all []ComparedRegion) {
	if o.key == nil {
		return
	}
	slices.SortStableFunc(all, func(a, b ComparedRegion) int {
		x, y := o.key(&a), o.key(&b)
		switch {
		case x == nil || y == nil:
			return cmp.Compare(one(x == nil), one(y == nil))
		case o.descending:
			return cmp.Compare(*y, *x)
		}
		return cmp.Compare(*x, *y)
	})
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}
