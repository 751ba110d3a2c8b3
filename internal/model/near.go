package model

import (
	"cmp"
	"slices"
	"strings"
)

// Near picks up to three names that are like the one given, or have a part
// that is, the nearest first.
func Near(name string, known []string) []string {
	given := []rune(strings.ToLower(narrow(name)))
	if len(given) == 0 || len(given) > 60 {
		return nil
	}
	type candidate struct {
		name          string
		distance, gap int
	}
	var likely []candidate
	for _, k := range known {
		other := []rune(strings.ToLower(narrow(k)))
		d := distance(given, other, false)
		if len(given) > 1 {
			d = min(d, distance(given, other, true))
		}
		if len(other) > 1 && d <= max(1, len(given)/4) {
			likely = append(likely, candidate{k, d, max(len(given)-len(other), len(other)-len(given))})
		}
	}
	slices.SortStableFunc(likely, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.gap, b.gap))
	})
	var names []string
	for _, c := range likely {
		if len(names) < 3 && !slices.Contains(names, c.name) {
			names = append(names, c.name)
		}
	}
	return names
}

// distance is Levenshtein's, by letters: to the whole of b, or to that part of
// b that is nearest.
func distance(a, b []rune, part bool) int {
	row := make([]int, len(b)+1)
	for j := range row {
		if !part {
			row[j] = j
		}
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	if part {
		return slices.Min(row)
	}
	return row[len(b)]
}
