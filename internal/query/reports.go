package query

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// A ReportRow is a report that is owed, as /api/v1/reports gives it. Instants
// are RFC 3339 in the configured zone, and empty where there is none or where
// it is not known.
type ReportRow struct {
	Region    string     `json:"region"`
	Indicator string     `json:"indicator,omitempty"` // Code; or else:
	Project   string     `json:"project,omitempty"`
	Name      model.Text `json:"name"`
	Owner     model.Text `json:"owner"` // Who owes it.
	Lead      string     `json:"lead,omitempty"`
	Period    string     `json:"period"`
	Due       string     `json:"due,omitempty"`
	State     string     `json:"state"`
	StateName model.Text `json:"state_name"`
	Received  string     `json:"received,omitempty"`
	Corrected string     `json:"corrected,omitempty"`
	DaysLate  int        `json:"days_late"`
}

// serveReports answers /api/v1/reports: the report calendar at a time, of a
// region and all below it (with only, of itself) or of all, and of the periods
// that end within one where it is given.
func (a *API) serveReports(w http.ResponseWriter, r *http.Request, asOf time.Time) {
	rules := a.ledger.Rules()
	t, regions, within, err := readCalendar(r, rules)
	if err != nil {
		fail(w, http.StatusBadRequest, "bad_data", err.Error())
		return
	}
	view, err := a.ledger.View(r.Context(), asOf)
	if err != nil {
		fail(w, http.StatusInternalServerError, "internal", err.Error())
		return
	}
	defer view.Close() //nolint:errcheck // Nothing was written.
	calendar, err := progress.Calendar(r.Context(), view, rules, t, regions, within)
	if err != nil {
		fail(w, http.StatusInternalServerError, "internal", err.Error())
		return
	}
	rows := make([]ReportRow, 0, len(calendar))
	for _, row := range calendar {
		rows = append(rows, reportRow(row, rules.Zone))
	}
	respond(w, http.StatusOK, map[string]any{"status": "success", "data": rows})
}

// readCalendar reads what of the calendar is asked for.
func readCalendar(
	r *http.Request, rules progress.Rules,
) (t time.Time, regions model.RegionSet, within model.Period, err error) {
	t, err = model.ParseInstant(r.Form.Get("time"), rules.Zone) // Written by readTimes.
	if err != nil {
		return t, nil, within, fmt.Errorf("parameter time: %w", err)
	}
	only := false
	if text := r.Form.Get("only"); text != "" {
		if only, err = strconv.ParseBool(text); err != nil {
			return t, nil, within, fmt.Errorf("parameter only: %q: want true or false", text)
		}
	}
	if regions, err = rules.Catalog.Select(r.Form.Get("region"), only); err != nil {
		return t, nil, within, fmt.Errorf("parameter region: %w", err)
	}
	if text := r.Form.Get("period"); text != "" {
		if within, err = model.ParsePeriod(text, 0); err != nil {
			return t, nil, within, fmt.Errorf("parameter period: %w", err)
		}
	}
	return t, regions, within, nil
}

func reportRow(row progress.CalendarRow, zone *time.Location) ReportRow {
	made := ReportRow{
		Region: row.Region, Project: row.Project, Name: row.Name, Owner: row.Owner, Lead: row.Lead,
		Period: row.Period.String(), Due: instant(row.Due, zone), State: string(row.State), StateName: row.State.Name(),
		Received: instant(row.Received, zone), Corrected: instant(row.Corrected, zone), DaysLate: row.DaysLate,
	}
	if row.Indicator != nil {
		made.Indicator = row.Indicator.Code
	}
	return made
}

func instant(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339)
}
