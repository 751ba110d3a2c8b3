package phrase

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

// unitsEN are the units of the catalog as English readers know them.
var unitsEN = map[string]string{
	"亿元": "× 100 m yuan", "百万元": "m yuan", "万元": "× 10,000 yuan", "千元": "× 1,000 yuan", "元": "yuan",
	"亿吨": "× 100 m t", "万吨": "× 10,000 t", "吨": "t", "万个": "× 10,000 items", "个": "items", "项": "items",
	"工作日": "working days", "比率": "", "百分点": "points", "点": "", "位": "in rank",
}

// Unit names a unit.
func Unit(u model.Unit, lang model.Language) string {
	if name, ok := unitsEN[u.Name]; ok && lang == model.English {
		return name
	}
	return u.Name
}

var colours = map[string]struct {
	name  model.Text
	shape string
}{
	"green":            {model.Text{ZH: "绿", EN: "green"}, "●"},
	"blue":             {model.Text{ZH: "蓝", EN: "blue"}, "◆"},
	"yellow":           {model.Text{ZH: "黄", EN: "yellow"}, "▲"},
	"orange":           {model.Text{ZH: "橙", EN: "orange"}, "▼"},
	"red":              {model.Text{ZH: "红", EN: "red"}, "■"},
	progress.Undefined: {model.Text{ZH: "未定义", EN: "undefined"}, "○"},
}

// Colour is a colour of a pack as readers say it; one that a pack has made up
// is its own name.
func Colour(colour string, lang model.Language) string {
	if known, ok := colours[colour]; ok {
		return known.name.In(lang)
	}
	return colour
}

// Shape tells a colour from the others where colours can't: to readers who
// don't see them, and in print.
func Shape(colour string) string {
	if known, ok := colours[colour]; ok {
		return known.shape
	}
	return "✚"
}
