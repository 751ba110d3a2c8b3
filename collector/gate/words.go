package gate

import (
	"fmt"
	"strings"

	"jindu/collector/table"
	"jindu/internal/model"
)

func words(zh, en string) model.Text { return model.Text{ZH: zh, EN: en} }

// both writes the same arguments into two formats.
func both(zh, en string, args ...any) model.Text {
	return model.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

func noTable(books []table.Book) model.Text {
	var zh, en []string
	for _, s := range Tables() {
		zh, en = append(zh, s.Name.ZH), append(en, s.Name.EN)
	}
	rows := 0
	for _, b := range books {
		for _, s := range b.Sheets {
			rows += len(s.Rows)
		}
	}
	if rows == 0 {
		return words("文件中没有任何内容", "there is nothing in the file")
	}
	return words(
		"没有认识的表：工作表或文件应名为 "+strings.Join(zh, "、")+"，或有这些表的表头",
		"no known table: name the sheet or the file "+strings.Join(en, ", ")+", or give it their headers",
	)
}

// bounded adds how many more there are than are listed.
func bounded(listed []model.Problem, all int, what model.Text) []model.Problem {
	if all <= len(listed) {
		return listed
	}
	more := all - len(listed)
	return append(listed, model.Problem{What: model.Text{
		ZH: fmt.Sprintf("另有 %d %s未列出", more, what.ZH), EN: fmt.Sprintf("and %d more %s", more, what.EN),
	}})
}

func (c *checker) unknownRegion(name string) model.Text {
	var names []string
	for _, r := range c.Catalog.Regions {
		names = append(names, r.Name, r.NameEN)
	}
	return c.unknown(words("地区", "region"), name, names)
}

func (c *checker) unknownIndicator(name string) model.Text {
	var names []string
	for _, i := range c.Catalog.Indicators {
		names = append(names, i.Name, i.NameEN, i.Code)
		names = append(names, i.Aliases...)
	}
	return c.unknown(words("指标", "indicator"), name, names)
}

// near looks for names like the one given, as long as anyone is told of them.
func (c *checker) near(name string, known []string) []string {
	if c.problems >= MaxProblems {
		return nil
	}
	return model.Near(table.Fold(name), known)
}

// unknown says that a name is not in the catalog, and which near ones are.
func (c *checker) unknown(what model.Text, name string, known []string) model.Text {
	t := words("目录中没有这个"+what.ZH, "the catalog has no such "+what.EN)
	if similar := c.near(name, known); len(similar) > 0 {
		return t.DidYouMean(similar)
	}
	t.ZH += "；应为目录中的名称或代码，目录可在 jindu.yml 的 catalog 中另行指定"
	t.EN += "; want a name or a code of the catalog, and jindu.yml may name a catalog of your own (catalog)"
	return t
}
