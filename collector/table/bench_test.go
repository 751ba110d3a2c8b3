package table

import (
	"fmt"
	"testing"
)

// BenchmarkHeaders looks for the header of a wide table among numbers.
func BenchmarkHeaders(b *testing.B) {
	rows := make([]Row, headerRows)
	for r := range rows {
		rows[r].Number = r + 1
		for c := range 200 {
			rows[r].Cells = append(rows[r].Cells, Cell{Column: c + 1, Text: fmt.Sprint(1_000_000 + 200*r + c)})
		}
	}
	spec := newReader(Spec{Across: true})
	for b.Loop() {
		findHeader(rows, spec)
	}
}
