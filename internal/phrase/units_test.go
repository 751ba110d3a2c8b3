package phrase_test

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/phrase"
)

// An English page has no Chinese units, of whatever catalog.
func TestUnitsAreInTheReadersLanguage(t *testing.T) {
	for _, name := range []string{
		"元", "千元", "万元", "百万元", "亿元", "比率", "%", "百分点", "‰", "个", "项", "工作日", "万个", "吨", "万吨", "亿吨", "点", "位",
	} {
		u, ok := model.ParseUnit(name)
		require.True(t, ok, name)
		require.Equal(t, u.Name, phrase.Unit(u, model.Chinese))
		for _, r := range phrase.Unit(u, model.English) {
			require.False(t, unicode.Is(unicode.Han, r), name)
		}
	}
	for _, i := range model.DefaultCatalog().Indicators {
		if i.Unit().Name != "点" && i.Unit().Name != "比率" {
			require.NotEmpty(t, phrase.Unit(i.Unit(), model.English), i.Code)
		}
	}
}
