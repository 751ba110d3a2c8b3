package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"
)

//go:embed assets templates
var files embed.FS

// AssetsPath is where browsers load what pages need.
const AssetsPath = "/assets/"

// assetTypes are told here: what a system thinks of a file's name may be wrong.
var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// Assets are the files that browsers load. A file's address changes with its
// content, so that a browser keeps it for as long as it likes.
type Assets struct{ byName map[string]asset }

type asset struct {
	content []byte
	hash    string
}

// NewAssets reads the embedded files.
func NewAssets() (*Assets, error) {
	entries, err := files.ReadDir("assets")
	if err != nil {
		return nil, fmt.Errorf("assets: %w", err)
	}
	all := &Assets{map[string]asset{}}
	for _, e := range entries {
		content, err := files.ReadFile("assets/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("assets: %w", err)
		}
		sum := sha256.Sum256(content)
		all.byName[e.Name()] = asset{content, hex.EncodeToString(sum[:6])}
	}
	return all, nil
}

// Link is where a file is. One that is not there is an error, which a page.s
// test shows.
func (a *Assets) Link(name string) (string, error) {
	one, ok := a.byName[name]
	if !ok {
		return "", fmt.Errorf("there is no asset %s", name)
	}
	return AssetsPath + name + "?v=" + one.hash, nil
}

// Register routes the files, and the icon where browsers look for it by themselves.
func (a *Assets) Register(r gin.IRouter) {
	r.GET("/favicon.ico", func(c *gin.Context) {
		c.Header("Cache-Control", "public, max-age=86400")
		c.Data(http.StatusOK, assetTypes[".svg"], a.byName["icon.svg"].content)
	})
	r.Match([]string{http.MethodGet, http.MethodHead}, AssetsPath+":name", func(c *gin.Context) {
		one, ok := a.byName[c.Param("name")]
		if !ok {
			c.String(http.StatusNotFound, "404 page not found\n")
			return
		}
		if c.Query("v") == one.hash {
			c.Header("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			c.Header("Cache-Control", "no-cache")
		}
		c.Data(http.StatusOK, assetTypes[path.Ext(c.Param("name"))], one.content)
	})
}
