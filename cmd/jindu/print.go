package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/guptarohit/asciigraph"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/mattn/go-isatty"
	"github.com/prometheus/common/model"

	jindu "jindu/internal/model"
)

// printer writes answers for people, or for programs.
type printer struct {
	w    io.Writer
	zone *time.Location
}

// isTerminal tells whether people watch.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// value writes an answer of Prometheus's API.
func (p printer) value(v model.Value, format string) error {
	switch format {
	case "json":
		return writeJSON(p.w, v)
	case "csv":
		return p.csv(rowsOf(v, p.zone, exact))
	}
	if s, ok := single(v); ok {
		_, err := fmt.Fprintln(p.w, rounded(s))
		return err
	}
	return p.table(rowsOf(v, p.zone, rounded))
}

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// single gives the value of an answer that has one and no labels.
func single(v model.Value) (float64, bool) {
	if _, isMatrix := v.(model.Matrix); isMatrix {
		return 0, false
	}
	all := samples(v)
	if len(all) != 1 || len(all[0].Metric) > 0 {
		return 0, false
	}
	return float64(all[0].Value), true
}

// rounded writes a value for reading: four decimals where it is small.
func rounded(v float64) string {
	if math.Abs(v) >= 1e6 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(math.Round(v*1e4)/1e4, 'f', -1, 64)
}

// exact writes a value so that it can be read back.
func exact(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// rowsOf gives a head of label names, time (of a matrix) and value, and a row
// for each sample.
func rowsOf(v model.Value, zone *time.Location, write func(float64) string) [][]string {
	var metrics []model.Metric
	matrix, _ := v.(model.Matrix)
	for _, s := range matrix {
		metrics = append(metrics, s.Metric)
	}
	vector := samples(v)
	for _, s := range vector {
		metrics = append(metrics, s.Metric)
	}
	names := labelNames(metrics)
	head := slices.Clone(names)
	if len(matrix) > 0 {
		head = append(head, "time")
	}
	rows := [][]string{append(head, "value")}
	for _, s := range vector {
		rows = append(rows, append(labelValues(s.Metric, names), write(float64(s.Value))))
	}
	for _, s := range matrix {
		for _, pair := range s.Values {
			at := pair.Timestamp.Time().In(zone).Format("2006-01-02 15:04:05")
			rows = append(rows, append(labelValues(s.Metric, names), at, write(float64(pair.Value))))
		}
	}
	return rows
}

func labelNames(metrics []model.Metric) []string {
	seen := map[string]bool{}
	for _, m := range metrics {
		for name := range m {
			seen[string(name)] = true
		}
	}
	names := make([]string, 0, len(seen)+2)
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func labelValues(m model.Metric, names []string) []string {
	values := make([]string, len(names), len(names)+2)
	for i, name := range names {
		values[i] = string(m[model.LabelName(name)])
	}
	return values
}

func (p printer) csv(rows [][]string) error {
	w := csv.NewWriter(p.w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = jindu.SpreadsheetText(cell)
		}
		if err := w.Write(safe); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// table writes rows in columns; with lines around them where people watch.
func (p printer) table(rows [][]string) error {
	if len(rows) <= 1 {
		return nil
	}
	t := table.NewWriter()
	if isTerminal(p.w) {
		t.SetStyle(table.StyleLight)
	} else {
		plain := table.StyleDefault
		plain.Options = table.OptionsNoBordersAndSeparators
		plain.Box.PaddingLeft = ""
		t.SetStyle(plain)
		t.SuppressTrailingSpaces()
	}
	for i, row := range rows {
		cells := make(table.Row, len(row))
		for j, cell := range row {
			cells[j] = cell
		}
		if i == 0 {
			t.AppendHeader(cells)
		} else {
			t.AppendRow(cells)
		}
	}
	style := t.Style()
	style.Format.Header = 0 // As written, not in capitals.
	_, err := fmt.Fprintln(p.w, t.Render())
	return err
}

// The size of a chart in characters.
const (
	plotHeight = 15
	plotWidth  = 72
)

// plot draws a matrix as a chart.
func (p printer) plot(v model.Value) error {
	matrix, _ := v.(model.Matrix)
	var lines [][]float64
	var legends []string
	for _, s := range matrix {
		line := make([]float64, len(s.Values))
		for i, pair := range s.Values {
			line[i] = float64(pair.Value)
		}
		lines, legends = append(lines, line), append(legends, s.Metric.String())
	}
	if len(lines) == 0 {
		return nil
	}
	chart := asciigraph.PlotMany(lines, asciigraph.Height(plotHeight), asciigraph.Width(plotWidth))
	if _, err := fmt.Fprintln(p.w, chart); err != nil {
		return err
	}
	for _, legend := range legends {
		if _, err := fmt.Fprintln(p.w, "  "+legend); err != nil {
			return err
		}
	}
	return nil
}
