package main

import "github.com/xuri/excelize/v2"

// A look is how a cell is drawn.
type look struct {
	kind   kind
	shaded bool   // Made up.
	format string // Number format.
}

type kind uint8

const (
	words kind = iota
	heading
	note
	header
	paragraph
)

// style gives the number of a look's style, making it the first time.
func (b *book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(l.draw())
	if err != nil {
		return 0, err
	}
	b.styles[l] = id
	return id, nil
}

func (l look) draw() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "等线", Size: 11},
		Alignment: &excelize.Alignment{Vertical: "center"},
	}
	switch l.kind {
	case heading:
		s.Font.Bold, s.Font.Size = true, 16
	case note:
		s.Font.Italic, s.Font.Color = true, "7F7F7F"
	case header:
		s.Font.Bold = true
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}}
		s.Border = []excelize.Border{{Type: "bottom", Color: "808080", Style: 1}}
		s.Alignment.WrapText = true
	case paragraph:
		s.Alignment.WrapText = true
	case words:
	}
	if l.shaded {
		s.Font.Italic = true
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EDEDED"}}
	}
	if l.format != "" && l.format != "General" {
		s.CustomNumFmt = &l.format
	}
	return s
}
