package progress

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// textbookNetwork is a network whose numbers stand in a textbook: day 0 is the
// evening before the project starts.
type textbookNetwork struct {
	source   string
	network  string // Number, duration, predecessors.
	duration int
	want     string // Number: ES EF LS LF float.
	critical string
}

var textbooks = []textbookNetwork{
	{
		source:  "Heizer and Render, Operations Management, chapter 3: Milwaukee Paper Manufacturing",
		network: `A 2; B 3; C 2 A; D 4 A B; E 4 C; F 3 C; G 5 D E; H 2 F G`, duration: 15,
		want:     `A 0 2 0 2 0; B 0 3 1 4 1; C 2 4 2 4 0; D 3 7 4 8 1; E 4 8 4 8 0; F 4 7 10 13 6; G 8 13 8 13 0; H 13 15 13 15 0`,
		critical: "A C E G H",
	},
	{
		source:  "Hillier and Lieberman, Introduction to Operations Research: Reliable Construction",
		network: `A 2; B 4 A; C 10 B; D 6 C; E 4 C; F 5 E; G 7 D; H 9 E G; I 7 C; J 8 F I; K 4 J; L 5 J; M 2 H; N 6 K L`, duration: 44,
		want: `A 0 2 0 2 0; B 2 6 2 6 0; C 6 16 6 16 0; D 16 22 20 26 4; E 16 20 16 20 0; F 20 25 20 25 0; G 22 29 26 33 4;
			H 29 38 33 42 4; I 16 23 18 25 2; J 25 33 25 33 0; K 33 37 34 38 1; L 33 38 33 38 0; M 38 40 42 44 4; N 38 44 38 44 0`,
		critical: "A B C E F J L N",
	},
	{ // With an event (the dummy 4-5) between works; its dates are those of its evening.
		source: "Taylor, Introduction to Management Science, chapter 8, solution to problem 6",
		network: `1-2 8; 1-3 10; 1-4 9; 2-5 6 1-2; 2-6 4 1-2; 3-5 5 1-3; 4-5 0 1-4; 4-7 7 1-4; 5-7 12 2-5 3-5 4-5; 5-8 15 2-5 3-5 4-5;
			6-9 18 2-6; 7-8 4 4-7 5-7; 8-9 7 5-8 7-8`, duration: 38,
		want: `1-2 0 8 1 9 1; 1-3 0 10 0 10 0; 1-4 0 9 6 15 6; 2-5 8 14 9 15 1; 2-6 8 12 16 20 8; 3-5 10 15 10 15 0;
			4-7 9 16 20 27 11; 5-7 15 27 15 27 0; 5-8 15 30 16 31 1; 6-9 12 30 20 38 8; 7-8 27 31 27 31 0; 8-9 31 38 31 38 0`,
		critical: "1-3 3-5 5-7 7-8 8-9",
	},
}

// TestTextbookNetworks takes the day on which the project starts as the first:
// a published ES of 2 is the third day, an EF of 2 the second.
func TestTextbookNetworks(t *testing.T) {
	first := dayOf(3, 1)
	for _, book := range textbooks {
		t.Run(book.source, func(t *testing.T) {
			for _, extra := range []int{0, 3, -2} { // Days between the finish and the deadline.
				w := plannedWorks{start: plannedOn(first), finish: plannedOn(first.Add(book.duration - 1 + extra))}
				for line := range strings.SplitSeq(book.network, ";") {
					var n int
					words := strings.Fields(line)
					_, err := fmt.Sscan(words[1], &n)
					require.NoError(t, err)
					w.activities = append(w.activities, takes(words[0], n, words[2:]...))
				}
				s := w.at(t, dayOf(2, 1))
				require.Empty(t, s.Problems)
				require.Equal(t, -extra, *s.DaysLate())
				for line := range strings.SplitSeq(book.want, ";") {
					var number string
					var es, ef, ls, lf, float int
					_, err := fmt.Sscan(line, &number, &es, &ef, &ls, &lf, &float)
					require.NoError(t, err)
					a := activityOf(t, s, number)
					require.Equal(t, first.Add(es), a.EarliestStart, number)
					require.Equal(t, first.Add(ef-1), a.EarliestFinish, number)
					require.Equal(t, first.Add(ls+extra), a.LatestStart, number)
					require.Equal(t, first.Add(lf-1+extra), a.LatestFinish, number)
					require.Equal(t, float+extra, *a.Float, number)
				}
				var critical []string
				for _, a := range s.Activities {
					if a.Critical {
						critical = append(critical, a.Activity.Activity)
					}
				}
				require.Equal(t, book.critical, strings.Join(critical, " "))
			}
		})
	}
}
