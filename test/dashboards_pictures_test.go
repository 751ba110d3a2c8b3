package test

import (
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Where `make pictures` draws the dashboards, and the most that one may weigh.
const (
	picturesFolder = "../docs/img/dashboards"
	pictureBytes   = 250 << 10
)

// captioned is a picture in docs/dashboards.md with the line below it, which
// has to say what it is not.
var captioned = regexp.MustCompile(`(?m)^!\[[^\]]+\]\(img/dashboards/([\w-]+)\.png\)\n\n\*.*(?:no screenshot of Grafana|不是 Grafana 的截图).*\*$`)

// TestEveryDashboardHasItsPicture holds the pictures against the dashboards and
// the page that shows them. What they show is not compared: CI draws none.
func TestEveryDashboardHasItsPicture(t *testing.T) {
	page, err := os.ReadFile("../docs/dashboards.md")
	require.NoError(t, err)
	var shown, wanted, drawn []string
	for _, m := range captioned.FindAllStringSubmatch(string(page), -1) {
		shown = append(shown, m[1])
	}
	for name := range readDashboards(t) {
		wanted = append(wanted, name)
	}
	files, err := filepath.Glob(picturesFolder + "/*")
	require.NoError(t, err)
	for _, file := range files {
		drawn = append(drawn, strings.TrimSuffix(filepath.Base(file), ".png"))
		requirePicture(t, file)
	}
	require.ElementsMatch(t, wanted, drawn, "run `make pictures`")
	require.ElementsMatch(t, wanted, shown, "docs/dashboards.md shows each dashboard once, with its caption")
}

func requirePicture(t *testing.T, path string) {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	size, err := png.DecodeConfig(file)
	require.NoError(t, err, path)
	require.GreaterOrEqual(t, size.Width, 1440, "%s is too small to read", path)
	info, err := file.Stat()
	require.NoError(t, err)
	require.Less(t, info.Size(), int64(pictureBytes), path)
}
