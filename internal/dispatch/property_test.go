package dispatch

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/notify"
)

// A scene is a while in which the same fires.
type scene struct {
	fires   []string
	lasts   time.Duration
	away    bool
	restart bool // Before it.
}

// Whatever begins, ends and fails, and however often jindu is started again: in
// the end whoever listens knows what fires and nothing else, and was told of no
// end but of what it knew, once.
func TestInTheEndEverythingIsKnown(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		scenes := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) scene {
			return scene{
				rapid.SliceOfDistinct(rapid.SampledFrom([]string{
					"P1 red", "P1 yellow", "P1 late", "P1 start", "P2 yellow", "P2 late", " RegionSilent", "P2 ReportLate",
				}), rapid.ID[string]).Draw(rt, "fires"),
				time.Duration(rapid.IntRange(0, 600).Draw(rt, "seconds")) * time.Second,
				rapid.Bool().Draw(rt, "away"), rapid.Bool().Draw(rt, "restart"),
			}
		}), 1, 12).Draw(rt, "scenes")
		h, dir := &hall{}, t.TempDir()
		synctest.Test(t, func(t *testing.T) { act(t, h, dir, scenes) })
		known := map[string]bool{}
		for _, message := range h.heard {
			for _, word := range regroup(message) {
				if word[0] == '+' {
					known[word[1:]] = true
					continue
				}
				if !known[word[1:]] {
					rt.Fatalf("%s ended and was not known to fire: %q", word[1:], h.heard)
				}
				delete(known, word[1:])
			}
		}
		want := toldOf(scenes[len(scenes)-1].fires)
		// Yellow may be known from before it became red.
		maps.DeleteFunc(known, func(text string, _ bool) bool { return !slices.Contains(want, text) && hiddenNow(text, scenes) })
		if got := slices.Sorted(maps.Keys(known)); !slices.Equal(got, want) {
			rt.Fatalf("known %q, firing %q: %q", got, want, h.heard)
		}
	})
}

// act plays the scenes, and gives what was missed the time to be told.
func act(t *testing.T, h *hall, dir string, scenes []scene) {
	away := false
	h.fail = func(notify.Group) error {
		if away {
			return &notify.Error{Reason: notify.ReasonFailed, Err: errors.New("away")}
		}
		return nil
	}
	for i := 0; i < len(scenes); {
		run(t, dir, h, nil, func(tell *Teller) {
			for first := true; i < len(scenes) && (first || !scenes[i].restart); i++ {
				first, away = false, scenes[i].away
				tell.See(firing(scenes[i].fires...))
				h.pass(scenes[i].lasts)
			}
			if i == len(scenes) {
				away = false
				h.pass(20 * time.Minute)
			}
		})
	}
	require.NotEmpty(t, scenes)
}

// regroup gives the words of a message: "+P1 red", "-P2 late".
func regroup(message string) []string {
	var words []string
	for _, part := range strings.Fields(message)[1:] {
		if strings.HasPrefix(part, "+") || strings.HasPrefix(part, "-") {
			words = append(words, part)
			continue
		}
		words[len(words)-1] += " " + part
	}
	return words
}

// toldOf is what of this is to be told.
func toldOf(fires []string) []string {
	now := firing(fires...)
	hidden := inhibited(now.Firing)
	told := []string{}
	for _, a := range now.Firing {
		if !hidden(a) {
			told = append(told, fmt.Sprint(a.Annotations["summary"]))
		}
	}
	slices.Sort(told)
	return told
}

// hiddenNow tells whether an alert was ever hidden, so that its end is not told.
func hiddenNow(text string, scenes []scene) bool {
	return slices.ContainsFunc(scenes, func(s scene) bool { return inhibited(firing(s.fires...).Firing)(alert(text)) })
}
