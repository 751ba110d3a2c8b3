package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	jindu "jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// packsCommand judges one portfolio by several packs side by side.
type packsCommand struct {
	target
	atInstant

	Packs string `help:"Packs with commas between; all where left out." placeholder:"A,B,C"`
}

// Run asks for all packs at once and prints a row for each project.
func (p *packsCommand) Run(env *environment) (err error) {
	c, err := p.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	form, err := p.asked(env.ctx, c)
	if err != nil {
		return err
	}
	if p.Packs != "" {
		form.Set("packs", p.Packs)
	}
	judged, err := c.judgements(env.ctx, form)
	if err != nil {
		return err
	}
	judged.Projects = slices.DeleteFunc(judged.Projects, func(one web.JudgedProject) bool { return len(one.Judgements) == 0 })
	if len(judged.Projects) == 0 && len(judged.Regions) == 0 {
		then := p.then()
		return p.nothing(env, c, p.configuration, "jindu_project_pace_gap_ratio", jindu.Text{
			ZH: then.ZH + "没有可评判的项目", EN: "no pack has anything to say of any project" + then.EN,
		})
	}
	return p.print(env, judged)
}

// judgements asks what packs say of all projects.
func (c *client) judgements(ctx context.Context, form url.Values) (web.Judgements, error) {
	var answer struct {
		web.Judgements
		Error *answeredError `json:"error"`
	}
	if _, err := c.postForm(ctx, "/judgements", form, &answer); err != nil {
		return web.Judgements{}, err
	}
	if answer.Error != nil {
		return web.Judgements{}, badInput{spoken{answer.Error.Message}}
	}
	return answer.Judgements, nil
}

func (p *packsCommand) print(env *environment, judged web.Judgements) error {
	out := printer{w: env.stdout}
	patterns := differences(judged)
	switch p.Format {
	case "json":
		return writeJSON(env.stdout, struct {
			web.Judgements
			Differences []pattern `json:"differences"`
		}{judged, patterns})
	case "csv":
		return out.csv(packRows(judged, env.lang))
	}
	if err := out.table(packRows(judged, env.lang)); err != nil {
		return err
	}
	printDifferences(env, judged, patterns)
	return printRegions(env, judged.Regions)
}

// printRegions says what packs make of regions, where they say anything.
func printRegions(env *environment, regions []web.JudgedRegion) error {
	if len(regions) == 0 {
		return nil
	}
	var head []string
	for _, text := range []jindu.Text{
		{ZH: "地区", EN: "region"},
		{ZH: "规则包", EN: "pack"},
		{ZH: "对象", EN: "subject"},
		{ZH: "颜色", EN: "colour"},
		{ZH: "情况", EN: "because"},
	} {
		head = append(head, text.In(env.lang))
	}
	rows := [][]string{head}
	for _, r := range regions {
		why := judgedState(r.State)
		if r.Value != nil {
			n := strconv.FormatFloat(*r.Value, 'f', 0, 64)
			why = jindu.Text{ZH: "连续" + n + "个月未完成当月任务", EN: "months running with the task missed: " + n}
		}
		rows = append(rows, []string{r.Region, r.Pack, judgedOf(r).In(env.lang), phrase.Colour(r.Colour, env.lang), why.In(env.lang)})
	}
	_, _ = fmt.Fprintln(env.stdout)
	return printer{w: env.stdout}.table(rows)
}

// packRows are the projects in rows and the packs that say anything in columns.
func packRows(judged web.Judgements, lang jindu.Language) [][]string {
	head := []string{
		jindu.Text{ZH: "地区", EN: "region"}.In(lang), jindu.Text{ZH: "项目", EN: "project"}.In(lang),
		jindu.Text{ZH: "名称", EN: "name"}.In(lang),
	}
	speaking := slices.DeleteFunc(slices.Clone(judged.Packs), func(p web.JudgingPack) bool { return silent(judged, p) })
	for _, pack := range speaking {
		head = append(head, pack.Name)
	}
	rows := [][]string{append(head, jindu.Text{ZH: "不一致", EN: "differ"}.In(lang))}
	for _, project := range judged.Projects {
		row := []string{project.Region, project.Project, project.Name}
		for _, pack := range speaking {
			row = append(row, judgedCell(pack, project.Judgements[pack.Name], lang))
		}
		mark := ""
		if differ(judged, project) {
			mark = "≠"
		}
		rows = append(rows, append(row, mark))
	}
	return rows
}

// silent tells that a pack says nothing of any project.
func silent(judged web.Judgements, pack web.JudgingPack) bool {
	return !slices.ContainsFunc(judged.Projects, func(p web.JudgedProject) bool {
		_, ok := p.Judgements[pack.Name]
		return ok
	})
}

// judgedCell is a colour with the months that a warning lasts, or points with
// the rank.
func judgedCell(pack web.JudgingPack, one web.PackJudgement, lang jindu.Language) string {
	colour := phrase.Colour(one.Colour, lang)
	switch {
	case one.Score != nil:
		return fmt.Sprintf("%.1f #%d", *one.Score, one.Rank)
	case one.Held:
		return colour + jindu.Text{ZH: "（未销号）", EN: " (held)"}.In(lang)
	case one.Streak > 1 && one.Colour != progress.Undefined && one.Colour != pack.Colours[0]:
		return colour + " ×" + strconv.Itoa(one.Streak)
	}
	return colour
}

// differ tells that the packs that say a colour of a project say several. A
// pack that leaves the project undefined says none.
func differ(judged web.Judgements, project web.JudgedProject) bool {
	seen := map[string]bool{}
	for _, pack := range judged.Packs {
		if colour := project.Judgements[pack.Name].Colour; colour != "" && colour != progress.Undefined {
			seen[colour] = true
		}
	}
	return len(seen) > 1
}
