package phrase_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/phrase"
	"jindu/internal/progress"
)

func TestFiguresAreWrittenAsBulletinsDo(t *testing.T) {
	known := progress.Known
	for got, want := range map[string]string{
		phrase.Money(known(48_3000_0000)):        "48.30",
		phrase.ShortMoney(known(48_3000_0000)):   "48.3",
		phrase.ShortMoney(known(12_1900_0000)):   "12.19",
		phrase.ShortMoney(known(68_0000_0000)):   "68",
		phrase.ShortMoney(known(0)):              "0",
		phrase.Percent(known(48.3 / 65.57)):      "73.7%",
		phrase.WholePercent(known(48.3 / 65.57)): "74%",
		phrase.Growth(known(.079)):               "+7.9%",
		phrase.Growth(known(-.0184)):             "-1.8%",
		phrase.Points(known(.153)):               "+15.3",
		phrase.Points(known(-.0004)):             "+0.0",
		phrase.Points(known(.0005)):              "+0.1",
		phrase.Percent(known(-.0001)):            "0.0%",
		phrase.Rounded(known(2.50), 2):           "2.5",
	} {
		require.Equal(t, want, got)
	}
	for _, write := range []func(progress.Number) string{
		phrase.Money, phrase.ShortMoney, phrase.Percent, phrase.WholePercent, phrase.Growth, phrase.Points,
	} {
		require.Empty(t, write(progress.Number{}), "what is not known is not 0")
	}
}

func TestColoursAreToldApartWithoutColours(t *testing.T) {
	seen := map[string]string{}
	for _, colour := range []string{"green", "blue", "yellow", "orange", "red", progress.Undefined, "purple"} {
		shape := phrase.Shape(colour)
		require.Empty(t, seen[shape], "%s has the shape of %s", colour, seen[shape])
		seen[shape] = colour
	}
}
