package bulletins_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/board"
	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/web/bulletins"
	"jindu/internal/web/page"
)

// A desk is the pages over an office whose clock the test sets.
type desk struct {
	*testing.T
	office  *officetest.Office
	data    string
	options bulletins.Options
	handler http.Handler
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{T: t, office: officetest.New(t), data: t.TempDir()}
	templates, err := bulletin.ReadTemplates("")
	require.NoError(t, err)
	d.options = bulletins.Options{
		Rules: officetest.Rules(), Region: officetest.Region, Templates: templates, Archive: archive.New(d.data),
		Committer: d.office.Ledger, Office: bulletin.Office{Name: "某办公室"},
	}
	d.route()
	return d
}

// route makes the pages anew.
func (d *desk) route() {
	boards, err := board.New(d.office.Ledger, officetest.Rules())
	require.NoError(d, err)
	add, err := bulletins.New(&page.Kit{
		Boards: boards, Ledger: d.office.Ledger, Catalog: model.DefaultCatalog(), Zone: officetest.Zone, Version: "test",
		Clock: func() time.Time { return d.office.Now }, Logger: slog.New(slog.DiscardHandler),
	}, d.options)
	require.NoError(d, err)
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	add(engine)
	d.handler = engine
}

func (d *desk) do(r *http.Request) (int, string, http.Header) {
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	require.NoError(d, err)
	require.NoError(d, w.Result().Body.Close())
	return w.Code, string(body), w.Header()
}

func (d *desk) get(target string) (int, string) {
	status, text, _ := d.do(httptest.NewRequestWithContext(d.Context(), http.MethodGet, target, nil))
	return status, text
}

// post sends the form of an issue as the command does.
func (d *desk) post(target string, form ...string) (int, string) {
	status, text, _ := d.do(d.posted(target, "application/json", form...))
	return status, text
}

func (d *desk) posted(target, accept string, form ...string) *http.Request {
	values := url.Values{}
	for i := 0; i+1 < len(form); i += 2 {
		values.Set(form[i], form[i+1])
	}
	r := httptest.NewRequestWithContext(d.Context(), http.MethodPost, target, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", accept)
	return r
}

// built has a project that reported.
func (d *desk) built() *desk {
	d.office.Task("P1", 2020, 10_0000_0000)
	d.office.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "一号项目", Lead: "张某"})
	d.office.Report("P1", officetest.Date(2020, 7, 31), 7_0000_0000)
	d.later()
	return d
}

// later lets an hour go by.
func (d *desk) later() { d.office.Now = d.office.Now.Add(time.Hour) }

const xinxi = "/bulletin/2020-07?kind=xinxi&lang=zh"

func TestADraftInEveryFormat(t *testing.T) {
	d := newDesk(t).built()
	status, text := d.get(xinxi + "&format=md")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, text, "# 殷都区1—7月重点项目完成投资7亿元 高于序时进度11.7个百分点")
	require.Contains(t, text, "送审稿")
	status, text = d.get(xinxi + "&format=html")
	require.Equal(t, http.StatusOK, status)
	require.True(t, strings.HasPrefix(text, "<!doctype html>"))
	require.Contains(t, text, "@page { size: A4;")
	status, text = d.get("/bulletin/2020-07?format=xlsx")
	require.Equal(t, http.StatusOK, status)
	require.True(t, strings.HasPrefix(text, "PK"))
	status, text = d.get(xinxi)
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, text, `<article class="bulletin" lang="zh">`)
	require.Contains(t, text, `<form class="issue" method="post" action="/bulletin/2020-07?kind=xinxi&amp;lang=zh">`)
}

func TestWhatIsAskedWrongly(t *testing.T) {
	d := newDesk(t)
	for target, want := range map[string]string{
		"/bulletin/2020-07?format=pdf":       "want html, md or xlsx",
		"/bulletin/soon?format=md":           "want a month such as 2020-07",
		"/bulletin/2020-W31?format=md":       "are about a month",
		"/bulletin/2020-07?kind=x&format=md": "want tongbao, xinxi or weekly",
	} {
		status, text := d.get(target)
		require.Equal(t, http.StatusBadRequest, status, target)
		require.Contains(t, text, want, target)
	}
	status, text := d.get("/bulletin/2020-07?number=9&format=md")
	require.Equal(t, http.StatusNotFound, status)
	require.Contains(t, text, `"no_bulletin"`)
}

// What is issued stays as it is, whatever is reported later; the page says what
// differs, and it comes out again byte by byte.
func TestAnIssuedBulletinIsFrozen(t *testing.T) {
	d := newDesk(t).built()
	status, text := d.post(xinxi, "number", "143", "signer", "张某")
	require.Equal(t, http.StatusCreated, status, text)
	var answer bulletins.Answer
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	status, issued := d.get(xinxi + "&number=143&format=md")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, answer.Issue.Hash, archive.Hash([]byte(issued)))
	require.NotContains(t, issued, "送审稿")
	require.Contains(t, issued, "签发：张某")

	_, text = d.get(xinxi + "&number=143")
	require.Contains(t, text, "印发以来所载数据没有修订")

	d.later()
	d.office.Report("P1", officetest.Date(2020, 7, 31), 6_0000_0000)
	d.later()
	d.options.Office.Name = "另一个办公室"
	d.options.Templates = otherTemplates(t)
	d.route()

	_, again := d.get(xinxi + "&number=143&format=md")
	require.Equal(t, issued, again)
	_, draft := d.get(xinxi + "&format=md")
	require.Contains(t, draft, "# 别的模板")
	_, text = d.get("/bulletin/2020-07?number=143&lang=zh")
	require.Contains(t, text, "印发以来有数据修订")
	require.Contains(t, text, "<td>一号项目</td><td>完成投资（亿元）</td><td>7.00</td><td>6.00</td>")
	require.Contains(t, text, "某办公室")

	var v bulletins.Verification
	status, text = d.get("/bulletin/2020-07?number=143&verify=1")
	require.Equal(t, http.StatusOK, status)
	require.NoError(t, json.Unmarshal([]byte(text), &v))
	require.True(t, v.Same, text)
	require.Len(t, v.Files, 3)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/bulletin/2020-07?number=143&verify=1&lang=zh", nil)
	r.Header.Set("Accept", "text/html,*/*")
	status, text, _ = d.do(r) // To a browser in words.
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, text, "核验一致")
	require.Contains(t, text, `<article class="bulletin"`)
}

func otherTemplates(t *testing.T) *bulletin.Templates {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "xinxi.zh.md"), []byte("# 别的模板\n"), 0o600))
	templates, err := bulletin.ReadTemplates(dir)
	require.NoError(t, err)
	return templates
}

func TestANumberIsTakenOnce(t *testing.T) {
	d := newDesk(t).built()
	status, text := d.post(xinxi, "number", "7")
	require.Equal(t, http.StatusCreated, status, text)
	before, err := archive.New(d.data).All()
	require.NoError(t, err)

	status, text = d.post(xinxi, "number", "7")
	require.Equal(t, http.StatusConflict, status)
	require.Contains(t, text, `"number_taken"`)
	status, _ = d.post(xinxi, "number", "７")
	require.Equal(t, http.StatusConflict, status)
	status, _ = d.post("/bulletin/2020-06?kind=xinxi&lang=en", "number", "7")
	require.Equal(t, http.StatusConflict, status)
	after, err := archive.New(d.data).All()
	require.NoError(t, err)
	require.Equal(t, before, after)

	for _, wrong := range [][]string{
		{"number", ""},
		{"number", "../x"},
		{"number", "a/b"},
		{"number", "8", "signer", "张某\n# 标题"},
		{"number", "8", "signer", strings.Repeat("张", 101)},
		{"number", "8", "by", strings.Repeat("b", 101)},
		{"number", "8", "corrects", "6"},
		{"number", "8", "as_of", d.office.Now.Add(time.Hour).Format(time.RFC3339)},
	} {
		status, text = d.post(xinxi, wrong...)
		require.Equal(t, http.StatusBadRequest, status, "%s: %s", wrong, text)
	}
	status, text = d.post("/bulletin/2020-10?kind=xinxi", "number", "8") // It has not begun.
	require.Equal(t, http.StatusBadRequest, status, text)
	require.Contains(t, text, "2020-10 has not begun")
	status, text = d.post(xinxi, "number", "8", "corrects", "7")
	require.Equal(t, http.StatusCreated, status, text)
	_, text = d.get(xinxi + "&number=8&format=md")
	require.Contains(t, text, "更正（7）")
	status, text = d.post("/bulletin/2020-07?kind=tongbao", "number", "7") // Each kind counts by itself.
	require.Equal(t, http.StatusCreated, status, text)
	status, text = d.get("/bulletin/2020-07?number=7&format=md")
	require.Equal(t, http.StatusBadRequest, status)
	require.Contains(t, text, "name the kind")
}

// The ledger knows what was issued, so that it is delivered and exported; an
// office above lists it without its file.
func TestTheLedgerKnowsWhatWasIssued(t *testing.T) {
	d := newDesk(t).built()
	status, text := d.post(xinxi, "number", "143", "signer", "张某")
	require.Equal(t, http.StatusCreated, status, text)
	_, text = d.get("/bulletin?lang=zh")
	require.Contains(t, text, `/bulletin/2020-07?kind=xinxi&amp;lang=zh&amp;number=143&amp;region=410505`)

	d.options.Archive = archive.New(t.TempDir())
	d.route()
	_, text = d.get("/bulletin?lang=zh")
	require.Contains(t, text, "（文件在印发单位）")
	status, _ = d.post(xinxi, "number", "143")
	require.Equal(t, http.StatusConflict, status)
}

func TestAFileThatSomebodyChangedIsNotShown(t *testing.T) {
	d := newDesk(t).built()
	status, text := d.post(xinxi, "number", "143")
	require.Equal(t, http.StatusCreated, status, text)
	found, err := filepath.Glob(filepath.Join(d.data, "files", "bulletins", officetest.Region, "*", "xinxi-143", archive.Markdown))
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.NoError(t, os.WriteFile(found[0], []byte("# 8亿元\n"), 0o600))
	status, text = d.get(xinxi + "&number=143&format=md")
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, text, `"altered"`)
	require.NotContains(t, text, "8亿元")
}

// Whoever changes the hashes too is found out by the ledger, and one that can't
// be read stops no other.
func TestTheLedgerFindsOutWhatWasChanged(t *testing.T) {
	d := newDesk(t).built()
	for _, number := range []string{"143", "144"} {
		status, text := d.post(xinxi, "number", number)
		require.Equal(t, http.StatusCreated, status, text)
	}
	found, err := filepath.Glob(filepath.Join(d.data, "files", "bulletins", officetest.Region, "*", "xinxi-143"))
	require.NoError(t, err)
	require.Len(t, found, 1)
	kept, err := os.ReadFile(filepath.Join(found[0], archive.Markdown))
	require.NoError(t, err)
	about, err := os.ReadFile(filepath.Join(found[0], "issue.json"))
	require.NoError(t, err)
	changed := strings.ReplaceAll(string(about), archive.Hash(kept), archive.Hash([]byte("# 8亿元")))
	for name, text := range map[string]string{archive.Markdown: "# 8亿元", "issue.json": changed} {
		require.NoError(t, os.WriteFile(filepath.Join(found[0], name), []byte(text), 0o600))
	}
	status, text := d.get(xinxi + "&number=143&format=md")
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, text, `"altered"`)

	require.NoError(t, os.WriteFile(filepath.Join(found[0], "issue.json"), []byte("{"), 0o600))
	status, text = d.get(xinxi + "&number=143&format=md")
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, text, `"altered"`)
	for _, target := range []string{"/bulletin", xinxi, xinxi + "&number=144&format=md"} {
		status, _ = d.get(target)
		require.Equal(t, http.StatusOK, status, target)
	}
	status, _ = d.post(xinxi, "number", "143")
	require.Equal(t, http.StatusConflict, status)
}

// What can't be written is not issued, and says so; the ledger is not told.
func TestWhatCannotBeWrittenIsNotIssued(t *testing.T) {
	d := newDesk(t).built()
	place := filepath.Join(d.data, "files", "bulletins")
	require.NoError(t, os.MkdirAll(filepath.Dir(place), 0o750))
	require.NoError(t, os.WriteFile(place, nil, 0o600))
	status, text := d.post(xinxi, "number", "143")
	require.Equal(t, http.StatusInternalServerError, status)
	require.Contains(t, text, `"not_kept"`)
	require.NoError(t, os.Remove(place))
	status, text = d.post(xinxi, "number", "143")
	require.Equal(t, http.StatusCreated, status, text)
}

func TestTheFormLeadsToWhatWasIssued(t *testing.T) {
	d := newDesk(t).built()
	status, _, header := d.do(d.posted(xinxi, "text/html", "number", "143"))
	require.Equal(t, http.StatusSeeOther, status)
	require.Equal(t, "/bulletin/2020-07?kind=xinxi&lang=zh&number=143", header.Get("Location"))
	d.options.Committer, d.options.Archive = nil, nil
	d.route()
	status, text := d.post(xinxi, "number", "144")
	require.Equal(t, http.StatusMethodNotAllowed, status)
	require.Contains(t, text, `"read_only"`)
	_, text = d.get(xinxi)
	require.NotContains(t, text, "<form class=\"issue\"")
}
