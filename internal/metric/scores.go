package metric

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

var (
	packLabels = []string{"region", "project", "pack"}

	warningStreak = &Family{
		"jindu_project_warning_streak",
		model.Text{
			ZH: "本年内连续处于该颜色或更差颜色的月数",
			EN: "Months of the year running, up to the latest report's, in which a project had its colour or a worse one.",
		},
		[]string{"region", "project", "pack", "colour"},
	}
	rankChange = &Family{
		"jindu_project_rank_change",
		model.Text{
			ZH: "较上月末的位次变化，正为上升",
			EN: "Places that a project climbed since the end of the month before the latest reports'; negative where it fell.",
		},
		packLabels,
	}
	projectScore = &Family{
		"jindu_project_score",
		model.Text{ZH: "评分", EN: "Points of a project by a score pack."},
		packLabels,
	}
	scorePart = &Family{
		"jindu_project_score_part",
		model.Text{
			ZH: "评分中各部分的得分",
			EN: "Points of one part of a score, before the others weigh more for what is left out.",
		},
		[]string{"region", "project", "pack", "part"},
	}
	scoreChange = &Family{
		"jindu_project_score_change",
		model.Text{
			ZH: "较上月末的评分变化",
			EN: "Points that a project gained since the end of the month before the latest reports'.",
		},
		packLabels,
	}

	scoresFamilies = []*Family{warningStreak, rankChange, projectScore, scorePart, scoreChange}
)

func ofScores(s progress.ProjectState, emit Emit) {
	for _, v := range s.Verdicts {
		if v.Streak > 0 {
			emit.sample(warningStreak, float64(v.Streak), s.Region, s.ID, v.Pack.Name, v.Colour)
		}
		emitKnown(emit, rankChange, v.RankChange, s.Region, s.ID, v.Pack.Name)
	}
	for _, score := range s.Scores {
		name := score.Pack.Name
		emit.sample(projectScore, score.Points, s.Region, s.ID, name)
		for _, part := range score.Parts {
			emit.sample(scorePart, part.Points, s.Region, s.ID, name, string(part.Part))
		}
		if score.Rank > 0 {
			emit.sample(projectRank, float64(score.Rank), s.Region, s.ID, name)
		}
		emitKnown(emit, rankChange, score.RankChange, s.Region, s.ID, name)
		emitKnown(emit, scoreChange, score.PointsChange, s.Region, s.ID, name)
	}
}

func emitKnown(emit Emit, f *Family, n progress.Number, labels ...string) {
	if n.Known {
		emit.sample(f, n.Value, labels...)
	}
}
