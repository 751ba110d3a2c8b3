package dispatch

import (
	"slices"

	"jindu/internal/notify"
)

// A Match says which alerts a receiver gets: by label one of several values.
// Of no labels it gets all.
type Match map[string][]string

// Unit in a Match stands for whichever label says who answers.
const Unit = "unit"

// takes tells whether an alert is for the receiver.
func (m Match) takes(a notify.Alert) bool {
	for name, values := range m {
		among := func(value string) bool { return slices.Contains(values, value) }
		if name == Unit && slices.ContainsFunc(a.Units(), among) {
			continue
		}
		if !among(a.Labels[name]) {
			return false
		}
	}
	return true
}
