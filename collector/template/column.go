package template

import "jindu/internal/model"

// A look is how a column's cells are formatted, and what may be typed there.
type look int

const (
	words  look = iota // Some words.
	prose              // Sentences.
	number             // A project's number and the like: text, so that no digit is lost.
	day                // A date.
	month              // A month or another period: text, so that no zero is lost.
	figure             // A number of any size.
	whole              // A whole number.
)

// A column is how one of a table's columns is offered: its look, its unit and
// choices where it has any, and what to fill in.
type column struct {
	key     string
	look    look
	unit    model.Text // Written into the header's brackets.
	choices string     // Name of a list; empty for none.
	open    bool       // The choices are common ones, and others may be typed.
	help    model.Text
}

func (c column) as(l look) column {
	c.look = l
	return c
}

func (c column) in(unit model.Text) column {
	c.look, c.unit = figure, unit
	return c
}

// of offers the choices of a list and takes no others.
func (c column) of(list string) column {
	c.choices = list
	return c
}

// like offers the choices of a list, beside which others may be typed.
func (c column) like(list string) column {
	c.choices, c.open = list, true
	return c
}

func fill(key, zh, en string) column { return column{key: key, help: model.Text{ZH: zh, EN: en}} }

var (
	hundredMillion = model.Text{ZH: "亿元", EN: "100 million yuan"}
	tenThousand    = model.Text{ZH: "万元", EN: "10,000 yuan"}
	workingDays    = model.Text{ZH: "工作日", EN: "workdays"}
)

// Columns that many tables have.
func region() column {
	return fill("region", "地区名称或代码；留空为本单位所在地区", "name or code of the region; the office's own where blank").of("regions")
}

func remark() column {
	return fill("remark", "供本单位参考，不入库", "for the office; not taken").as(prose)
}

func since() column {
	return fill("valid_from", "从哪一天起按这一行；留空为一直如此，以最新报送为准",
		"the day from which this row holds; blank for always, the newest one counting").as(day)
}

func project() column {
	return fill("project", "项目表中的编号，按文本填写", "the number of the table projects, as text").as(number)
}

// projectAgain is project where a blank means the same as above.
func projectAgain() column {
	return fill("project", "项目表中的编号，按文本填写；留空表示同上", "the number of the table projects, as text; blank for the same as above").as(number)
}

func ownProject() column {
	return fill("project", "项目编号；没有编号的填名称", "the project's number; the name where it has none").as(number)
}

func ownName() column {
	return fill("name", "项目名称；编号和名称至少填一个", "the project's name; fill in the number, the name, or both")
}

func projectName(key string) column {
	return fill(key, "便于核对，不入库", "for the reader; not taken")
}

func industry() column {
	return fill("industry", "行业，用词前后一致", "the industry, always in the same words")
}

func total() column {
	return fill("investment", "项目总投资", "total investment of the project").in(hundredMillion)
}
