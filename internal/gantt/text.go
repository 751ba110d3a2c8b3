package gantt

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// The marks of a chart of characters. They are of ASCII, since terminals in
// China show other marks now one and now two columns wide.
const (
	markDone     = '='
	markCritical = '#'
	markAhead    = '-'
	markFloat    = '.'
	markEvent    = '*'
	markDeadline = '|'
	markToday    = ':'
)

var key = model.Text{
	ZH: "= 已完成  # 关键  - 非关键  . 时差  * 事件  | 计划竣工  : 当日  ! 已误期",
	EN: "= done  # critical  - not critical  . float  * event  | deadline  : today  ! late",
}

var noDates = model.Text{ZH: "没有可画的日期", EN: "no dates to draw"}

// The columns of a chart: a label takes as much as it needs up to a third, and
// bars get no less than some.
const (
	minColumns = 20
	gap        = 2 // Between label and bars: a space, or the mark of what is late.
)

// Text draws a schedule as characters, so many columns wide; a Chinese
// character takes two. A chart that would be too narrow is wider.
func Text(w io.Writer, s progress.ProjectSchedule, lang model.Language, width int) error {
	c, ok := newChart(s)
	if !ok {
		_, err := fmt.Fprintln(w, noDates.In(lang))
		return err
	}
	labels := labelsOf(c.rows, width/3)
	indent := text.StringWidthWithoutEscSequences(labels[0])
	d := canvas{chart: c, columns: min(max(width-indent-gap, minColumns), max(c.days, minColumns))}
	lines := []string{strings.Repeat(" ", indent+gap) + d.scale()}
	for i, r := range c.rows {
		late := " "
		if r.Late {
			late = "!"
		}
		lines = append(lines, labels[i]+" "+late+d.line(r))
	}
	lines = append(lines, key.In(lang))
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

// labelsOf names the activities in one width, which is at most that given.
func labelsOf(rows []row, most int) []string {
	labels, width := make([]string, len(rows)), 0
	for i, r := range rows {
		labels[i] = text.Snip(strings.TrimSpace(r.Activity.Activity+" "+r.Name), max(most, minColumns), "~")
		width = max(width, text.StringWidthWithoutEscSequences(labels[i]))
	}
	for i := range labels {
		labels[i] = text.Pad(labels[i], width, ' ')
	}
	return labels
}

// A canvas has so many columns for the chart's days.
type canvas struct {
	chart
	columns int
}

// column is where a day is.
func (d canvas) column(day int) int { return min(day*d.columns/d.days, d.columns-1) }

// line draws one activity.
func (d canvas) line(r row) string {
	cells := []rune(strings.Repeat(" ", d.columns))
	for _, v := range []struct {
		day  int
		mark rune
	}{{d.today, markToday}, {d.deadline, markDeadline}} {
		if v.day >= 0 {
			cells[d.column(v.day)] = v.mark
		}
	}
	if r.event >= 0 {
		cells[d.column(r.event)] = markEvent
		return string(cells)
	}
	if len(r.EarliestFinish.String()) > 0 && r.ActualFinish.IsZero() {
		d.fill(cells, bar{r.ahead.to, r.latest.to}, markFloat)
	}
	ahead := markAhead
	if r.Critical {
		ahead = markCritical
	}
	d.fill(cells, r.ahead, ahead)
	d.fill(cells, r.done, markDone)
	return string(cells)
}

// fill draws a bar: every column that it touches.
func (d canvas) fill(cells []rune, b bar, mark rune) {
	if b.length() == 0 {
		return
	}
	for i := d.column(b.from); i <= d.column(b.to-1); i++ {
		cells[i] = mark
	}
}

// scale writes the months over their first columns, where there is room.
func (d canvas) scale() string {
	cells := []byte(strings.Repeat(" ", d.columns+len("2020-01-01")))
	free := 0
	for _, day := range d.months() {
		at, label := d.column(day), d.first.Add(day).String()
		if day > 0 {
			label = label[:7]
		}
		if at >= free {
			copy(cells[at:], label)
			free = at + len(label) + 1
		}
	}
	return string(cells)
}
