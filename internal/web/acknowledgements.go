package web

import (
	"encoding/csv"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/register"
	"jindu/internal/web/page"
)

// AcknowledgementsPath is where the register of acknowledgements (督办台账) is
// given; see docs/regions.md.
const AcknowledgementsPath = "/api/jindu/v1/acknowledgements"

// acknowledgements gives the register by the parameters time, as_of, region,
// only, project, alert and state: as JSON, or with format=csv as a table to
// keep, in the reader's language.
func (s *Server) acknowledgements(c *gin.Context) {
	asked, asOf, wrong := s.asked(c)
	if wrong != nil {
		wrong.JSON(c)
		return
	}
	rows, err := s.register(c, asked, asOf)
	if err != nil {
		why := s.options.Undrawn(c.Request.Context(), "acknowledgements", err)
		if why.Text == page.Undrawn {
			why.Text = model.Text{ZH: "台账无法读取，详见日志", EN: "the register can't be read; see the log"}
		}
		why.JSON(c)
		return
	}
	if c.Query("format") == "csv" {
		s.table(c, register.Table(rows, page.Language(c.Request)))
		return
	}
	c.JSON(http.StatusOK, gin.H{"acknowledgements": append([]register.Row{}, rows...)})
}

// asked reads which rows are wanted.
func (s *Server) asked(c *gin.Context) (asked register.Asked, asOf time.Time, wrong *page.Refusal) {
	bad := func(why model.Text) (register.Asked, time.Time, *page.Refusal) {
		return asked, asOf, page.Bad(why)
	}
	asked = register.Asked{Zone: s.options.Zone, Project: c.Query("project"), Alert: c.Query("alert")}
	if asked.At, asOf, wrong = s.options.Moments(c); wrong != nil {
		return asked, asOf, wrong
	}
	var unclear *model.Text
	if asked.Regions, unclear = s.options.Regions(c.Request); unclear != nil {
		return bad(*unclear)
	}
	if text := c.Query("state"); text != "" {
		state, ok := model.ParseAckState(text)
		if !ok {
			return bad(model.Text{
				ZH: "state：应为 acknowledged（督办）或 closed（销号）", EN: "state: want acknowledged or closed",
			})
		}
		asked.State = state
	}
	if format := c.Query("format"); format != "" && format != "json" && format != "csv" {
		return bad(model.Text{ZH: "format：应为 json 或 csv", EN: "format: want json or csv"})
	}
	return asked, asOf, nil
}

func (s *Server) register(c *gin.Context, asked register.Asked, asOf time.Time) ([]register.Row, error) {
	view, err := s.options.Ledger.View(c.Request.Context(), asOf)
	if err != nil {
		return nil, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	return register.Read(c.Request.Context(), view, asked)
}

// table hands out a table for people, which a spreadsheet opens: with a byte
// order mark, by which Excel on a Chinese Windows knows UTF-8.
func (s *Server) table(c *gin.Context, rows [][]string) {
	c.Header("Content-Type", "text/csv; charset=utf-8")
	c.Header("Content-Disposition", `attachment; filename="acknowledgements.csv"`)
	_, _ = c.Writer.WriteString("\ufeff") // The client has gone if this fails.
	w := csv.NewWriter(c.Writer)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = model.SpreadsheetText(cell)
		}
		_ = w.Write(row) // Likewise.
	}
	w.Flush()
}
