package wall_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every colour of the wall can be told from what it stands on (WCAG 2.2 AA):
// text by 4.5 to 1, bars and marks by 3 to 1, in the light and in the dark.
func TestTheColoursHaveContrast(t *testing.T) {
	sheet, err := os.ReadFile("../page/assets/wall.css")
	require.NoError(t, err)
	themes := regexp.MustCompile(`\{ color-scheme: (light|dark);([^}]*)\}`).FindAllStringSubmatch(string(sheet), -1)
	require.Len(t, themes, 3, "light, the system's dark, and the dark that was asked for")
	require.Equal(t, colours(t, themes[1][2]), colours(t, themes[2][2]))
	for _, theme := range themes {
		c := colours(t, theme[2])
		holds := func(least float64, on string, names ...string) {
			for _, name := range names {
				require.GreaterOrEqual(t, contrast(c[name], c[on]), least, "%s: %s on %s", theme[1], name, on)
			}
		}
		for _, on := range []string{"card", "ground"} {
			holds(4.5, on, "ink", "soft", "blue", "green", "yellow", "orange", "red")
		}
		holds(3, "track", "ink", "soft", "blue", "green", "yellow", "orange", "red")
		holds(4.5, "red", "card") // What is wrong with the wall itself.
	}
}

// colours are the variables of a theme, as red, green and blue.
func colours(t *testing.T, theme string) map[string][3]float64 {
	t.Helper()
	all := map[string][3]float64{}
	for _, found := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`).FindAllStringSubmatch(theme, -1) {
		value, err := strconv.ParseUint(found[2], 16, 32)
		require.NoError(t, err)
		all[found[1]] = [3]float64{float64(value >> 16), float64(value >> 8 & 255), float64(value & 255)}
	}
	require.Len(t, all, 11)
	return all
}

// contrast is that of two colours by WCAG.
func contrast(a, b [3]float64) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c [3]float64) float64 {
	for i := range c {
		if c[i] /= 255; c[i] <= 0.04045 {
			c[i] /= 12.92
		} else {
			c[i] = math.Pow((c[i]+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}
