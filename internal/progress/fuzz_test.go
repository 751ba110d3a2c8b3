package progress

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzPacks reads what is no pack as well: it is refused or it judges, and
// nothing panics.
func FuzzPacks(f *testing.F) {
	for _, pattern := range []string{"../../alerts/packs/*.yml", "testdata/packs/*.yml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text, -10.0)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte, value float64) {
		var packs Packs
		if packs.Add(text) != nil || value != value {
			return
		}
		for _, pack := range packs.Colours {
			for _, rule := range pack.Rules {
				if colour := rule.Colour(Known(value)); rule.Judges != InStates && pack.Level(colour) < 0 {
					t.Fatalf("pack %s: no colour for %v of %s", pack.Name, value, rule.Subject)
				}
			}
		}
	})
}
