package export

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"jindu/internal/model"
)

// moment is how times are written: RFC 3339 to the millisecond, with the zone.
const moment = "2006-01-02T15:04:05.000Z07:00"

// current writes the value of every period that is in force, by series.
func (e *exporter) current(ctx context.Context) error {
	series, err := e.view.Select(ctx)
	if err != nil {
		return err
	}
	e.names = labelNames(series)
	table, err := e.table("current.csv", e.head("recorded", "first", "revised"))
	if err != nil {
		return err
	}
	for _, s := range series {
		if err := e.points(ctx, table, s); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

func (e *exporter) points(ctx context.Context, table *csv.Writer, s model.Series) error {
	for p, err := range e.view.Points(ctx, s, model.Period{}, model.Period{}) {
		if err != nil {
			return err
		}
		row := e.row(&s, p, e.moment(p.Recorded), e.moment(p.First), e.moment(p.Revised))
		if err := table.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// versions writes every value that any period had, in the order of the log.
func (e *exporter) versions(ctx context.Context) error {
	table, err := e.table("observations.csv", e.head("recorded", "receipt", "cell"))
	if err != nil {
		return err
	}
	for c, err := range e.Ledger.Changes(ctx, 0) {
		if err != nil {
			return err
		}
		if c.Series == nil || !e.known(c.Version.Receipt, c.Version.Recorded) {
			continue
		}
		row := e.row(c.Series, c.Version.Point, e.moment(c.Version.Recorded), c.Version.Receipt, c.Version.Cell)
		if err := table.Write(row); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// byteOrderMark is what Excel on a Chinese Windows knows UTF-8 by; without it,
// it reads a table of people's as GBK. Whoever reads CSV here takes it away.
const byteOrderMark = "\ufeff"

// table begins a table for people.
func (e *exporter) table(name string, head []string) (*csv.Writer, error) {
	w, err := e.file(name)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	table := csv.NewWriter(w)
	return table, table.Write(head)
}

// head is metric, the labels, the period and its bounds, value, unit, status,
// and what the table has besides.
func (e *exporter) head(more ...string) []string {
	head := append([]string{"metric"}, e.names...)
	return append(append(head, "frequency", "period", "from", "to", "value", "unit", "status"), more...)
}

func (e *exporter) row(s *model.Series, p model.Point, more ...string) []string {
	row := make([]string, 0, len(e.names)+8+len(more))
	row = append(row, s.Metric)
	for _, name := range e.names {
		row = append(row, model.SpreadsheetText(s.Label(name)))
	}
	value := ""
	if p.Status != model.Withdrawn {
		value = strconv.FormatFloat(p.Value, 'f', -1, 64)
	}
	row = append(row, p.Period.Freq().String(), p.Period.String(),
		p.Period.Start(e.Zone).Format(time.DateOnly), p.Period.End(e.Zone).Format(time.DateOnly), value, unitOf(s.Metric), p.Status.String())
	for _, text := range more {
		row = append(row, model.SpreadsheetText(text))
	}
	return row
}

// unitOf is the base unit that a metric's name ends with, as jindu reads it.
func unitOf(metric string) string {
	end := metric[strings.LastIndexByte(metric, '_')+1:]
	if slices.Contains(model.Bases(), model.Base(end)) {
		return end
	}
	return ""
}

func (e *exporter) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Zone).Format(moment)
}

func labelNames(series []model.Series) []string {
	seen := map[string]bool{}
	var names []string
	for _, s := range series {
		for _, l := range s.Labels {
			if !seen[l.Name] {
				seen[l.Name] = true
				names = append(names, l.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}
