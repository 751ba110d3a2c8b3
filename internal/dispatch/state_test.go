package dispatch

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestAStateThatCannotBeReadKeepsNothingBack: what was told is worth less than
// that jindu starts and tells.
func TestAStateThatCannotBeReadKeepsNothingBack(t *testing.T) {
	for _, text := range []string{"", "null", "[]", "{", `{"groups":7}`, `{"groups":[null]}`, `{"groups":[{"labels":`, "\x00\x00"} {
		h, dir := &hall{}, t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "hall.json"), []byte(text), 0o600))
		play(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red"))
			h.pass(time.Minute)
		})
		require.Equal(t, []string{"30s +P1 red"}, h.heard, "%q", text)
	}
}

// TestAClockThatWasAheadKeepsNothingBack: jindu told something by a clock that
// was a year ahead, and starts again by one that is right.
func TestAClockThatWasAheadKeepsNothingBack(t *testing.T) {
	h, dir := &hall{}, t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		run(t, dir, h, func(o *TellerOptions) {
			o.Clock = func() time.Time { return time.Now().AddDate(1, 0, 0) }
		}, func(tell *Teller) {
			tell.See(firing("P1 red"))
			h.pass(time.Minute)
		})
		run(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red", "P1 late"))
			h.pass(10 * time.Minute)
			tell.See(firing("P1 red", "P1 late"))
			h.pass(5 * time.Hour)
		})
	})
	require.Equal(t, []string{"30s +P1 red", "6m0s +P1 red +P1 late", "4h6m0s +P1 red +P1 late"}, h.heard)
}
