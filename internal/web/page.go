package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

//go:embed templates
var templates embed.FS

// pageTemplates are one page's, in each language.
type pageTemplates map[model.Language]*template.Template

// parsePage reads a page and the pieces that pages share.
func parsePage(name string) (pageTemplates, error) {
	byLang := pageTemplates{}
	for _, lang := range []model.Language{model.Chinese, model.English} {
		t, err := template.New(name).Funcs(template.FuncMap{
			"t": func(zh, en string) string { return model.Text{ZH: zh, EN: en}.In(lang) },
		}).ParseFS(templates, "templates/"+name, "templates/style.html")
		if err != nil {
			return nil, fmt.Errorf("page: %w", err)
		}
		byLang[lang] = t
	}
	return byLang, nil
}

// write answers with the page, or says that it can't be drawn.
func (t pageTemplates) write(c *gin.Context, o Options, lang model.Language, content any) {
	var body bytes.Buffer
	if err := t[lang].Execute(&body, content); err != nil {
		o.Logger.Error("page", "err", err)
		c.String(http.StatusInternalServerError, "%s\n", undrawn.In(lang))
		return
	}
	c.Header("Vary", "Accept-Language")
	c.Data(http.StatusOK, "text/html; charset=utf-8", body.Bytes())
}

// page is the one at /.
type page struct {
	options   Options
	server    *Server
	templates pageTemplates
}

func newPage(s *Server) (*page, error) {
	t, err := parsePage("index.html")
	return &page{s.options, s, t}, err
}

// serve draws the page: of all regions, or of the one that ?region= names and
// those below it.
func (p *page) serve(c *gin.Context) {
	lang := language(c.Request)
	regions, wrong := p.server.regions(c.Request)
	if wrong != nil {
		c.String(http.StatusBadRequest, "%s\n", wrong.In(lang))
		return
	}
	now := p.options.Clock().In(p.options.Zone)
	board, err := p.options.Boards.Board(c.Request.Context(), now, time.Time{})
	if err != nil {
		why := p.server.undrawn(c.Request.Context(), "page", err)
		c.String(why.status, "%s\n", why.text.In(lang))
		return
	}
	content := p.content(board, regions, now, lang)
	content.Links, content.Several = links{c.Request.URL.Query()}, len(p.options.Catalog.Regions) > 1
	if region, ok := p.options.Catalog.Region(c.Query("region")); ok {
		content.Within = model.Text{ZH: region.Name, EN: region.NameEN}.In(lang)
	}
	p.templates.write(c, p.options, lang, content)
}

// links are those of a page to itself: with what was asked of it.
type links struct{ asked url.Values }

// With is the page with one parameter changed, or without it where the value is
// empty.
func (l links) With(name, value string) string {
	changed := url.Values{}
	for k, v := range l.asked {
		changed[k] = v
	}
	changed.Del(name)
	if value != "" {
		changed.Set(name, value)
	}
	return "?" + changed.Encode()
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
