package dispatch

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/notify"
)

func TestWhatIsToldWhen(t *testing.T) {
	h := &hall{}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red"))
		h.pass(10 * time.Second)
		tell.See(firing("P1 red", "P1 late")) // Within the wait: told together.
		h.pass(time.Minute)
		require.Equal(t, []string{"30s +P1 red +P1 late"}, h.heard)
		tell.See(firing("P1 red", "P1 late", "P1 start")) // Within the interval.
		h.pass(10 * time.Minute)
		require.Equal(t, []string{"5m30s +P1 red +P1 late +P1 start"}, h.heard[1:])
		tell.See(firing("P1 red", "P1 late", "P1 start"))
		h.pass(4 * time.Hour)
		require.Equal(t, []string{"4h5m30s +P1 red +P1 late +P1 start"}, h.heard[2:])
		tell.See(firing())
		h.pass(9 * time.Hour)
		require.Equal(t, []string{"4h11m40s -P1 red -P1 late -P1 start"}, h.heard[3:], "ended, once")
	})
}

// Whoever looks at an alert sees when the receiver was told of it.
func TestWhenAnAlertWasTold(t *testing.T) {
	h, dir := &hall{}, t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		red, late := alert("P1 red").Fingerprint, alert("P1 late").Fingerprint
		var at time.Time
		run(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red"))
			_, told := tell.ToldAt(red)
			require.False(t, told, "not yet")
			h.pass(time.Minute)
			at, told = tell.ToldAt(red)
			require.True(t, told)
			require.Equal(t, 30*time.Second, time.Since(at))
			_, told = tell.ToldAt(late)
			require.False(t, told)
		})
		run(t, dir, h, nil, func(tell *Teller) {
			again, told := tell.ToldAt(red)
			require.True(t, told, "also after a restart")
			require.True(t, again.Equal(at))
			tell.See(firing())
			h.pass(time.Hour)
			_, told = tell.ToldAt(red)
			require.False(t, told, "it ended")
		})
	})
}

func TestWhatComesAndGoesIsNotTold(t *testing.T) {
	h := &hall{}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red"))
		h.pass(time.Second)
		tell.See(firing())
		h.pass(time.Hour)
	})
	require.Empty(t, h.heard)
}

func TestARestartRepeatsNothingAndForgetsNothing(t *testing.T) {
	h, dir := &hall{}, t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		run(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red", "P2 yellow"))
			h.pass(time.Minute)
		})
		require.Equal(t, "[30s +P1 red 30s +P2 yellow]", h.sorted())
		h.heard = nil
		for range 5 {
			run(t, dir, h, nil, func(tell *Teller) {
				h.pass(time.Minute) // Nothing is judged yet.
				tell.See(firing("P1 red"))
				h.pass(10 * time.Second)
			})
		}
		run(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red"))
			h.pass(4 * time.Hour)
		})
	})
	require.Equal(t, []string{"7m20s -P2 yellow", "4h0m30s +P1 red"}, h.heard)
}

func TestNothingIsLostWhileTheReceiverIsAway(t *testing.T) {
	h := &hall{fail: func(notify.Group) error {
		return &notify.Error{Reason: notify.ReasonFailed, Err: errors.New("away")}
	}}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red", "P2 yellow", "P3 late"))
		h.pass(24 * time.Hour)
		require.Empty(t, h.heard)
		require.Less(t, h.tries, 24*60*3, "a try a minute, whatever waits")
		require.Greater(t, h.tries, 24*60/2)
		tell.See(firing("P1 red", "P2 yellow"))
		h.fail = nil
		h.pass(2 * time.Minute)
		require.Len(t, h.heard, 2, "P3 was never told, so its end isn't")
		require.Contains(t, h.heard[0], "+P1 red", "the gravest first")
		require.Contains(t, h.heard[1], "+P2 yellow")
	})
}

func TestAReceiverIsLeftAloneAsLongAsItAsks(t *testing.T) {
	h := &hall{fail: func(notify.Group) error {
		return &notify.Error{Reason: notify.ReasonBusy, After: 10 * time.Minute, Err: errors.New("slow down")}
	}}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red", "P2 yellow"))
		h.pass(time.Hour)
	})
	require.Equal(t, 6, h.tries)
}

func TestWhatIsRefusedKeepsNothingElseBack(t *testing.T) {
	h := &hall{}
	h.fail = func(g notify.Group) error {
		if g.GroupLabels["project"] == "P1" {
			return &notify.Error{Reason: notify.ReasonRefused, Err: errors.New("no")}
		}
		return nil
	}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red", "P2 yellow"))
		h.pass(time.Minute)
		require.Equal(t, []string{"30s +P2 yellow"}, h.heard)
		require.Equal(t, 1, h.rests, "only before P1 was refused: something waits since")
		h.fail = nil
		h.pass(6 * time.Minute)
		require.Len(t, h.heard, 2)
	})
}

func TestRedIsToldAndYellowUnderItIsNot(t *testing.T) {
	h := &hall{}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 yellow"))
		h.pass(10 * time.Minute)
		tell.See(firing("P1 red")) // It became worse: yellow is not over.
		h.pass(10 * time.Minute)
		tell.See(firing("P1 red", "P1 yellow"))
		h.pass(10 * time.Minute)
		tell.See(firing("P1 yellow"))
		h.pass(10 * time.Minute)
	})
	require.Equal(t, []string{"30s +P1 yellow", "10m30s +P1 red", "30m30s +P1 yellow -P1 red"}, h.heard)
}

func TestASilentRegionIsToldAndNotEachReport(t *testing.T) {
	for _, c := range []struct{ fires, heard string }{
		{"RegionSilent", "30s + RegionSilent"}, {"RegionDisconnected", "30s + RegionDisconnected"},
	} {
		h := &hall{}
		play(t, t.TempDir(), h, nil, func(tell *Teller) {
			tell.See(firing("P1 ReportLate", "P2 ReportLate", " "+c.fires))
			h.pass(time.Minute)
		})
		require.Equal(t, []string{c.heard}, h.heard)
	}
}

func TestWhatCouldNotBeJudgedIsNotOver(t *testing.T) {
	h := &hall{}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red", "P1 late"))
		h.pass(time.Hour)
		tell.See(Now{Unsure: map[string]bool{behind: true}})
		h.pass(time.Hour)
	})
	require.Equal(t, []string{"30s +P1 red +P1 late", "1h0m30s +P1 red -P1 late"}, h.heard)
}

// Where another evaluates nothing is told, neither again nor as ended.
func TestWhoeverEvaluatesTells(t *testing.T) {
	h := &hall{}
	play(t, t.TempDir(), h, nil, func(tell *Teller) {
		tell.See(firing("P1 red", "P2 late"))
		h.pass(time.Minute)
		tell.See(firing("P1 red", "P2 late", "P3 late"))
		tell.See(Now{Elsewhere: true})
		h.pass(24 * time.Hour)
		require.Len(t, h.heard, 2)
		tell.See(firing("P2 late"))
		h.pass(time.Minute)
	})
	require.Equal(t, []string{"24h1m0s +P2 late", "24h1m30s -P1 red"}, h.heard[2:])
}

func TestWhoGetsWhat(t *testing.T) {
	for name, c := range map[string]struct {
		match Match
		heard string
	}{
		"all":        {nil, "[30s +P1 red 30s +P2 yellow]"},
		"red":        {Match{"severity": {"critical"}}, "[30s +P1 red]"},
		"one of two": {Match{"project": {"P2", "P3"}}, "[30s +P2 yellow]"},
		"who":        {Match{Unit: {"交通局"}}, "[30s +P1 red]"},
		"who owns":   {Match{Unit: {"住建局"}}, "[30s +P2 yellow]"},
		"both":       {Match{Unit: {"交通局"}, "severity": {"warning"}}, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			h := &hall{}
			play(t, t.TempDir(), h, func(o *TellerOptions) { o.Match = c.match }, func(tell *Teller) {
				now := firing("P1 red", "P2 yellow")
				now.Firing[0].Labels["owner_unit"] = "交通局"
				now.Firing[1].Labels["owner"] = "住建局"
				tell.See(now)
				h.pass(time.Minute)
			})
			require.Equal(t, c.heard, h.sorted())
		})
	}
}

func TestWhoWantsNoEndsHearsNone(t *testing.T) {
	h := &hall{}
	play(t, t.TempDir(), h, func(o *TellerOptions) { o.Resolved = false }, func(tell *Teller) {
		tell.See(firing("P1 red", "P1 late"))
		h.pass(time.Hour)
		tell.See(firing("P1 red"))
		h.pass(time.Hour)
		tell.See(firing())
		h.pass(time.Hour)
	})
	require.Equal(t, []string{"30s +P1 red +P1 late", "1h0m30s +P1 red"}, h.heard)
}

// Over a restart an alert fires since it first did.
func TestSinceWhenStays(t *testing.T) {
	h, dir := &hall{}, t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		run(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red"))
			h.pass(time.Hour)
		})
		run(t, dir, h, nil, func(tell *Teller) {
			tell.See(firing("P1 red")) // As far as the new evaluator knows it began now.
			h.pass(4 * time.Hour)
		})
		require.Len(t, h.heard, 2)
		require.True(t, began.Equal(h.last.Alerts[0].StartsAt))
	})
}

// What was told is on disk soon after, though the receiver asks for a long rest
// and jindu is killed in it.
func TestWhatWasToldIsKeptSoon(t *testing.T) {
	h, dir := &hall{}, t.TempDir()
	h.fail = func(g notify.Group) error {
		if g.GroupLabels["project"] == "P1" {
			return nil
		}
		return &notify.Error{Reason: notify.ReasonBusy, After: time.Hour, Err: errors.New("slow down")}
	}
	play(t, dir, h, nil, func(tell *Teller) {
		tell.See(firing("P1 red", "P2 yellow"))
		h.pass(time.Minute)
		groups, broken, err := load(filepath.Join(dir, "hall.json"))
		require.NoError(t, errors.Join(broken, err))
		require.Len(t, groups, 1)
	})
}

func TestAStateThatCannotBeOpened(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "hall.json"), 0o700))
	_, err := NewTeller(TellerOptions{Name: "hall", Dir: dir})
	require.ErrorContains(t, err, "hall.json")
}
