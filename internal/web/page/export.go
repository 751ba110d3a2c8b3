package page

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/sheet"
)

// The formats that ?format= asks for.
const (
	HTML = ""
	CSV  = "csv"
	XLSX = "xlsx"
	JSON = "json"
)

// Format is the form in which the page is wanted.
func (a Asked) Format(known ...string) (string, *Refusal) {
	format := a.Query.Get("format")
	if format == "html" {
		format = HTML
	}
	for _, one := range append(known, HTML) {
		if format == one {
			return format, nil
		}
	}
	list := strings.Join(append([]string{"html"}, known...), ", ")
	return "", Bad(model.Text{ZH: "format：应为 " + list + " 之一", EN: "format: want one of " + list})
}

// Export hands a page's tables out: the first as CSV, or all as a workbook. The
// file is called by a name and the day that the page is for.
func (k *Kit) Export(c *gin.Context, a Asked, format, name string, sheets ...sheet.Sheet) {
	for i := range sheets {
		sheets[i].Notes = append(sheets[i].Notes, k.note(a))
	}
	var body bytes.Buffer
	kind, err := "text/csv; charset=utf-8", error(nil)
	if format == XLSX {
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		err = sheet.WriteWorkbook(&body, sheets...)
	} else {
		err = sheets[0].WriteCSV(&body)
	}
	if err != nil {
		k.Logger.Error("export", "path", c.Request.URL.Path, "err", err)
		c.String(http.StatusInternalServerError, "%s\n", model.Text{
			ZH: "表格无法生成，详见日志", EN: "the table can't be made; see the log",
		}.In(a.Lang))
		return
	}
	file := name + "-" + phrase.Day(a.At.In(k.Zone)) + "." + format
	c.Header("Content-Disposition", `attachment; filename*=UTF-8''`+url.PathEscape(file))
	c.Data(http.StatusOK, kind, body.Bytes())
}

// note says what a table holds, in a workbook.
func (k *Kit) note(a Asked) string {
	at := phrase.Minute(a.At.In(k.Zone))
	text := model.Text{ZH: "jindu 进度，" + at, EN: "jindu, " + at}
	if !a.AsOf.IsZero() {
		asOf := phrase.Minute(a.AsOf.In(k.Zone))
		text.ZH, text.EN = text.ZH+"，按 "+asOf+" 所知", text.EN+", as known at "+asOf
	}
	return text.In(a.Lang)
}
