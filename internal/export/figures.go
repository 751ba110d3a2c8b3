package export

import (
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
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
	w, err := e.file("current.csv")
	if err != nil {
		return err
	}
	table := csv.NewWriter(w)
	err = table.Write(e.head("recorded", "first", "revised"))
	for _, s := range series {
		if err != nil {
			return err
		}
		err = e.points(ctx, table, s)
	}
	table.Flush()
	return errors.Join(err, table.Error())
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
	w, err := e.file("observations.csv")
	if err != nil {
		return err
	}
	table := csv.NewWriter(w)
	if err := table.Write(e.head("recorded", "receipt", "cell")); err != nil {
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

// head is metric, the labels, the period and its bounds, value, status, and
// what the table has besides.
func (e *exporter) head(more ...string) []string {
	head := append([]string{"metric"}, e.names...)
	return append(append(head, "frequency", "period", "from", "to", "value", "status"), more...)
}

func (e *exporter) row(s *model.Series, p model.Point, more ...string) []string {
	row := make([]string, 0, len(e.names)+7+len(more))
	row = append(row, s.Metric)
	for _, name := range e.names {
		row = append(row, model.SpreadsheetText(s.Label(name)))
	}
	value := ""
	if p.Status != model.Withdrawn {
		value = strconv.FormatFloat(p.Value, 'f', -1, 64)
	}
	row = append(row, p.Period.Freq().String(), p.Period.String(),
		p.Period.Start(e.Zone).Format(time.DateOnly), p.Period.End(e.Zone).Format(time.DateOnly), value, p.Status.String())
	for _, text := range more {
		row = append(row, model.SpreadsheetText(text))
	}
	return row
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
