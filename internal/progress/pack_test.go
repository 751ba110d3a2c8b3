package progress

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const threeColours = `
name: default
judges: points
colours:
  - {colour: green, from: 0}
  - {colour: yellow, from: -10}
  - {colour: red}
`

func TestColour(t *testing.T) {
	p, err := ParsePack([]byte(threeColours))
	require.NoError(t, err)
	for gap, want := range map[float64]string{
		0.153: "green", 0: "green", -0.0001: "yellow",
		-0.1: "yellow", -0.10000000000000009: "yellow", // 0.7 - 0.8 in binary.
		-0.1001: "red", -1: "red",
	} {
		require.Equal(t, want, p.Colour(Known(gap)), "gap %v", gap)
	}
	require.Empty(t, p.Colour(Number{}), "no report has no colour")
}

func TestBadPacks(t *testing.T) {
	for change, want := range map[[2]string]string{
		{"name: default", "name: ''"}:                 "name is missing",
		{"points", "feelings"}:                        `judges "feelings": want points`,
		{", from: -10", ", from: 10"}:                 "from must be lower than that of green",
		{"{colour: red}", "{colour: red, from: -20}"}: "it can't have from",
		{", from: 0", ""}:                             "colour green needs from",
		{"colour: red", "colour: green"}:              "colour green stands twice",
		{"judges", "judge"}:                           `unknown field "judge"`,
	} {
		_, err := ParsePack([]byte(strings.Replace(threeColours, change[0], change[1], 1)))
		require.ErrorContains(t, err, want, "%v", change)
	}
}
