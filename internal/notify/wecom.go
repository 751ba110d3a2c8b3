package notify

import (
	"context"
	"time"
)

// wecom is a group robot of WeCom (企业微信群机器人), as
// https://developer.work.weixin.qq.com/document/path/91770 says: markdown of up
// to 4096 bytes, in which <@userid> mentions a member; texts also mention by
// mobile number; 20 messages a minute.
type wecom struct{ robot }

const wecomLimit = 4096

// Code 45009 is of too many messages; -1 of a busy system.
var wecomVerdict = verdict{"WeCom", map[int]time.Duration{45009: time.Minute}, []int{-1}}

var wecomMarkup = markup{
	escape: escapeMarkdown, newline: "\n", bold: markdownBold, link: markdownLink,
	title: func(s, severity string) string {
		colour := map[string]string{"critical": "warning", "warning": "warning", Resolved: "info"}[severity]
		if colour == "" {
			colour = "comment"
		}
		return `**<font color="` + colour + `">` + s + `</font>**`
	},
}

func (w wecom) send(ctx context.Context, g Group) error {
	members, mobiles, mention := w.mentions(g)
	m, err := w.words.message(g, wecomMarkup, func(_, text string) bool { return len(text)+len(mention) <= wecomLimit })
	if err != nil {
		return err
	}
	if members > 0 {
		m.Text += mention
	}
	err = w.say(ctx, wecomVerdict, map[string]any{"msgtype": "markdown", "markdown": map[string]any{"content": m.Text}}, nil)
	if err != nil || len(mobiles) == 0 {
		return err
	}
	if err := w.pace.Wait(ctx); err != nil {
		return failf(ReasonBusy, "too many messages wait for this receiver")
	}
	return w.say(ctx, wecomVerdict, map[string]any{
		// At most 2048 bytes, in which tags mention too.
		"msgtype": "text", "text": map[string]any{"content": escapeMarkdown(limited(m.Title, longValue)), "mentioned_mobile_list": mobiles},
	}, nil)
}

// mentions are who answers: members in the markdown itself, the others, of whom
// only the mobile number is known, by a text beside it.
func (w wecom) mentions(g Group) (members int, mobiles []string, mention string) {
	mention = "\n"
	for _, c := range w.contacts.of(g) {
		switch {
		case c.WeCom != "":
			mention += "<@" + c.WeCom + ">"
			members++
		case c.Mobile != "":
			mobiles = append(mobiles, c.Mobile)
		}
	}
	return members, mobiles, mention
}
