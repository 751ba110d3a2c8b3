package gate

import (
	"cmp"
	"slices"

	"jindu/collector/table"
	"jindu/internal/model"
)

// inOrder sorts problems as a reader goes through the files: by sheet, row and
// column. What is about a whole sheet or file comes before.
func inOrder(books []table.Book, problems []model.Problem) {
	type place struct{ file, sheet string }
	rank := map[place]int{}
	for _, b := range books {
		rank[place{b.File, ""}] = len(rank) + 1
		for _, s := range b.Sheets {
			rank[place{b.File, s.Name}] = len(rank) + 1
		}
	}
	slices.SortStableFunc(problems, func(a, b model.Problem) int {
		columnA, rowA, _ := table.ParseRef(a.Cell)
		columnB, rowB, _ := table.ParseRef(b.Cell)
		return cmp.Or(
			cmp.Compare(rank[place{a.File, a.Sheet}], rank[place{b.File, b.Sheet}]),
			cmp.Compare(rowA, rowB), cmp.Compare(columnA, columnB),
		)
	})
}
