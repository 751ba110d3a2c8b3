package source_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/source"
	"jindu/internal/model"
	"jindu/internal/store/pebble"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	today    = time.Date(2020, 9, 8, 9, 0, 0, 0, shanghai)
)

const revenue = "指标,期间,口径,数值\n一般公共预算收入,2020-07,累计,12.19亿元\n"

// server is the HTTP source over a real collector and a real ledger.
func server(t *testing.T, limit int64) http.Handler {
	t.Helper()
	clock := func() time.Time { return today }
	ledger, err := pebble.Open(t.Context(), pebble.Options{Dir: t.TempDir(), Clock: clock, Zone: shanghai, Ballast: -1, Reserve: -1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ledger.Close()) })
	c, err := collector.New(collector.Options{
		Ledger: ledger, Catalog: model.DefaultCatalog(), Zone: shanghai, Clock: clock, Region: "殷都区", KeepDir: t.TempDir(),
	})
	require.NoError(t, err)
	gin.SetMode(gin.TestMode)
	router := gin.New()
	source.NewHTTP(source.HTTPOptions{Service: c, Receipts: ledger, Zone: shanghai, Limit: limit}).Register(router)
	return router
}

// An answer is what the server says, whichever it is.
type answer struct {
	Receipt      model.Receipt   `json:"receipt"`
	AlreadyTaken bool            `json:"already_taken"`
	DryRun       bool            `json:"dry_run"`
	Figures      int             `json:"figures"`
	Receipts     []model.Receipt `json:"receipts"`
	Warnings     []model.Problem `json:"warnings"`
	Error        struct {
		Code     string          `json:"code"`
		Message  model.Text      `json:"message"`
		Problems []model.Problem `json:"problems"`
	} `json:"error"`
}

func call(t *testing.T, h http.Handler, r *http.Request) (int, answer) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var a answer
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &a), w.Body.String())
	if w.Code >= 400 {
		require.NotEmpty(t, a.Error.Code)
		require.NotEmpty(t, a.Error.Message.ZH)
		require.NotEmpty(t, a.Error.Message.EN)
		require.NotContains(t, w.Body.String(), os.TempDir())
	}
	return w.Code, a
}

func post(path, kind, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	return r
}

// form makes a request with files and fields.
func form(t *testing.T, fields, files map[string]string) *http.Request {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, content := range files {
		part, err := w.CreateFormFile("file", name)
		require.NoError(t, err)
		_, err = part.Write([]byte(content))
		require.NoError(t, err)
	}
	for name, value := range fields {
		require.NoError(t, w.WriteField(name, value))
	}
	require.NoError(t, w.Close())
	r := httptest.NewRequest(http.MethodPost, "/submissions", &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestHTTPTakesAForm(t *testing.T) {
	h := server(t, 0)
	files := map[string]string{"指标.csv": revenue, "2020年项目.csv": "项目编号,名称\nP01,甲\n"}
	fields := map[string]string{"by": "李某", "recorded": "2020-08-15", "region": "410502"}
	code, got := call(t, h, form(t, fields, files))
	require.Equal(t, http.StatusCreated, code, got.Error)
	require.Equal(t, 1, got.Receipt.Figures)
	require.Equal(t, 1, got.Receipt.Records)
	require.Equal(t, "李某", got.Receipt.By)
	require.Equal(t, "http", got.Receipt.Source)
	require.Equal(t, "2020-08-15T23:59:59.999+08:00", got.Receipt.Recorded.In(shanghai).Format(time.RFC3339Nano))

	code, got = call(t, h, form(t, fields, files))
	require.Equal(t, http.StatusOK, code)
	require.True(t, got.AlreadyTaken)
}

func TestHTTPTakesABody(t *testing.T) {
	h := server(t, 0)
	path := "/submissions?table=" + url.QueryEscape("指标")
	code, got := call(t, h, post(path+"&dry_run=true", "text/csv", revenue))
	require.Equal(t, http.StatusOK, code)
	require.True(t, got.DryRun)
	require.Equal(t, 1, got.Figures)
	r := post(path, "text/csv; charset=utf-8", revenue)
	r.SetBasicAuth("zhang", "secret")
	code, got = call(t, h, r)
	require.Equal(t, http.StatusCreated, code)
	require.Equal(t, "zhang", got.Receipt.By)
	require.Equal(t, "指标.csv", got.Receipt.File)
}

func TestHTTPSaysWhatWasRevisedSinceARepeat(t *testing.T) {
	h := server(t, 0)
	for _, value := range []string{"12.19亿元", "12.2亿元"} {
		code, got := call(t, h, post("/submissions?name=a.csv", "text/csv", strings.ReplaceAll(revenue, "12.19亿元", value)))
		require.Equal(t, http.StatusCreated, code, got.Error)
	}
	code, got := call(t, h, post("/submissions?name=a.csv", "text/csv", revenue))
	require.Equal(t, http.StatusOK, code)
	require.True(t, got.AlreadyTaken)
	require.Len(t, got.Warnings, 1)
	require.Equal(t, "D2", got.Warnings[0].Cell)
	require.Contains(t, got.Warnings[0].What.EN, "by R000002 to 12.2亿元")
}

func TestHTTPRefuses(t *testing.T) {
	h := server(t, 1000)
	_, _ = call(t, h, post("/submissions?name=a.csv", "text/csv", revenue))
	for name, c := range map[string]struct {
		request *http.Request
		status  int
		code    string
	}{
		"problems":       {post("/submissions", "text/csv", "指标,期间,口径,数值\nX,Y,Z,?\n"), 422, "refused"},
		"unknown region": {post("/submissions?region=0", "text/csv", revenue+"\n"), 422, "refused"},
		"no type":        {post("/submissions", "", revenue), 415, "unsupported_media_type"},
		"json":           {post("/submissions", "application/json", "{}"), 415, "unsupported_media_type"},
		"no boundary":    {post("/submissions", "multipart/form-data", "x"), 400, "bad_request"},
		"cut form":       {post("/submissions", "multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nab"), 400, "bad_request"},
		"no file":        {form(t, nil, nil), 422, "refused"},
		"bad flag":       {post("/submissions?dry_run=perhaps", "text/csv", revenue), 400, "bad_request"},
		"bad time":       {post("/submissions?recorded=then", "text/csv", revenue), 400, "bad_request"},
		"too large":      {post("/submissions", "text/csv", strings.Repeat(" ", 1001)), 413, "too_large"},
		"far too large":  {post("/submissions", "text/csv", strings.Repeat(" ", 2<<20)), 413, "too_large"},
		"large form":     {form(t, nil, map[string]string{"a.csv": strings.Repeat(" ", 2<<20)}), 413, "too_large"},
		"backdated":      {post("/submissions?recorded=2020-08-01", "text/csv", revenue+"\n"), 409, "backdated"},
		"no receipt":     {httptest.NewRequest(http.MethodGet, "/submissions/R000099", nil), 404, "no_receipt"},
		"withdraw none":  {post("/submissions/R000099/withdrawal", "application/json", `{"reason":"x"}`), 404, "no_receipt"},
		"no reason":      {post("/submissions/R000001/withdrawal", "application/json", `{}`), 422, "reason_missing"},
		"no body":        {post("/submissions/R000001/withdrawal", "application/json", ""), 422, "reason_missing"},
		"bad body":       {post("/submissions/R000001/withdrawal", "application/json", "reason"), 400, "bad_request"},
	} {
		t.Run(name, func(t *testing.T) {
			status, got := call(t, h, c.request)
			require.Equal(t, c.status, status, got.Error)
			require.Equal(t, c.code, got.Error.Code)
			if c.code == "refused" {
				require.NotEmpty(t, got.Error.Problems)
			}
		})
	}
}

func TestHTTPWithdrawsAndLists(t *testing.T) {
	h := server(t, 0)
	_, first := call(t, h, post("/submissions?name=a.csv", "text/csv", revenue))
	path := "/submissions/" + first.Receipt.ID
	code, back := call(t, h, post(path+"/withdrawal", "application/json", `{"reason":"误报","by":"李某"}`))
	require.Equal(t, http.StatusCreated, code)
	require.Equal(t, first.Receipt.ID, back.Receipt.Withdraws)
	code, got := call(t, h, post(path+"/withdrawal", "application/json", `{"reason":"误报"}`))
	require.Equal(t, http.StatusConflict, code)
	require.Equal(t, "already_withdrawn", got.Error.Code)
	code, got = call(t, h, post("/submissions/"+back.Receipt.ID+"/withdrawal", "application/json", `{"reason":"误报"}`))
	require.Equal(t, http.StatusConflict, code)
	require.Equal(t, "is_withdrawal", got.Error.Code)

	_, list := call(t, h, httptest.NewRequest(http.MethodGet, "/submissions", nil))
	require.Len(t, list.Receipts, 2)
	require.Equal(t, back.Receipt.ID, list.Receipts[0].ID)
	code, one := call(t, h, httptest.NewRequest(http.MethodGet, path, nil))
	require.Equal(t, http.StatusOK, code)
	require.Equal(t, back.Receipt.ID, one.Receipt.WithdrawnBy)
}
