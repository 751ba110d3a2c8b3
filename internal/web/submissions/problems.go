package submissions

import (
	"slices"
	"strings"

	"jindu/internal/model"
)

// A problemList is what is wrong, or odd, with an upload. Columns in which
// nothing stands are left out.
type problemList struct {
	Problems                 []model.Problem
	File, Sheet, Cell, Value bool
}

func newProblemList(all []model.Problem) problemList {
	some := func(of func(model.Problem) string) bool {
		return slices.ContainsFunc(all, func(p model.Problem) bool { return of(p) != "" })
	}
	return problemList{
		Problems: all,
		File:     some(func(p model.Problem) string { return p.File }),
		Sheet: slices.ContainsFunc(all, func(p model.Problem) bool { // A CSV file is its own sheet.
			return p.Sheet != "" && !strings.HasPrefix(p.File, p.Sheet+".")
		}),
		Cell:  some(func(p model.Problem) string { return p.Cell }),
		Value: some(func(p model.Problem) string { return p.Value }),
	}
}

// ofOneRow are those of a table that a form made: where they stand in it says
// nothing to who filled in the form.
func ofOneRow(all []model.Problem) problemList {
	l := newProblemList(all)
	l.File, l.Sheet, l.Cell = false, false, false
	return l
}
