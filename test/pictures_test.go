package test

import (
	"flag"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var pictures = flag.Bool("pictures", false, "take the pictures of pages in docs/img/pages anew (needs pdftoppm)")

// The pictures of the documents are what a browser shows of the demo.
func TestPictures(t *testing.T) {
	if !*pictures {
		t.Skip("only with -pictures")
	}
	address := startDemo(t)
	for name, shot := range map[string]struct {
		width, height int64
		path          string
	}{
		"wall-zh-dark":             {1920, 1080, "/wall?lang=zh&theme=dark"},
		"wall-zh-light":            {1920, 1080, "/wall?lang=zh&theme=light"},
		"wall-en-dark":             {1920, 1080, "/wall?lang=en&theme=dark"},
		"wall-en-light":            {1920, 1080, "/wall?lang=en&theme=light"},
		"wall-zh-dark-4k":          {3840, 2160, "/wall?lang=zh&theme=dark"},
		"wall-indicators-en-light": {1920, 1080, "/wall?lang=en&theme=light&page=2"},
		"wall-projects-zh-dark":    {1920, 1080, "/wall?lang=zh&theme=dark&page=3"},
		"wall-systems-zh-light":    {1920, 1080, "/wall?lang=zh&theme=light&page=4"},
		"projects-en":              {1440, 1200, "/projects?lang=en&theme=light"},
		"project-zh":               {1440, 2200, "/projects/YD2020-005?lang=zh&theme=light"},
		"indicator-en":             {1440, 1400, "/indicators/general_public_budget_revenue?lang=en&theme=light"},
		"bulletin-page-zh":         {1440, 1100, "/bulletin/2020-07?kind=tongbao&lang=zh&theme=light"},
	} {
		b := openTab(t, shot.width, shot.height)
		b.goTo(address + shot.path + "&region=410505&rotate=0")
		if strings.HasPrefix(shot.path, "/wall") {
			b.wait(live)
		}
		b.picture("../docs/img/pages/" + name + ".png")
		b.close() // Each wall holds a connection, of which a browser allows few.
	}
	b := openTab(t, 1200, 900)
	for _, kind := range []string{"xinxi", "tongbao"} {
		b.goTo(fmt.Sprintf("%s/bulletin/2020-07?region=410505&lang=zh&format=html&kind=%s", address, kind))
		out, err := exec.CommandContext(t.Context(), "pdftoppm", "-png", "-r", "80", "-f", "1", "-l", "1", "-singlefile",
			b.printed(), "../docs/img/pages/bulletin-"+kind).CombinedOutput()
		require.NoError(t, err, "%s", out)
	}
}
