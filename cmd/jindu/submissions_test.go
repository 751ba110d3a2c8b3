package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// browser is what browsers say they take.
const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// counter is a whole jindu of a district, asked without a network, whose clock
// the test sets.
type counter struct {
	*testing.T
	app *app
	now time.Time
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "jindu.yml")
	require.NoError(t, os.WriteFile(file, []byte("region: \"410505\"\ndata: "+dir+"/data\n"), 0o600))
	command := serveCommand{Config: file}
	c, err := command.load()
	require.NoError(t, err)
	o := &counter{T: t, now: time.Date(2020, 9, 8, 9, 0, 0, 0, c.Zone())}
	env := &environment{ctx: t.Context(), stdout: io.Discard, stderr: io.Discard, logger: slog.New(slog.DiscardHandler)}
	o.app, err = newApp(env, c, ledgerOptions{clock: func() time.Time { return o.now }, passing: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, o.app.Close()) })
	return o
}

// ask sends a request as a browser does, unless the header says otherwise.
func (o *counter) ask(method, path, kind, body string, header ...string) *httptest.ResponseRecorder {
	o.Helper()
	r := httptest.NewRequestWithContext(o.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Accept", browser)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	o.app.ServeHTTP(w, r)
	return w
}

func (o *counter) get(path string, header ...string) *httptest.ResponseRecorder {
	o.Helper()
	return o.ask(http.MethodGet, path, "", "", header...)
}

// page is a page that is there.
func (o *counter) page(path string) string {
	o.Helper()
	w := o.get(path)
	require.Equal(o, http.StatusOK, w.Code, w.Body)
	require.Contains(o, w.Header().Get("Content-Type"), "text/html")
	return w.Body.String()
}

// post fills a form in.
func (o *counter) post(path string, fields ...string) *httptest.ResponseRecorder {
	o.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return o.ask(http.MethodPost, path, "application/x-www-form-urlencoded", form.Encode())
}

// upload hands files in, by pairs of name and content, below the fields.
func (o *counter) upload(fields map[string]string, files ...string) *httptest.ResponseRecorder {
	o.Helper()
	body, kind := formOf(o.T, fields, files...)
	return o.ask(http.MethodPost, "/submissions?lang=en", kind, body)
}

func formOf(t *testing.T, fields map[string]string, files ...string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		require.NoError(t, w.WriteField(name, value))
	}
	for i := 0; i+1 < len(files); i += 2 {
		part, err := w.CreateFormFile("file", files[i])
		require.NoError(t, err)
		_, err = part.Write([]byte(files[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String(), w.FormDataContentType()
}

const revenue = "指标,期间,口径,数值,单位\n一般公共预算收入,2020-06,累计,10.5,亿元\n一般公共预算收入,2020-07,累计,12.19,亿元\n"

// revenueForm is where the revenue of July is corrected.
const revenueForm = "/submissions/correct?lang=en&indicator=general_public_budget_revenue&region=410505&measure=ytd&period=2020-07"

// take hands files in that are taken, and gives the receipt.
func (o *counter) take(files ...string) string {
	o.Helper()
	o.now = o.now.Add(time.Minute)
	w := o.upload(map[string]string{"by": "张三"}, files...)
	require.Equal(o, http.StatusSeeOther, w.Code, outcomeIn(w))
	return o.receiptIn(w)
}

// receiptIn is the receipt that an answer leads to.
func (o *counter) receiptIn(w *httptest.ResponseRecorder) string {
	o.Helper()
	at, err := url.Parse(w.Header().Get("Location"))
	require.NoError(o, err)
	id, ok := strings.CutPrefix(at.Path, "/submissions/")
	require.True(o, ok, at)
	return id
}

func (o *counter) receipt(id string) model.Receipt {
	o.Helper()
	r, err := o.app.ledger.Receipt(o.Context(), id)
	require.NoError(o, err)
	return r
}

// originals are the names of the files of a receipt.
func (o *counter) originals(id string) []string {
	o.Helper()
	names, err := o.app.office.Load().collector.Originals(o.receipt(id).Hash)
	require.NoError(o, err)
	return names
}

func TestProgramsAndPeopleAtOneAddress(t *testing.T) {
	o := newCounter(t)
	o.take("指标.csv", revenue)
	for _, accept := range []string{"*/*", "application/json", "application/json, text/html", ""} {
		for _, path := range []string{"/submissions", "/submissions/R000001"} {
			w := o.get(path, "Accept", accept)
			require.Equal(t, http.StatusOK, w.Code)
			require.Contains(t, w.Header().Get("Content-Type"), "application/json", accept)
			require.Contains(t, w.Header().Values("Vary"), "Accept")
			require.True(t, json.Valid(w.Body.Bytes()))
		}
	}
	require.Contains(t, o.page("/submissions?lang=zh"), "R000001")
	require.Contains(t, o.get("/submissions?format=html", "Accept", "*/*").Body.String(), "<html")
	require.Contains(t, o.get("/submissions?format=json").Header().Get("Content-Type"), "application/json")
	require.Equal(t, http.StatusNotFound, o.get("/submissions/R000099").Code)
	require.Equal(t, http.StatusNotFound, o.get("/submissions/R000099", "Accept", "*/*").Code)

	body, kind := formOf(t, map[string]string{"reason": "复核"}, "指标.csv", strings.ReplaceAll(revenue, "12.19", "12.20"))
	w := o.ask(http.MethodPost, "/submissions", kind, body, "Accept", "*/*")
	require.Equal(t, http.StatusCreated, w.Code)
	require.Contains(t, w.Body.String(), `"reason":"复核"`)
	w = o.ask(http.MethodPost, "/submissions", kind, body, "Sec-Fetch-Site", "cross-site")
	require.Equal(t, http.StatusForbidden, w.Code)
}

func TestUploadByForm(t *testing.T) {
	o := newCounter(t)
	dry := map[string]string{"by": "张三", "dry_run": "1", "reason": "试试看"}
	w := o.upload(dry, "指标.csv", revenue)
	require.Equal(t, http.StatusOK, w.Code)
	require.Contains(t, w.Body.String(), "It can be taken")
	require.Contains(t, w.Body.String(), `value="试试看"`, "nothing typed is lost")
	require.Zero(t, o.app.ledger.Stats().Commits)

	first := o.take("指标.csv", revenue)
	w = o.upload(dry, "指标.csv", strings.ReplaceAll(revenue, "12.19", "12.3"))
	require.Regexp(t, `<b>2</b> figures.*<b>1</b> of them revise`, w.Body.String())

	w = o.upload(map[string]string{"by": "李四"}, "指标.csv", revenue)
	require.Equal(t, http.StatusOK, w.Code)
	require.Contains(t, w.Body.String(), "It was taken before")
	require.Contains(t, w.Body.String(), first)

	w = o.upload(map[string]string{"by": "李四"}, "指标.csv", strings.ReplaceAll(revenue, "10.5", "十"))
	require.Equal(t, http.StatusUnprocessableEntity, w.Code)
	require.Contains(t, w.Body.String(), "D2")
	require.Contains(t, w.Body.String(), `value="李四"`)
	w = o.upload(nil)
	require.Equal(t, http.StatusUnprocessableEntity, w.Code, "no file")
	w = o.ask(http.MethodPost, "/submissions", "text/plain", "x")
	require.Equal(t, http.StatusUnsupportedMediaType, w.Code)
	require.Contains(t, w.Header().Get("Content-Type"), "text/html")
	require.Equal(t, uint64(1), o.app.ledger.Stats().Commits)
}

func TestRefusedUploadsAreShown(t *testing.T) {
	o := newCounter(t)
	require.Contains(t, o.page("/submissions/refused?lang=en"), "None is kept")
	bad := "指标,期间,口径,数值,单位\n没有的指标,2020-13,累计,十,亿元\n"
	w := o.upload(map[string]string{"by": "<img src=x onerror=alert(1)>"}, `..\..\<script>alert(1)</script>指标.csv`, bad)
	require.Equal(t, http.StatusUnprocessableEntity, w.Code)
	require.NotContains(t, w.Body.String(), "<script>alert")
	require.NotContains(t, w.Body.String(), "<img src=x")

	folder := filepath.Join(o.app.config.Data, "files", "refused")
	kept, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, kept, 1)
	hash := kept[0].Name()
	for _, odd := range []string{"odd", strings.Repeat("0", 64), strings.Repeat("a", 64) + "/problems.json"} {
		require.NoError(t, os.MkdirAll(filepath.Join(folder, odd), 0o750))
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, strings.Repeat("1", 64)), nil, 0o600))

	list := o.page("/submissions/refused?lang=en")
	require.Contains(t, list, "/submissions/refused/"+hash)
	require.Contains(t, list, "500", "how many are kept")
	require.NotContains(t, list, "<script>alert")
	require.NotContains(t, list, "<img src=x")
	require.NotContains(t, list, strings.Repeat("0", 64))

	one := o.page("/submissions/refused/" + hash + "?lang=zh")
	for _, want := range []string{"A2", "没有的指标", "B2", "2020-13", "&lt;img src=x", "网络", "全部未采用"} {
		require.Contains(t, one, want)
	}
	require.NotContains(t, one, "<script>alert")
	require.Contains(t, o.page("/submissions/refused/"+hash+"?lang=en"), "nothing was taken")

	file := o.get("/submissions/refused/" + hash + "/files/0")
	require.Equal(t, http.StatusOK, file.Code)
	require.Equal(t, bad, file.Body.String())
	requireDownload(t, file)
	for _, path := range []string{"/files/1", "/files/-1", "/files/problems.json", "/files/x"} {
		require.Equal(t, http.StatusNotFound, o.get("/submissions/refused/"+hash+path).Code, path)
	}
	for _, other := range []string{strings.Repeat("0", 64), "..%2f..", "odd", strings.Repeat("b", 64)} {
		require.Equal(t, http.StatusNotFound, o.get("/submissions/refused/"+other).Code, other)
	}
}

// requireDownload holds an answer to what keeps a stranger's file from being
// shown.
func requireDownload(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	require.True(t, strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment; filename*=UTF-8''"), w.Header())
	require.NotContains(t, w.Header().Get("Content-Disposition"), "/")
	require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
	require.Equal(t, "application/octet-stream", w.Header().Get("Content-Type"))
	require.Contains(t, w.Header().Get("Content-Security-Policy"), "sandbox")
}

func TestReceiptPage(t *testing.T) {
	o := newCounter(t)
	o.take("指标.csv", revenue)
	project := "项目编号,名称,包保领导,生效日期\nP<1>,厂房,甲,2020-01-01\n"
	o.take("项目.csv", project)
	name := `..\"><b>责任.csv`
	id := o.take(name, "项目编号,包保领导,生效日期\nP<1>,乙,2020-08-01\n")
	page := o.page("/submissions/" + id + "?lang=zh")
	require.Contains(t, page, "P&lt;1&gt;")
	require.Contains(t, page, "包保领导</span> <s>甲</s> → 乙")
	require.NotContains(t, page, "<b>责任")

	revised := o.take("指标.csv", strings.ReplaceAll(revenue, "12.19", "12.3"))
	page = o.page("/submissions/" + revised + "?lang=zh")
	require.Contains(t, page, "<s>12.19亿元</s>")
	require.Contains(t, page, "<b>12.3亿元</b>")
	require.Contains(t, page, "10.5亿元")
	require.Contains(t, page, "指标!D3")
	require.Contains(t, page, "measure=ytd&amp;period=2020-07", "where it is corrected")

	file := o.get("/submissions/" + id + "/files/0")
	require.Equal(t, http.StatusOK, file.Code)
	require.Contains(t, file.Body.String(), "乙")
	requireDownload(t, file)
	require.Equal(t, http.StatusNotFound, o.get("/submissions/"+id+"/files/1").Code)
	require.Equal(t, http.StatusNotFound, o.get("/submissions/R000099/files/0").Code)
}

// Facts come a page at a time, and every one on one page.
func TestFactsArePaged(t *testing.T) {
	o := newCounter(t)
	var table strings.Builder
	table.WriteString("项目编号,数据截至,本年完成投资,单位\n")
	for day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == 2020 && day.YearDay() <= 240; day = day.AddDate(0, 0, 1) {
		table.WriteString("P1," + day.Format(time.DateOnly) + ",1,亿元\n")
	}
	id := o.take("2020年项目.csv", "项目编号,名称\nP1,厂房\n", "进度.csv", table.String())
	seen := 0
	for _, page := range []string{"1", "2", "3"} {
		seen += strings.Count(o.page("/submissions/"+id+"?lang=en&page="+page), `<tr><th scope="row">`)
	}
	r := o.receipt(id)
	require.Equal(t, r.Figures+r.Records, seen)
	require.Greater(t, seen, 200)
}

func TestListIsFiltered(t *testing.T) {
	o := newCounter(t)
	first := o.take("指标.csv", revenue)
	o.now = o.now.AddDate(0, 0, 1)
	second := o.take("七月 指标.csv", strings.ReplaceAll(revenue, "12.19", "9.9")) // Falls: a warning.
	require.Equal(t, http.StatusSeeOther, o.post("/submissions/"+first+"/withdrawal", "reason", "误报", "confirm", "yes", "by", "李四").Code)
	for query, want := range map[string][]string{
		"":                                 {"R000003", second, first},
		"q=七月":                             {second},
		"q=误报":                             {"R000003"},
		"by=李四":                            {"R000003"},
		"from=2020-09-09":                  {"R000003", second},
		"to=2020-09-08":                    {first},
		"from=2020-09-08&to=2020-09-08":    {first},
		"withdrawn=yes":                    {first},
		"withdrawn=no":                     {second},
		"warnings=1":                       {second},
		"q=nothing":                        nil,
		"before=3":                         {second, first},
		"time=2020-09-08":                  {first},
		"as_of=2020-09-08":                 {first},
		"as_of=2020-09-08&withdrawn=yes":   nil,
		"time=2020-09-08&as_of=2020-09-30": {first},
	} {
		w := o.get("/submissions?format=csv&" + query)
		require.Equal(t, http.StatusOK, w.Code, query)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), "\ufeff"))).ReadAll()
		require.NoError(t, err)
		var got []string
		for _, row := range rows[1:] {
			got = append(got, row[0])
		}
		if query == "before=3" {
			require.Equal(t, []string{"R000003", second, first}, got, "a table has no pages")
			require.NotContains(t, o.page("/submissions?before=3"), ">R000003</a></td><td>")
			continue
		}
		require.Equal(t, want, got, query)
	}
	require.Equal(t, http.StatusBadRequest, o.get("/submissions?from=yesterday").Code)
	require.Equal(t, http.StatusBadRequest, o.get("/submissions?format=pdf").Code)
	require.NotContains(t, o.page("/submissions?as_of=2020-09-08"), "multipart/form-data", "nothing is handed in at an earlier time")
	require.Equal(t, "PK", o.get("/submissions?format=xlsx").Body.String()[:2])
}

func TestWithdrawByForm(t *testing.T) {
	o := newCounter(t)
	id := o.take("指标.csv", revenue)
	before := o.now
	o.now = o.now.AddDate(0, 0, 2)
	w := o.post("/submissions/"+id+"/withdrawal?lang=en", "by", "李四", "confirm", "yes")
	require.Equal(t, http.StatusUnprocessableEntity, w.Code)
	require.Contains(t, w.Body.String(), "say why it is taken back")
	require.Contains(t, w.Body.String(), `value="李四"`)
	w = o.post("/submissions/"+id+"/withdrawal?lang=en", "reason", "<i>误报</i>")
	require.Equal(t, http.StatusUnprocessableEntity, w.Code)
	require.Contains(t, w.Body.String(), "&lt;i&gt;误报&lt;/i&gt;</textarea>")
	require.Contains(t, w.Body.String(), "tick this to confirm")
	require.Equal(t, uint64(1), o.app.ledger.Stats().Commits)

	w = o.post("/submissions/"+id+"/withdrawal?lang=en", "reason", "误报", "confirm", "yes", "by", "李四")
	require.Equal(t, http.StatusSeeOther, w.Code)
	require.Equal(t, id, o.receiptIn(w))
	page := o.page("/submissions/" + id + "?lang=en")
	require.Contains(t, page, "Withdrawn")
	require.Contains(t, page, "R000002")
	require.NotContains(t, page, "Take it back")
	require.Contains(t, o.page("/submissions/R000002?lang=en"), "This takes back")
	require.Equal(t, http.StatusConflict, o.post("/submissions/"+id+"/withdrawal", "reason", "x", "confirm", "yes").Code)
	require.Equal(t, http.StatusNotFound, o.post("/submissions/R000099/withdrawal", "reason", "x", "confirm", "yes").Code)

	day := "&as_of=" + before.Format(time.DateOnly)
	require.NotContains(t, o.page("/submissions/"+id+"?lang=en"+day), "Withdrawn", "it was not yet")
	require.Equal(t, http.StatusNotFound, o.get("/submissions/R000002?lang=en"+day).Code)
}

func TestCorrectOneFigure(t *testing.T) {
	o := newCounter(t)
	o.take("指标.csv", revenue)
	page := o.page(revenueForm)
	require.Contains(t, page, `name="value" value="12.19"`)
	require.Contains(t, page, `name="was" value="R000001"`)

	w := o.post(revenueForm, "was", "R000001", "value", "12.25", "status", "preliminary", "reason", "国库更正", "by", "李四")
	require.Equal(t, http.StatusSeeOther, w.Code, w.Body)
	id := o.receiptIn(w)
	r := o.receipt(id)
	require.Equal(t, []any{"国库更正", "李四", "http", 1, 1}, []any{r.Reason, r.By, r.Source, r.Figures, r.Revised})
	file := o.get("/submissions/" + id + "/files/0").Body.String()
	require.Contains(t, file, "12.25")
	require.Contains(t, file, "国库更正 (was 12.19 × 100 m yuan, R000001; 李四 2020-09-08 09:01)")
	require.Contains(t, o.upload(map[string]string{"dry_run": "1"}, o.originals(id)[0], file).Body.String(), "It can be taken", "the original can be handed in again")
	page = o.page(revenueForm)
	require.Contains(t, page, `name="value" value="12.25"`)
	require.Contains(t, page, "preliminary")
	require.Contains(t, page, "12.19", "its history")

	// Back and forth: each is a submission of its own.
	for n, value := range []string{"12.19", "12.25", "12.19"} {
		w = o.post(revenueForm, "was", id, "value", value+"亿元", "status", "preliminary", "reason", "国库更正", "by", "李四")
		require.Equal(t, http.StatusSeeOther, w.Code, n)
		require.NotEqual(t, id, o.receiptIn(w))
		id = o.receiptIn(w)
	}
}

func TestCorrectionsThatAreNotTaken(t *testing.T) {
	o := newCounter(t)
	o.take("指标.csv", revenue)
	for name, one := range map[string]struct {
		fields []string
		status int
		says   string
	}{
		"already the value": {[]string{"was", "R000001", "value", "12.190", "status", "final", "reason", "甲"}, 422, "nothing to correct"},
		"no reason":         {[]string{"was", "R000001", "value", "12.2", "status", "final", "reason", "  "}, 422, "say why"},
		"no number":         {[]string{"was", "R000001", "value", "<b>x", "status", "final", "reason", "甲"}, 422, "want a number"},
		"another unit":      {[]string{"was", "R000001", "value", "5%", "status", "final", "reason", "甲"}, 422, "another unit"},
		"no such status":    {[]string{"was", "R000001", "value", "12.2", "status", "odd", "reason", "甲"}, 422, "choose the status"},
		"seen before":       {[]string{"was", "R000009", "value", "12.2", "status", "final", "reason", "甲"}, 409, "has changed meanwhile"},
		"odd, not ticked":   {[]string{"was", "R000001", "value", "121900", "status", "final", "reason", "甲"}, 422, "check the warnings"},
	} {
		w := o.post(revenueForm, one.fields...)
		require.Equal(t, one.status, w.Code, name)
		require.Contains(t, w.Body.String(), one.says, name)
		require.NotContains(t, w.Body.String(), "<b>x", name)
		require.Equal(t, uint64(1), o.app.ledger.Stats().Commits, name)
		if name != "no reason" {
			require.Contains(t, w.Body.String(), "甲</textarea>", "what was typed stays: %s", name)
		}
	}
	w := o.post(revenueForm, "was", "R000001", "value", "121900", "status", "final", "reason", "甲", "anyway", "yes")
	require.Equal(t, http.StatusSeeOther, w.Code, "read and meant")
	require.NotEmpty(t, o.receipt(o.receiptIn(w)).Warnings)

	unknown := strings.Replace(revenueForm, "2020-07", "2020-05", 1)
	require.Equal(t, http.StatusNotFound, o.get(unknown).Code)
	require.Equal(t, http.StatusNotFound, o.post(unknown, "value", "1", "reason", "甲").Code)
	for _, query := range []string{"indicator=nothing&measure=ytd&period=2020-07", "indicator=general_public_budget_revenue&period=x", "project=P1&day=x", "day=2020-07-31"} {
		require.Equal(t, http.StatusBadRequest, o.get("/submissions/correct?"+query).Code, query)
		require.Equal(t, http.StatusBadRequest, o.post("/submissions/correct?"+query, "value", "1").Code, query)
	}
	require.Contains(t, o.page("/submissions/correct?lang=en"), "Which figure")
}

func TestCorrectWhatWasWithdrawnOrIsOfThen(t *testing.T) {
	o := newCounter(t)
	id := o.take("指标.csv", revenue)
	o.now = o.now.AddDate(0, 0, 2)
	require.Equal(t, http.StatusSeeOther, o.post("/submissions/"+id+"/withdrawal", "reason", "误报", "confirm", "yes").Code)
	page := o.page(revenueForm)
	require.Contains(t, page, "was taken back and has no value")
	require.NotContains(t, page, `name="value"`)
	require.Equal(t, http.StatusConflict, o.post(revenueForm, "was", "R000002", "value", "1", "status", "final", "reason", "甲").Code)

	then := o.page(revenueForm + "&as_of=2020-09-08")
	require.Contains(t, then, "12.19", "as it was known")
	require.Contains(t, then, "nothing can be corrected here")
	require.NotContains(t, then, `name="value"`)
}

func TestCorrectAProject(t *testing.T) {
	o := newCounter(t)
	o.take("2020年项目.csv", "项目编号,名称\nP1,厂房\n", "进度.csv", "项目编号,数据截至,本年完成投资,单位,形象进度\nP1,2020-07-31,5000,万元,主体施工\n")
	form := "/submissions/correct?lang=zh&project=P1&region=410505&day=2020-07-31"
	require.Contains(t, o.page(form), `name="value" value="0.5"`)
	w := o.post(form, "was", "R000001", "value", "0.52", "reason", "漏报一笔", "by", "王五")
	require.Equal(t, http.StatusSeeOther, w.Code, w.Body)
	id := o.receiptIn(w)
	require.Equal(t, "漏报一笔", o.receipt(id).Reason)
	file := o.get("/submissions/" + id + "/files/0").Body.String()
	require.Contains(t, o.upload(map[string]string{"dry_run": "1"}, o.originals(id)[0], file).Body.String(), "It can be taken")
	require.Contains(t, o.page(form), `value="0.52"`)
	require.Equal(t, http.StatusNotFound, o.get("/submissions/correct?project=P2&region=410505&day=2020-07-31").Code)
}

// Of several who correct one figure at once, one is taken and the others are
// told.
func TestCorrectAtOnce(t *testing.T) {
	o := newCounter(t)
	o.take("指标.csv", revenue)
	codes := make([]int, 8)
	var all sync.WaitGroup
	for i := range codes {
		all.Go(func() {
			value := "12." + string(rune('1'+i)) + "5"
			codes[i] = o.post(revenueForm, "was", "R000001", "value", value, "status", "final", "reason", "甲").Code
		})
	}
	all.Wait()
	taken, told := 0, 0
	for _, code := range codes {
		switch code {
		case http.StatusSeeOther:
			taken++
		case http.StatusConflict:
			told++
		}
	}
	require.Equal(t, []int{1, 7}, []int{taken, told}, codes)
	require.Equal(t, uint64(2), o.app.ledger.Stats().Commits)
}

func TestBlankWorkbookIsOffered(t *testing.T) {
	o := newCounter(t)
	for lang, name := range map[string]string{"zh": "%E6%8A%A5%E9%80%81%E6%A8%A1%E6%9D%BF.xlsx", "en": "jindu-template.xlsx"} {
		w := o.get("/template.xlsx?lang=" + lang)
		require.Equal(t, http.StatusOK, w.Code)
		require.Contains(t, w.Header().Get("Content-Disposition"), name)
		require.Equal(t, "PK", w.Body.String()[:2])
	}
}

// outcomeIn is the part of a page that says what became of an upload.
func outcomeIn(w *httptest.ResponseRecorder) string {
	_, part, _ := strings.Cut(w.Body.String(), `<div id="outcome"`)
	part, _, _ = strings.Cut(part, "</section>")
	return part
}

// Every measure of every indicator that is published can be corrected in the
// unit that the form shows, also one of January and February together.
func TestEveryPublishedMeasureCanBeCorrected(t *testing.T) {
	o := newCounter(t)
	for _, i := range o.app.office.Load().rules.Catalog.Indicators {
		periods := []model.Period{model.PeriodOf(i.Frequency(), time.Date(2019, 12, 31, 0, 0, 0, 0, time.UTC))}
		if i.JanFeb {
			periods = append(periods, model.NewMonth(2020, time.February).WithSpan(2))
		}
		for _, m := range model.Measures() {
			series := model.IndicatorSeries(i, "410505", m, model.Published)
			for _, period := range periods {
				if period.Span() == 2 && m != model.MonthValue && m != model.MonthGrowth {
					continue
				}
				o.now = o.now.Add(time.Second)
				given, err := o.app.commits.Commit(t.Context(), model.Submission{
					Observations: []model.Observation{{Series: &series, Period: period, Value: 0.07, Status: model.Estimated}},
				})
				require.NoError(t, err)
				form := "/submissions/correct?lang=zh&indicator=" + i.Code + "&region=410505&measure=" + string(m) + "&period=" + period.Add(0).String()
				_, value, _ := strings.Cut(o.page(form), `name="value" value="`)
				value, _, _ = strings.Cut(value, `"`)
				require.Contains(t, value, "7", "%s %s", i.Code, m)
				w := o.post(form, "was", given.ID, "value", strings.Replace(value, "7", "8", 1), "status", "estimated", "reason", "甲", "anyway", "yes")
				require.Equal(t, http.StatusSeeOther, w.Code, "%s %s %s", i.Code, m, saidIn(w))
				view, err := o.app.ledger.View(t.Context(), time.Time{})
				require.NoError(t, err)
				versions, err := view.History(t.Context(), series, period)
				require.NoError(t, err)
				require.NoError(t, view.Close())
				require.Equal(t, []any{0.08, model.Estimated, period}, []any{versions[0].Value, versions[0].Status, versions[0].Period}, "%s %s", i.Code, m)
			}
		}
	}
}

// saidIn is what a page says of a correction.
func saidIn(w *httptest.ResponseRecorder) string {
	_, part, _ := strings.Cut(w.Body.String(), `id="figure"`)
	part, _, _ = strings.Cut(part, "</section>")
	return part
}
