package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

//go:embed templates
var templates embed.FS

// page is the one at /.
type page struct {
	options Options
	byLang  map[model.Language]*template.Template
}

func newPage(o Options) (*page, error) {
	p := &page{options: o, byLang: map[model.Language]*template.Template{}}
	for _, lang := range []model.Language{model.Chinese, model.English} {
		t, err := template.New("index.html").Funcs(template.FuncMap{
			"t": func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(lang) },
		}).ParseFS(templates, "templates/index.html")
		if err != nil {
			return nil, fmt.Errorf("page: %w", err)
		}
		p.byLang[lang] = t
	}
	return p, nil
}

func (p *page) serve(c *gin.Context) {
	lang := language(c.Request)
	now := p.options.Clock().In(p.options.Zone)
	board, err := p.options.Boards.Board(c.Request.Context(), now, time.Time{})
	if err != nil {
		p.options.Logger.Error("page", "err", err)
		c.String(http.StatusInternalServerError, "the board can't be drawn; see the log\n")
		return
	}
	var body bytes.Buffer
	if err := p.byLang[lang].Execute(&body, p.content(board, now, lang)); err != nil {
		p.options.Logger.Error("page", "err", err)
		c.String(http.StatusInternalServerError, "the page can't be drawn; see the log\n")
		return
	}
	c.Header("Vary", "Accept-Language")
	c.Data(http.StatusOK, "text/html; charset=utf-8", body.Bytes())
}

// language is what ?lang= asks for, else what the browser prefers, else Chinese.
func language(r *http.Request) model.Language {
	switch model.Language(r.URL.Query().Get("lang")) {
	case model.English:
		return model.English
	case model.Chinese:
		return model.Chinese
	}
	for tag := range strings.SplitSeq(strings.ToLower(r.Header.Get("Accept-Language")), ",") {
		switch tag = strings.TrimSpace(tag); {
		case strings.HasPrefix(tag, "zh"):
			return model.Chinese
		case strings.HasPrefix(tag, "en"):
			return model.English
		}
	}
	return model.Chinese
}
