package progress

import (
	"cmp"
	"slices"
	"strings"

	"jindu/internal/model"
)

// A network is a project's activities, sorted by number, and what must be
// finished before what. Activities are known by their index.
type network struct {
	activities   []model.Activity
	predecessors [][]int
	successors   [][]int
	order        []int  // Each after its predecessors; nil where there is a cycle.
	opens        []bool // Events with which works begin; none where there is a cycle.
	problems     []ScheduleProblem
}

// newNetwork joins activities, which are sorted by number. A predecessor that
// is not among them is a problem, and left out.
func newNetwork(activities []model.Activity) *network {
	n := &network{
		activities:   activities,
		predecessors: make([][]int, len(activities)),
		successors:   make([][]int, len(activities)),
	}
	index := make(map[string]int, len(activities))
	for i, a := range activities {
		index[a.Activity] = i
	}
	for i, a := range activities {
		for _, name := range sortedNames(a.Predecessors) {
			p, ok := index[name]
			if !ok {
				n.problems = append(n.problems, missingPredecessor(a.Activity, name))
				continue
			}
			n.predecessors[i] = append(n.predecessors[i], p)
			n.successors[p] = append(n.successors[p], i)
		}
	}
	n.sort()
	n.open()
	return n
}

// sortedNames gives each name once.
func sortedNames(names []string) []string {
	sorted := slices.SortedFunc(slices.Values(names), compareNumbers)
	return slices.Compact(sorted)
}

// sort finds an order in which each activity comes after its predecessors
// (Kahn, Topological sorting of large networks, 1962), or the cycles that
// leave none.
func (n *network) sort() {
	waiting := make([]int, len(n.activities))
	order := make([]int, 0, len(n.activities))
	for i, predecessors := range n.predecessors {
		if waiting[i] = len(predecessors); waiting[i] == 0 {
			order = append(order, i)
		}
	}
	for next := 0; next < len(order); next++ {
		for _, s := range n.successors[order[next]] {
			if waiting[s]--; waiting[s] == 0 {
				order = append(order, s)
			}
		}
	}
	if len(order) == len(n.activities) {
		n.order = order
		return
	}
	for _, cycle := range n.cycles(waiting) {
		n.problems = append(n.problems, cycleProblem(cycle))
	}
}

// cycles names cycles among the activities that wait for ever: each of those
// waits for another, so who goes back from one to the next comes round.
func (n *network) cycles(waiting []int) [][]string {
	const fresh, past = 0, -1 // Otherwise the walk on which an activity was met.
	met := make([]int, len(n.activities))
	var found [][]string
	for start := range n.activities {
		var walk []int
		at := start
		for waiting[at] > 0 && met[at] == fresh {
			met[at] = start + 1
			walk = append(walk, at)
			at = n.waitsFor(at, waiting)
		}
		if len(walk) > 0 && met[at] == start+1 {
			found = append(found, n.names(walk[slices.Index(walk, at):]))
		}
		for _, i := range walk {
			met[i] = past
		}
	}
	return found
}

// waitsFor is the first predecessor that itself waits for ever.
func (n *network) waitsFor(i int, waiting []int) int {
	for _, p := range n.predecessors[i] {
		if waiting[p] > 0 {
			return p
		}
	}
	return i // None: not of an activity that waits for ever.
}

// names gives a walk from successor to predecessor in the order of the works,
// from the smallest number round to it again.
func (n *network) names(walk []int) []string {
	names := make([]string, 0, len(walk)+1)
	for _, i := range slices.Backward(walk) {
		names = append(names, n.activities[i].Activity)
	}
	smallest := slices.Index(names, slices.MinFunc(names, compareNumbers))
	names = slices.Concat(names[smallest:], names[:smallest])
	return append(names, names[0])
}

// event tells an activity that takes no time.
func (n *network) event(i int) bool { return n.activities[i].Duration <= 0 }

// open finds the events with which works begin, that others follow but none
// comes before except events of the kind: they take place on the morning of
// their day, and the works begin on the same day. Any other event takes place
// on the evening of its day, when the works before it are done.
func (n *network) open() {
	n.opens = make([]bool, len(n.activities))
	for _, i := range n.order {
		n.opens[i] = n.event(i) && len(n.successors[i]) > 0 &&
			!slices.ContainsFunc(n.predecessors[i], func(p int) bool { return !n.opens[p] })
	}
}

func (n *network) spell(i int) spell {
	return spell{max(n.activities[i].Duration, 0), n.activities[i].Workdays}
}

// compareNumbers orders numbers of activities as people count: A2 before A10.
func compareNumbers(a, b string) int {
	restA, restB := a, b
	for restA != "" && restB != "" {
		wordA, wordB := leadingRun(restA), leadingRun(restB)
		restA, restB = restA[len(wordA):], restB[len(wordB):]
		if isDigit(wordA[0]) && isDigit(wordB[0]) {
			digitsA, digitsB := strings.TrimLeft(wordA, "0"), strings.TrimLeft(wordB, "0")
			if c := cmp.Or(cmp.Compare(len(digitsA), len(digitsB)), cmp.Compare(digitsA, digitsB)); c != 0 {
				return c
			}
		} else if c := cmp.Compare(wordA, wordB); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(restA), len(restB)), cmp.Compare(a, b))
}

// leadingRun is the digits, or the other bytes, that a text begins with.
func leadingRun(s string) string {
	end := 1
	for end < len(s) && isDigit(s[end]) == isDigit(s[0]) {
		end++
	}
	return s[:end]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
