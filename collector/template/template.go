package template

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"jindu/collector/gate"
	"jindu/collector/table"
	"jindu/internal/model"
)

// Options say what the workbook offers, and in which language.
type Options struct {
	Catalog *model.Catalog // Its indicators and regions are offered.
	Lang    model.Language
}

// Where the parts of a table's sheet stand, by row.
const (
	titleRow  = 1
	hintRow   = 2
	headerRow = 3
	firstRow  = 4
	lastRow   = 5000 // Down to which lists are offered.
)

// Write writes the blank workbook. The error is the writer's, or says which
// part could not be made.
func Write(w io.Writer, o Options) (err error) {
	b := &book{File: excelize.NewFile(), Options: o, specs: map[string]table.Spec{}, ranges: map[string]string{}}
	defer func() {
		if closeErr := b.Close(); err == nil {
			err = closeErr
		}
	}()
	for _, s := range gate.Tables() {
		b.specs[s.Kind] = s
	}
	steps := []func() error{b.prepare, b.instructions}
	for _, t := range tables() {
		steps = append(steps, func() error { return b.table(t) })
	}
	for _, step := range append(steps, b.lists) {
		if err := step(); err != nil {
			return fmt.Errorf("template: %w", err)
		}
	}
	return b.File.Write(w)
}

// A book is a workbook being made.
type book struct {
	*excelize.File
	Options
	specs  map[string]table.Spec
	styles styles
	ranges map[string]string // Where the choices of a list stand, by its name.
}

var (
	instructionsName = model.Text{ZH: "填表说明", EN: "Instructions"}
	listsName        = model.Text{ZH: "选项字典", EN: "List contents"} // Named so that it is passed over.
)

// prepare names the first sheet, which the file is opened with, and says where
// the lists will stand.
func (b *book) prepare() error {
	for i, l := range lists(b.Catalog) {
		name := table.ColumnName(i + 1)
		b.ranges[l.name] = fmt.Sprintf("'%s'!$%s$2:$%s$%d", listsName.In(b.Lang), name, name, len(l.choices)+1)
	}
	if err := b.makeStyles(); err != nil {
		return err
	}
	return b.SetSheetName("Sheet1", instructionsName.In(b.Lang))
}

// sheetName is what a table's sheet is called: 节点, Milestones.
func (b *book) sheetName(t tableHelp) string {
	name := b.specs[t.kind].Name
	return model.Text{ZH: name.ZH, EN: strings.ToUpper(name.EN[:1]) + name.EN[1:]}.In(b.Lang)
}

// declared finds the gate's declaration of a column.
func (b *book) declared(t tableHelp, key string) table.Column {
	for _, c := range b.specs[t.kind].Columns {
		if c.Key == key {
			return c
		}
	}
	return table.Column{Key: key}
}

// header writes a column's header: *总投资（亿元）, * total investment (100
// million yuan).
func (b *book) header(t tableHelp, c column) string {
	declared := b.declared(t, c.key)
	name := strings.ReplaceAll(declared.Name.In(b.Lang), "_", " ")
	if declared.Required {
		name = "*" + name
	}
	switch unit := c.unit.In(b.Lang); {
	case unit == "":
		return name
	case b.Lang == model.Chinese:
		return name + "（" + unit + "）"
	default:
		return name + " (" + unit + ")"
	}
}

// paper fits a sheet's columns onto the width of a page.
func (b *book) paper(sheet string) error {
	fit, landscape, wide, long := true, "landscape", 1, 0
	if err := b.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return b.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &long})
}
