package bulletin

import (
	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// shortColumns marks the cells of columns in which nothing is long, so that
// their words and days stay on one line and the room is the others'.
type shortColumns struct{}

// widestShort is how wide they are at most, in half-width characters.
const widestShort = 10

// Transform marks them with the class short.
func (shortColumns) Transform(document *ast.Document, reader text.Reader, _ parser.Context) {
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if table, ok := n.(*extension.Table); ok {
			markShort(table, reader.Source())
		}
	}
}

func markShort(table *extension.Table, source []byte) {
	columns := map[int][]ast.Node{}
	widths := map[int]int{}
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		if _, head := row.(*extension.TableHeader); head {
			continue
		}
		i := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			columns[i] = append(columns[i], cell)
			widths[i] = max(widths[i], width(string(cell.Text(source)))) //nolint:staticcheck // It is what a reader sees.
			i++
		}
	}
	for i, cells := range columns {
		if widths[i] > widestShort {
			continue
		}
		for _, cell := range cells {
			cell.SetAttributeString("class", []byte("short"))
		}
	}
}

// width is how much room a text takes: a Chinese character that of two.
func width(text string) (n int) {
	for _, r := range text {
		if n++; r > 0x2e80 {
			n++
		}
	}
	return n
}
