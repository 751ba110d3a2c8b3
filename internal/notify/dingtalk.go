package notify

import (
	"context"
	"net/url"
	"strconv"
	"time"
)

// dingtalk is a custom robot of DingTalk (钉钉自定义机器人), as
// https://open.dingtalk.com/document/orgapp/custom-robot-access says: markdown,
// in which the numbers and ids of those to mention are named once more; signed
// by milliseconds and secret in the query; 20 messages a minute, and after more
// none for ten minutes.
type dingtalk struct{ robot }

const dingtalkLimit = 20_000

// Codes 130101 and 90030 are of too many messages; -1 of a busy system.
var dingtalkVerdict = verdict{
	"DingTalk", map[int]time.Duration{130101: 10 * time.Minute, 90030: 10 * time.Minute}, []int{-1},
}

var dingtalkMarkup = markup{
	escape: escapeMarkdown, newline: "  \n", bold: markdownBold, link: markdownLink,
	title: func(s, _ string) string { return "### " + s },
}

func (d dingtalk) send(ctx context.Context, g Group) error {
	at := map[string][]string{"atMobiles": {}, "atUserIds": {}}
	mention := ""
	for _, c := range d.contacts.of(g) {
		switch {
		case c.DingTalk != "":
			at["atUserIds"] = append(at["atUserIds"], c.DingTalk)
			mention += " @" + c.DingTalk
		case c.Mobile != "":
			at["atMobiles"] = append(at["atMobiles"], c.Mobile)
			mention += " @" + c.Mobile
		}
	}
	if mention != "" {
		mention = dingtalkMarkup.newline + mention[1:]
	}
	body := func(title, text string) map[string]any {
		return map[string]any{
			"msgtype": "markdown", "markdown": map[string]any{"title": title, "text": text + mention}, "at": at,
		}
	}
	m, err := d.words.message(g, dingtalkMarkup, func(title, text string) bool {
		return jsonSize(body(title, text)) <= dingtalkLimit
	})
	if err != nil {
		return err
	}
	query, err := d.signed()
	if err != nil {
		return err
	}
	return d.say(ctx, dingtalkVerdict, body(m.Title, m.Text), query)
}

// signed is the signature that goes into the query.
func (d dingtalk) signed() (url.Values, error) {
	if d.secretFile == "" {
		return nil, nil //nolint:nilnil // There is none.
	}
	secret, err := secretIn(d.secretFile)
	if err != nil {
		return nil, err
	}
	stamp := strconv.FormatInt(d.clock().UnixMilli(), 10)
	return url.Values{"timestamp": {stamp}, "sign": {signature(secret, stamp+"\n"+secret)}}, nil
}
