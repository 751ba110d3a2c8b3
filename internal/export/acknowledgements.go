package export

import (
	"context"
	"strconv"

	"jindu/internal/model"
	"jindu/internal/register"
)

// acknowledgements writes the register of acknowledgements (督办台账), as it
// stands where the reader stands.
func (e *exporter) acknowledgements(ctx context.Context) error {
	at := e.AsOf
	if at.IsZero() {
		at = e.Made
	}
	rows, err := register.Read(ctx, e.view, register.Asked{At: at, Zone: e.Zone})
	if err != nil {
		return err
	}
	table, err := e.table("acknowledgements.csv", []string{
		"region", "project", "name", "alert", "indicator", "state", "by", "since", "note", "due", "days_overdue",
		"closed_by", "closed", "reason", "recorded", "receipt",
	})
	if err != nil {
		return err
	}
	for _, r := range rows {
		due := ""
		if !r.Due.IsZero() {
			due = r.Due.String()
		}
		cells := []string{
			r.Region, r.Project, r.Name, r.Alert, r.Indicator, string(r.State), r.By, e.moment(r.Since), r.Note, due,
			strconv.Itoa(r.DaysOverdue), r.ClosedBy, e.moment(r.Closed), r.Reason, e.moment(r.Recorded), r.Receipt,
		}
		for i, cell := range cells {
			cells[i] = model.SpreadsheetText(cell)
		}
		if err := table.Write(cells); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}
