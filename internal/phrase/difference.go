package phrase

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// Difference says in a few words what is otherwise than before. Whom it is
// about is not said: that is a heading's or a link's. Days are those of a zone.
func Difference(d progress.Difference, zone *time.Location) model.Text {
	both := func(text string) model.Text { return model.Text{ZH: text, EN: text} }
	say := func(zh, en string, what model.Text) model.Text {
		text := model.Text{ZH: zh, EN: en}
		if subject := what.ZH; subject != "" {
			text = model.Text{ZH: zh + "：" + subject, EN: en + ": " + what.In(model.English)}
		}
		if !d.At.IsZero() {
			day := Day(d.At.In(zone))
			text.ZH, text.EN = text.ZH+"（"+day+"）", text.EN+" ("+day+")"
		}
		return text
	}
	switch d.Kind {
	case progress.NewProject:
		return say("新增项目", "new project", model.Text{})
	case progress.NewStage:
		return say("进入阶段", "came to the stage", model.Stage(d.To).Name())
	case progress.MilestoneReached:
		return say("节点完成", "milestone reached", model.MilestoneName(d.Subject))
	case progress.MilestoneMissed:
		return say("节点逾期", "milestone overdue", model.MilestoneName(d.Subject))
	case progress.ColourBetter, progress.ColourWorse:
		return turned(d)
	case progress.ProcedureDone:
		return say("手续办结", "procedure done", both(d.Subject))
	case progress.ProcedureOverdue:
		return say("手续超期", "procedure overdue", both(d.Subject))
	case progress.ObstacleRaised:
		return say("新提出问题", "obstacle raised", both(d.Subject))
	case progress.ObstacleClosed:
		return say("问题销号", "obstacle closed", both(d.Subject))
	case progress.ObstacleOverdue:
		return say("问题逾期未销号", "obstacle overdue", both(d.Subject))
	case progress.AttractionSigned:
		return say("签约", "signed", model.Text{})
	case progress.AttractionLanded:
		return say("落地", "landed", model.Text{})
	case progress.AttractionStarted:
		return say("开工", "started", model.Text{})
	case progress.ReportOverdue:
		return say("报送逾期", "report late", both(d.Period.String()))
	case progress.ReportCame:
		return say("报来", "reported", both(d.Period.String()))
	case progress.AcknowledgedAnew:
		return say("督办", "acknowledged", both(d.Subject))
	case progress.AcknowledgedClosed:
		return say("销号", "closed", both(d.Subject))
	}
	return both(string(d.Kind))
}

// turned says how a colour changed.
func turned(d progress.Difference) model.Text {
	to := model.Text{ZH: Colour(d.To, model.Chinese), EN: Colour(d.To, model.English)}
	if d.From == "" {
		return model.Text{ZH: "亮" + to.ZH + "灯", EN: "is " + to.EN}
	}
	return model.Text{
		ZH: "由" + Colour(d.From, model.Chinese) + "转" + to.ZH,
		EN: "turned from " + Colour(d.From, model.English) + " to " + to.EN,
	}
}
