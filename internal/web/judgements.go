package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web/page"
)

// Judge judges all projects at t, as known at asOf (zero: all that is known),
// by packs of these names, whether or not the board shows them; by all that
// there are where none is named. An unknown name is an UnknownPackError.
type Judge func(ctx context.Context, t, asOf time.Time, packs []string) (Judged, error)

// Judged is what Judge gives.
type Judged struct {
	Packs    progress.Packs
	Projects []progress.ProjectState
	Regions  []progress.RegionVerdict
}

// UnknownPackError says that there is no pack of a name.
type UnknownPackError struct {
	Name  string
	Known []string
}

// Error gives the message in English.
func (e *UnknownPackError) Error() string { return e.Message().EN }

// Message gives the message.
func (e *UnknownPackError) Message() model.Text {
	known := strings.Join(e.Known, ", ")
	return model.Text{
		ZH: "没有规则包 “" + e.Name + "”，应为 " + known + " 之一",
		EN: `no pack "` + e.Name + `" judges: want one of ` + known,
	}
}

// Judgements are what packs say of projects.
type Judgements struct {
	Packs    []JudgingPack   `json:"packs"`
	Projects []JudgedProject `json:"projects"`
	Regions  []JudgedRegion  `json:"regions"`
}

// A JudgingPack is a pack that was asked: of colours, best first, or of points.
type JudgingPack struct {
	Name    string     `json:"name"`
	Kind    string     `json:"kind"` // colour or score.
	Names   model.Text `json:"names"`
	Colours []string   `json:"colours,omitempty"`
}

// A JudgedProject is a project with what each pack says of it, by its name. A
// pack that has nothing to say is not there.
type JudgedProject struct {
	Region     string                   `json:"region"`
	Project    string                   `json:"project"`
	Name       string                   `json:"name"`
	Judgements map[string]PackJudgement `json:"judgements"`
}

// A PackJudgement is what one pack says of one project.
type PackJudgement struct {
	Colour      string             `json:"colour,omitempty"`
	Held        bool               `json:"held,omitempty"`
	Streak      int                `json:"streak,omitempty"` // Months running with the colour or a worse one.
	Escalation  *model.Text        `json:"escalation,omitempty"`
	Subjects    []JudgedSubject    `json:"subjects,omitempty"`
	Score       *float64           `json:"score,omitempty"`
	ScoreChange *float64           `json:"score_change,omitempty"`
	Parts       map[string]float64 `json:"parts,omitempty"`
	Group       string             `json:"group,omitempty"`
	Rank        int                `json:"rank,omitempty"`
	RankChange  *int               `json:"rank_change,omitempty"`
}

// A JudgedSubject is what one rule of colours says: of points, per cent or
// months, or of a state.
type JudgedSubject struct {
	Subject string   `json:"subject"`
	Judges  string   `json:"judges,omitempty"`
	Colour  string   `json:"colour"`
	Value   *float64 `json:"value,omitempty"`
	State   string   `json:"state,omitempty"`
}

// A JudgedRegion is what one rule of a pack says of a region.
type JudgedRegion struct {
	Region    string `json:"region"`
	Pack      string `json:"pack"`
	Indicator string `json:"indicator,omitempty"`
	JudgedSubject
}

// judgements answers with Judgements, by the parameters time, as_of, region
// (with all below it; only: by itself) and packs (names with commas between).
func (s *Server) judgements(c *gin.Context) {
	t, asOf, err := s.times(c.Request)
	if err != nil {
		page.Bad(model.Text{ZH: "时间有误：" + err.Error(), EN: err.Error()}).JSON(c)
		return
	}
	regions, wrong := s.options.Regions(c.Request)
	if wrong != nil {
		page.Bad(*wrong).JSON(c)
		return
	}
	names := strings.FieldsFunc(c.Request.FormValue("packs"), func(r rune) bool { return r == ',' || r == '、' || r == ' ' })
	judged, err := s.options.Judge(c.Request.Context(), t, asOf, names)
	var unknown *UnknownPackError
	if errors.As(err, &unknown) {
		page.Bad(unknown.Message()).JSON(c)
		return
	}
	if err != nil {
		s.options.Undrawn(c.Request.Context(), "judgements", err).JSON(c)
		return
	}
	c.JSON(http.StatusOK, newJudgements(judged, regions))
}

// times reads the instant asked about, now where none is named, and the as-of.
func (s *Server) times(r *http.Request) (t, asOf time.Time, err error) {
	t = s.options.Clock().In(s.options.Zone)
	if text := r.FormValue("time"); text != "" {
		if t, err = model.ParseInstant(text, s.options.Zone); err != nil {
			return t, asOf, err
		}
	}
	if text := r.FormValue("as_of"); text != "" {
		asOf, err = model.ParseAsOf(text, s.options.Zone)
	}
	return t, asOf, err
}

func newJudgements(judged Judged, regions model.RegionSet) Judgements {
	j := Judgements{Packs: []JudgingPack{}, Projects: []JudgedProject{}, Regions: []JudgedRegion{}}
	for _, p := range judged.Packs.Colours {
		j.Packs = append(j.Packs, JudgingPack{p.Name, "colour", p.Names, p.Colours})
	}
	for _, p := range judged.Packs.Scores {
		j.Packs = append(j.Packs, JudgingPack{p.Name, "score", p.Names, nil})
	}
	for _, s := range judged.Projects {
		if regions.Has(s.Region) {
			j.Projects = append(j.Projects, newJudged(s))
		}
	}
	for _, v := range judged.Regions {
		if regions.Has(v.Region) {
			one := JudgedSubject{Subject: string(v.Subject), Colour: v.Colour, Value: number(v.Value), State: v.State}
			j.Regions = append(j.Regions, JudgedRegion{v.Region, v.Pack, v.Indicator, one})
		}
	}
	return j
}

func newJudged(s progress.ProjectState) JudgedProject {
	p := JudgedProject{Region: s.Region, Project: s.ID, Name: s.Name, Judgements: map[string]PackJudgement{}}
	for _, v := range s.Verdicts {
		p.Judgements[v.Pack.Name] = ofColour(v)
	}
	for _, score := range s.Scores {
		one := PackJudgement{
			Score: &score.Points, Parts: map[string]float64{}, Group: score.Group,
			Rank: score.Rank, RankChange: whole(score.RankChange), ScoreChange: number(score.PointsChange),
		}
		for _, part := range score.Parts {
			one.Parts[string(part.Part)] = part.Points
		}
		p.Judgements[score.Pack.Name] = one
	}
	return p
}

func ofColour(v progress.Verdict) PackJudgement {
	j := PackJudgement{Colour: v.Colour, Held: v.Held, Streak: v.Streak, Rank: v.Rank, RankChange: whole(v.RankChange)}
	if v.Escalation != nil {
		j.Escalation = &v.Escalation.Means
	}
	for _, one := range v.Subjects {
		rule, _ := v.Pack.Rule(one.Subject)
		j.Subjects = append(j.Subjects, JudgedSubject{
			Subject: string(one.Subject), Judges: string(rule.Judges), Colour: one.Colour,
			Value: number(one.Value), State: one.State,
		})
	}
	return j
}

// number is nil where it is not known.
func number(n progress.Number) *float64 {
	if !n.Known {
		return nil
	}
	return &n.Value
}

func whole(n progress.Number) *int {
	if !n.Known {
		return nil
	}
	value := int(n.Value)
	return &value
}
