package template

import "github.com/xuri/excelize/v2"

// styles are those of the workbook, by their numbers in it.
type styles struct {
	title, hint, header, needed, section, name, wrapped int
	looks                                               map[look]int
}

func (b *book) makeStyles() error {
	s := &b.styles
	edge := []excelize.Border{
		{Type: "left", Color: "BFBFBF", Style: 1}, {Type: "right", Color: "BFBFBF", Style: 1},
		{Type: "top", Color: "BFBFBF", Style: 1}, {Type: "bottom", Color: "BFBFBF", Style: 1},
	}
	head := func(colour string) *excelize.Style {
		return &excelize.Style{
			Font: &excelize.Font{Bold: true}, Border: edge,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		}
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, made := range []struct {
		to    *int
		style *excelize.Style
	}{
		{&s.title, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}},
		{&s.hint, &excelize.Style{Font: &excelize.Font{Color: "7F7F7F"}}},
		{&s.header, head("DDEBF7")},
		{&s.needed, head("F8CBAD")},
		{&s.section, &excelize.Style{Font: &excelize.Font{Bold: true, Size: 12}, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.name, &excelize.Style{Border: edge, Alignment: top}},
		{&s.wrapped, &excelize.Style{Alignment: top}},
	} {
		id, err := b.NewStyle(made.style)
		if err != nil {
			return err
		}
		*made.to = id
	}
	return b.makeLooks()
}

// makeLooks makes the formats of columns. Numbers of projects are text, since a
// number keeps 15 digits; so are months, which a spreadsheet would turn into
// dates.
func (b *book) makeLooks() error {
	text, date, plain, integer := "@", "yyyy-mm-dd", "General", "0"
	b.styles.looks = map[look]int{}
	for l, format := range map[look]*string{
		words: &plain, prose: &plain, number: &text, day: &date, month: &text, figure: &plain, whole: &integer,
	} {
		style := &excelize.Style{CustomNumFmt: format}
		if l == prose {
			style.Alignment = &excelize.Alignment{Vertical: "top", WrapText: true}
		}
		id, err := b.NewStyle(style)
		if err != nil {
			return err
		}
		b.styles.looks[l] = id
	}
	return nil
}
