package prometheus_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/officetest"
	"jindu/internal/store"
	"jindu/internal/store/prometheus"
)

// TestAnEmptyLedgerIsFilledLater has a target see an empty ledger, then the
// district's, and then a project with a past of its own.
func TestAnEmptyLedgerIsFilledLater(t *testing.T) {
	for name, start := range map[string]func(testing.TB, ...string) engine{"prometheus": newPrometheus, "victoriametrics": newVictoria} {
		t.Run(name, func(t *testing.T) {
			e, o := start(t), officetest.New(t)
			jindu, options := newAsked(t, o.Ledger), e.options()
			options.Clock = func() time.Time { return o.Now }
			target := open(t, options)
			projector := prometheus.NewProjector(target, jindu.queryable)
			through, err := projector.Project(t.Context(), time.Time{})
			require.NoError(t, err)
			goOn := func(known time.Time) {
				require.NoError(t, target.Write(t.Context(), logOf(t, o.Ledger)))
				require.NoError(t, projector.Past(t.Context(), known, through))
				through, err = projector.Project(t.Context(), through)
				require.NoError(t, err)
				require.True(t, o.Now.Equal(through))
				e.settled(t)
				require.Empty(t, target.Findings())
			}
			same := func(but bool) {
				for month := range 9 {
					at := officetest.EndOf(2020, time.Month(month), 30)
					for _, expr := range []string{rest, derived} {
						sameAnswersBut(t, jindu.at(expr, at), e.at(t, expr, at, years), at, but)
					}
				}
				sameAnswers(t, jindu.at(rest, through), e.at(t, rest, through, time.Hour), through)
			}
			fill(t, o)
			o.Now = o.Now.Add(time.Minute)
			goOn(time.Time{})
			same(false)

			known, july := o.Now, officetest.EndOf(2020, 7, 31)
			const others = `jindu_project_rank{project!="P9"}`
			ranks := e.at(t, others, july, years)
			require.NotEmpty(t, ranks)
			o.Now = o.Now.Add(time.Minute)
			o.Task("P9", 2020, 4e8)
			o.Report("P9", officetest.Date(2020, 7, 31), 4e8)
			o.Now = o.Now.Add(time.Minute)
			projector = prometheus.NewProjector(target, jindu.queryable) // After a start.
			goOn(known)
			ofP9 := func(found map[string]float64) map[string]float64 {
				maps.DeleteFunc(found, func(name string, _ float64) bool { return !strings.Contains(name, `"P9"`) })
				return found
			}
			want := ofP9(jindu.at(rest, july))
			require.NotEmpty(t, want)
			sameAnswers(t, want, ofP9(e.at(t, rest, july, years)), july)
			require.Equal(t, ranks, e.at(t, others, july, years), "what was written stays")
			require.NotEqual(t, ranks, jindu.at(others, july), "though P9 has a rank among them now")
			sameAnswers(t, jindu.at(rest, through), e.at(t, rest, through, time.Hour), through)
		})
	}
}

// Where a server takes no old samples, that is a finding.
func TestAPastThatIsRefusedIsAFinding(t *testing.T) {
	e, o := configured(t, ""), officetest.New(t)
	jindu, options := newAsked(t, o.Ledger), e.options()
	options.Clock = func() time.Time { return o.Now }
	o.Now = time.Now()
	target := open(t, options)
	projector := prometheus.NewProjector(target, jindu.queryable)
	through, err := projector.Project(t.Context(), time.Time{})
	require.NoError(t, err)
	fill(t, o)
	var rejected *store.RejectedError
	require.ErrorAs(t, target.Write(t.Context(), logOf(t, o.Ledger)), &rejected)
	require.NoError(t, projector.Past(t.Context(), time.Time{}, through))
	_, err = projector.Project(t.Context(), through)
	require.NoError(t, err)
	var said strings.Builder
	for _, f := range target.Findings() {
		said.WriteString(f.EN)
	}
	require.Contains(t, said.String(), "samples of what follows from the facts refused")
}
