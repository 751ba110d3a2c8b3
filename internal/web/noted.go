package web

import (
	"time"

	"jindu/internal/model"
	"jindu/internal/progress"
)

// noted says beside an alert what was acknowledged of it: of the alert itself,
// or of its project or indicator whatever alerts. What is closed is said only
// where nothing else is: the alert goes on, and who looks should know.
func noted(b *progress.Board, a ActiveAlert, lang model.Language) string {
	closed := ""
	for _, r := range b.Regions {
		if r.Region != a.Region {
			continue
		}
		for _, one := range r.Acknowledgements {
			switch {
			case !about(one.Acknowledgement, a):
			case one.State != model.AckClosed:
				return notedText(one).In(lang)
			default:
				closed = closedText(one).In(lang)
			}
		}
	}
	return closed
}

func closedText(k progress.AcknowledgementState) model.Text {
	day := k.Said.Format(time.DateOnly)
	return model.Text{
		ZH: "（已于" + day + "销号：" + k.By + "；告警仍在）",
		EN: " (closed by " + k.By + " on " + day + ", and still an alert)",
	}
}

func about(k model.Acknowledgement, a ActiveAlert) bool {
	return (k.Alert == a.Name || k.Alert == "") && k.Project == a.Project && k.Indicator == a.Indicator
}

func notedText(k progress.AcknowledgementState) model.Text {
	text := model.Text{ZH: "（督办：" + k.By, EN: " (acknowledged by " + k.By}
	if !k.Acknowledgement.Due.IsZero() {
		day := k.Acknowledgement.Due.String()
		text.ZH, text.EN = text.ZH+"，限"+day, text.EN+", due "+day
	}
	if k.Note != "" {
		text.ZH, text.EN = text.ZH+"："+k.Note, text.EN+": "+k.Note
	}
	return model.Text{ZH: text.ZH + "）", EN: text.EN + ")"}
}
