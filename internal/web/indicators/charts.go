package indicators

import "html/template"

// charts are the drawings of an indicator; empty where there is nothing to draw.
type charts struct {
	LevelTitle    string
	Level, Growth template.HTML
}

// Any tells that there is something to see.
func (c charts) Any() bool { return c.Level != "" || c.Growth != "" }

func (s *shown) charts() charts { return charts{} }
