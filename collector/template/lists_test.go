package template

import (
	"testing"

	"github.com/stretchr/testify/require"

	gates "jindu/collector/table"
	"jindu/internal/model"
)

// TestChoicesAreUnderstood holds that whatever a list offers is read as what it
// says, in both languages.
func TestChoicesAreUnderstood(t *testing.T) {
	catalog := model.DefaultCatalog()
	steps := func(text string) bool {
		for _, s := range model.Systems() {
			if _, ok := s.ParseStep(text); ok {
				return true
			}
		}
		return false
	}
	fine := func(err error) bool { return err == nil }
	understood := map[string]func(string) bool{
		"indicators": func(s string) bool { _, ok := catalog.Indicator(s); return ok },
		"regions":    func(s string) bool { _, ok := catalog.Region(s); return ok },
		"measures":   func(s string) bool { _, ok := gates.Measure(s); return ok },
		"units":      func(s string) bool { _, ok := model.ParseUnit(s); return ok },
		"statuses":   func(s string) bool { _, err := model.ParseStatus(s); return fine(err) },
		"issuers":    func(s string) bool { _, err := model.ParseIssuer(s); return fine(err) },
		"bounds":     func(s string) bool { _, ok := model.ParseBound(s); return ok },
		"curves":     func(s string) bool { _, err := model.ParseCurve(s); return fine(err) },
		"stages":     func(s string) bool { _, err := model.ParseStage(s); return fine(err) },
		"milestones": func(s string) bool { code := model.MilestoneCode(s); return model.MilestoneName(code).ZH != code },
		"obstacles":  func(s string) bool { _, ok := model.ParseObstacleKind(s); return ok },
		"systems":    func(s string) bool { _, ok := model.ParseSystem(s); return ok },
		"steps":      steps,
	}
	seen := 0
	for _, l := range lists(catalog) {
		read, ok := understood[l.name]
		if !ok {
			continue // Words of the office's own, or read by the gate.
		}
		seen++
		for _, choice := range l.choices {
			require.True(t, read(choice.ZH), "%s: %s", l.name, choice.ZH)
			require.True(t, read(choice.EN), "%s: %s", l.name, choice.EN)
		}
	}
	require.Equal(t, len(understood), seen)
}
