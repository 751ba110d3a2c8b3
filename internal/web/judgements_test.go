package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// judging answers /judgements alone, by a Judge.
func judging(judge Judge) http.Handler {
	zone := time.FixedZone("CST", 8*3600)
	s := &Server{options: Options{
		Judge: judge, Kit: page.Kit{
			Catalog: model.DefaultCatalog(), Zone: zone, Logger: slog.New(slog.DiscardHandler),
			Clock: func() time.Time { return time.Date(2020, 9, 8, 9, 0, 0, 0, zone) },
		},
	}}
	gin.SetMode(gin.TestMode)
	engine := gin.New()
	engine.GET("/judgements", s.judgements)
	return engine
}

// asked gives the status and the answer to some parameters.
func asked(t *testing.T, h http.Handler, params url.Values) (int, Judgements) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/judgements?"+params.Encode(), http.NoBody))
	var j Judgements
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &j))
	return w.Code, j
}

func TestJudgementsOfOneRegionAtATime(t *testing.T) {
	pack := &progress.Pack{Name: "ours", Colours: []string{"green", "red"}, Rules: []progress.Rule{
		{Subject: progress.OfProgress, Judges: progress.InPoints},
	}}
	h := judging(func(_ context.Context, at, asOf time.Time, packs []string) (Judged, error) {
		require.Equal(t, "2020-07-31T23:59:59+08:00", at.Format(time.RFC3339))
		require.Equal(t, "2020-08-31T23:59:59+08:00", asOf.Format(time.RFC3339))
		require.Equal(t, []string{"ours", "points"}, packs)
		return Judged{
			Packs: progress.Packs{Colours: []progress.Pack{*pack}, Scores: []progress.ScorePack{{Name: "points"}}},
			Projects: []progress.ProjectState{
				{Region: "410502", ID: "P0"},
				{
					Region: "410505", ID: "P1", Project: model.Project{Name: "一"},
					Verdicts: []progress.Verdict{{
						Pack: pack, Colour: "red", Held: true, Streak: 2, Rank: 3, RankChange: progress.Known(-1),
						Escalation: &progress.Escalation{Means: model.Text{ZH: "约谈", EN: "talk"}},
						Subjects:   []progress.SubjectVerdict{{Subject: progress.OfProgress, Colour: "green", Value: progress.Known(0)}},
					}},
					Scores: []progress.Score{{Pack: &progress.ScorePack{Name: "points"}, Points: 81.5, Rank: 1}},
				},
			},
			Regions: []progress.RegionVerdict{{Region: "410502"}, {Region: "410505", Pack: "ours", Colour: "green"}},
		}, nil
	})
	status, j := asked(t, h, url.Values{"time": {"2020-07"}, "as_of": {"2020-08-31"}, "region": {"410505"}, "packs": {"ours,points"}})
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, []JudgingPack{{Name: "ours", Kind: "colour", Colours: []string{"green", "red"}}, {Name: "points", Kind: "score"}}, j.Packs)
	require.Len(t, j.Projects, 1)
	require.Len(t, j.Regions, 1)
	zero, fell, points := 0.0, -1, 81.5
	require.Equal(t, map[string]PackJudgement{
		"ours": {
			Colour: "red", Held: true, Streak: 2, Rank: 3, RankChange: &fell, Escalation: &model.Text{ZH: "约谈", EN: "talk"},
			Subjects: []JudgedSubject{{Subject: "progress", Judges: "points", Colour: "green", Value: &zero}},
		},
		"points": {Score: &points, Rank: 1},
	}, j.Projects[0].Judgements)
}

func TestJudgementsThatCannotBeGiven(t *testing.T) {
	fail := func(err error) http.Handler {
		return judging(func(context.Context, time.Time, time.Time, []string) (Judged, error) { return Judged{}, err })
	}
	for name, c := range map[string]struct {
		err    error
		params url.Values
		want   int
	}{
		"no such time":  {nil, url.Values{"time": {"tomorrow"}}, http.StatusBadRequest},
		"no such as-of": {nil, url.Values{"as_of": {"2020-13"}}, http.StatusBadRequest},
		"no such pack":  {&UnknownPackError{Name: "x", Known: []string{"default"}}, nil, http.StatusBadRequest},
		"a failure":     {errors.New("disk"), nil, http.StatusInternalServerError},
	} {
		t.Run(name, func(t *testing.T) {
			status, _ := asked(t, fail(c.err), c.params)
			require.Equal(t, c.want, status)
		})
	}
}
