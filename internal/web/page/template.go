package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
)

// A Template is a page in each language. It defines "main", what stands between
// head and foot, and may define "head", what its <head> has besides.
type Template struct {
	kit    *Kit
	byLang map[model.Language]*template.Template
}

// Parse reads a page's template out of files, and the frame around it.
func (k *Kit) Parse(from fs.FS, names ...string) (*Template, error) {
	assets, err := NewAssets()
	if err != nil {
		return nil, err
	}
	all := &Template{k, map[model.Language]*template.Template{}}
	for _, lang := range []model.Language{model.Chinese, model.English} {
		t, err := template.New("page").Funcs(functions(lang, assets)).ParseFS(files, "templates/*.html")
		if err == nil {
			t, err = t.ParseFS(from, names...)
		}
		if err != nil {
			return nil, fmt.Errorf("page: %w", err)
		}
		all.byLang[lang] = t
	}
	return all, nil
}

// functions are what templates may call: how figures are written, and the words
// of the reader's language.
func functions(lang model.Language, assets *Assets) template.FuncMap {
	return template.FuncMap{
		"t":       func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(lang) },
		"in":      func(t model.Text) string { return t.In(lang) },
		"asset":   assets.Link,
		"money":   phrase.Money,
		"percent": phrase.Percent,
		"growth":  phrase.Growth,
		"points":  func(n progress.Number) string { return withUnit(phrase.Points(n), phrase.PointsUnit(lang)) },
		"day":     phrase.Day,
		"minute":  phrase.Minute,
		"colour":  func(colour string) string { return phrase.Colour(colour, lang) },
		"shape":   phrase.Shape,
	}
}

func withUnit(number, unit string) string {
	if number == "" {
		return ""
	}
	return number + unit
}

// Write answers with the page in its frame, or says that it can't be drawn.
func (t *Template) Write(c *gin.Context, a Asked, title model.Text, content any) {
	t.WriteStatus(c, http.StatusOK, a, title, content)
}

// WriteStatus is Write with a status of HTTP: for a page that says what is wrong
// with a form, or what there is not.
func (t *Template) WriteStatus(c *gin.Context, status int, a Asked, title model.Text, content any) {
	t.write(c, status, "frame", Frame{Asked: a, Kit: t.kit, Title: title.In(a.Lang), Content: content})
}

// WriteBare is Write without head and foot: "bare" is a whole document of the
// page's own.
func (t *Template) WriteBare(c *gin.Context, a Asked, title model.Text, content any) {
	t.write(c, http.StatusOK, "bare", Frame{Asked: a, Kit: t.kit, Title: title.In(a.Lang), Content: content})
}

// RefuseBare is WriteBare where there is nothing to show: the content says why.
func (t *Template) RefuseBare(c *gin.Context, a Asked, r Refusal, content any) {
	title := model.Text{ZH: "没有结果", EN: "No answer"}
	t.write(c, r.Status, "bare", Frame{Asked: a, Kit: t.kit, Title: title.In(a.Lang), Content: content})
}

// Refuse says in the frame why there is no page.
func (t *Template) Refuse(c *gin.Context, a Asked, r Refusal) {
	title := model.Text{ZH: "没有结果", EN: "No answer"}
	t.write(c, r.Status, "refused", Frame{Asked: a, Kit: t.kit, Title: title.In(a.Lang), Content: r})
}

func (t *Template) write(c *gin.Context, status int, name string, f Frame) {
	var body bytes.Buffer
	if err := t.byLang[f.Lang].ExecuteTemplate(&body, name, f); err != nil {
		t.kit.Logger.Error("page", "path", c.Request.URL.Path, "err", err)
		c.String(http.StatusInternalServerError, "%s\n", Undrawn.In(f.Lang))
		return
	}
	c.Writer.Header().Add("Vary", "Accept-Language")
	c.Header("Cache-Control", "no-cache")
	c.Data(status, "text/html; charset=utf-8", body.Bytes())
}
