package web

import (
	"jindu/internal/model"
	"jindu/internal/progress"
)

// noted says beside an alert what was acknowledged of it: of the alert itself,
// or of its project or indicator whatever alerts. What is closed is left out.
func noted(b *progress.Board, a ActiveAlert, lang model.Language) string {
	for _, r := range b.Regions {
		if r.Region != a.Region {
			continue
		}
		for _, one := range r.Acknowledgements {
			if about(one.Acknowledgement, a) && one.State != model.AckClosed {
				return notedText(one).In(lang)
			}
		}
	}
	return ""
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
