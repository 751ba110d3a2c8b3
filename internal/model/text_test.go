package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

func TestSpreadsheetText(t *testing.T) {
	for _, harmless := range []string{"", "王某", "+37.6", "-8.0", "-1e-3", "1-7"} {
		require.Equal(t, harmless, model.SpreadsheetText(harmless))
	}
	for _, formula := range []string{"=1+1", "@SUM(A1)", "+A1", "-A1", "\t=1", "\r=1", "-1+cmd|' /C calc'!A0"} {
		require.Equal(t, "'"+formula, model.SpreadsheetText(formula))
	}
}

func TestPlural(t *testing.T) {
	require.Equal(t, "0 facts, 1 fact, 2 facts", model.Plural(0, "fact")+", "+model.Plural(uint64(1), "fact")+", "+model.Plural(2, "fact"))
}

func TestDidYouMean(t *testing.T) {
	wrong := model.Text{ZH: "没有", EN: "none"}
	require.Equal(t, wrong, wrong.DidYouMean(nil))
	require.Equal(t, model.Text{ZH: "没有；是否为 甲、乙？", EN: "none; did you mean 甲 or 乙?"}, wrong.DidYouMean([]string{"甲", "乙"}))
}
