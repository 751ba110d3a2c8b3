package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/prometheus/common/model"

	jindu "jindu/internal/model"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// rankCommand prints the projects by rank.
type rankCommand struct {
	target
	atInstant

	By     string `help:"Rule pack." default:"default" placeholder:"PACK"`
	Across bool   `help:"List the projects of all regions together, by what the pack ranks by, each with its place among them; equal ones share a place. The rank stays the board's: that within the region."`
}

// A standing is one row of a ranking. Money is in yuan, shares are ratios.
type standing struct {
	Region      string             `json:"region"`
	Group       string             `json:"group,omitempty"` // Within which a score pack ranks.
	Rank        int                `json:"rank"`
	RankChange  *int               `json:"rank_change,omitempty"`
	Project     string             `json:"project"`
	Name        string             `json:"name"`
	Colour      string             `json:"colour"`
	Streak      int                `json:"streak,omitempty"` // Months running with the colour or a worse one.
	Held        bool               `json:"held,omitempty"`
	Escalation  *jindu.Text        `json:"escalation,omitempty"`
	Score       *float64           `json:"score,omitempty"`
	ScoreChange *float64           `json:"score_change,omitempty"`
	Parts       map[string]float64 `json:"parts,omitempty"`
	Target      float64            `json:"target_yuan"`
	Completed   float64            `json:"completed_yuan"`
	Completion  float64            `json:"completion_ratio"`
	Pace        float64            `json:"pace_ratio"`
	Gap         float64            `json:"pace_gap_ratio"`
	SPI         *float64           `json:"schedule_performance_index"`
	Place       int                `json:"place_across,omitempty"` // Among all that were asked for.
	Cutoff      string             `json:"cutoff"`
	Late        bool               `json:"report_late"`
	Lead        string             `json:"lead"`
	OwnerUnit   string             `json:"owner_unit"`

	key *float64 // What the pack ranks by; nil where that is not a number.
}

// Run reads the board through PromQL and prints it.
func (r *rankCommand) Run(env *environment) (err error) {
	c, err := r.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	zone, err := zoneOf(r.configuration)
	if err != nil {
		return err
	}
	found, err := r.read(env.ctx, c, "jindu_project_.+")
	if err != nil {
		return err
	}
	form, err := r.asked(env.ctx, c)
	if err != nil {
		return err
	}
	form.Set("packs", r.By)
	judged, err := c.judgements(env.ctx, form)
	if err != nil {
		return err
	}
	rows := standings(found, judged, r.By, zone)
	if len(rows) == 0 {
		then := r.then()
		return r.nothing(env, c, r.configuration, "jindu_project_pace_gap_ratio", jindu.Text{
			ZH: then.ZH + "没有可排名的项目：都没有报送，或都没有目标",
			EN: "no project has a rank" + then.EN + ": none had reported, or none had a target",
		})
	}
	if r.Across {
		if rows, err = across(rows); err != nil {
			return err
		}
	}
	if err := r.print(printer{w: env.stdout, zone: zone}, rows, env.lang); err != nil {
		return err
	}
	sayUnranked(env, found, rows)
	return nil
}

// sayUnranked says how many projects the ranking leaves out, so that nobody
// takes a silent one for one that is not there.
func sayUnranked(env *environment, found []*model.Sample, rows []standing) {
	left := -len(rows)
	for _, s := range found {
		if s.Metric[model.MetricNameLabel] == "jindu_project_info" {
			left++
		}
	}
	if left > 0 {
		_, _ = fmt.Fprintln(env.stderr, jindu.Text{
			ZH: fmt.Sprintf("另有%d个项目未排名：本年没有报送，或没有目标", left),
			EN: fmt.Sprintf("not ranked: %d more, without a report or a target in the year", left),
		}.In(env.lang))
	}
}

// standings puts the samples of each project and what a pack says of it
// together and orders them by region, group and rank.
func standings(samples []*model.Sample, judged web.Judgements, pack string, zone *time.Location) []standing {
	byProject := map[[2]string]*standing{}
	for _, p := range judged.Projects {
		one := p.Judgements[pack]
		if one.Rank > 0 {
			byProject[[2]string{p.Region, p.Project}] = &standing{
				Region: p.Region, Project: p.Project, Group: one.Group, Rank: one.Rank, RankChange: one.RankChange,
				Colour: one.Colour, Streak: one.Streak, Held: one.Held, Escalation: one.Escalation,
				Score: one.Score, ScoreChange: one.ScoreChange, Parts: one.Parts, key: rankedBy(one),
			}
		}
	}
	for _, s := range samples {
		if row := byProject[[2]string{string(s.Metric["region"]), string(s.Metric["project"])}]; row != nil {
			row.take(s, zone)
		}
	}
	return slices.SortedFunc(func(yield func(standing) bool) {
		for _, row := range byProject {
			if !yield(*row) {
				return
			}
		}
	}, func(a, b standing) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Rank, b.Rank))
	})
}

// rankedBy is the number that a pack ranks by: points, or what it makes of
// progress.
func rankedBy(j web.PackJudgement) *float64 {
	if j.Score != nil {
		return j.Score
	}
	for _, subject := range j.Subjects {
		if subject.Subject == string(progress.OfProgress) {
			return subject.Value
		}
	}
	return nil
}

// across orders rows by what their pack ranks by, the largest first, and gives
// each its place.
func across(rows []standing) ([]standing, error) {
	if slices.ContainsFunc(rows, func(s standing) bool { return s.key == nil || s.Group != "" }) {
		return nil, bad("--across：这个规则包不按进度或得分统一排名", "--across: this pack does not rank all by progress or points")
	}
	slices.SortStableFunc(rows, func(a, b standing) int { return cmp.Compare(*b.key, *a.key) })
	for i := range rows {
		rows[i].Place = i + 1
		if i > 0 && *rows[i].key == *rows[i-1].key {
			rows[i].Place = rows[i-1].Place
		}
	}
	return rows, nil
}

// take reads one sample into the row.
func (s *standing) take(sample *model.Sample, zone *time.Location) {
	value, labels := float64(sample.Value), sample.Metric
	switch labels[model.MetricNameLabel] {
	case "jindu_project_info":
		s.Name, s.Lead, s.OwnerUnit = string(labels["name"]), string(labels["lead"]), string(labels["owner_unit"])
	case "jindu_project_target_yuan":
		s.Target = value
	case jindu.MetricCompleted:
		s.Completed = value
	case "jindu_project_completion_ratio":
		s.Completion = value
	case "jindu_project_pace_ratio":
		s.Pace = value
	case "jindu_project_pace_gap_ratio":
		s.Gap = value
	case "jindu_project_schedule_performance_index":
		s.SPI = &value
	case "jindu_project_period_end_timestamp_seconds":
		s.Cutoff = time.Unix(int64(value), 0).In(zone).Format(time.DateOnly)
	case "jindu_project_report_late":
		s.Late = value == 1
	}
}

func (r *rankCommand) print(p printer, rows []standing, lang jindu.Language) error {
	if r.Format == "json" {
		return writeJSON(p.w, rows)
	}
	out := [][]string{nil}
	columns := rankColumns(rows)
	for _, column := range columns {
		out[0] = append(out[0], column.head.In(lang))
	}
	for _, s := range rows {
		var cells []string
		for _, column := range columns {
			cells = append(cells, column.cell(s, lang))
		}
		out = append(out, cells)
	}
	if r.Format == "csv" {
		return p.csv(out)
	}
	return p.table(out)
}
