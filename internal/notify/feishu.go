package notify

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// feishu is a custom robot of Feishu (飞书自定义机器人), as
// https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot says: a card
// with markdown; signed by seconds and secret in the body; at most 20 KB, 100
// messages a minute and 5 a second.
type feishu struct{ robot }

const feishuLimit = 20 << 10

// Code 11232 is of too many messages, here or anywhere: it is worst at full
// and half hours.
var feishuVerdict = verdict{"Feishu", map[int]time.Duration{11232: time.Minute}, nil}

var feishuMarkup = markup{
	escape: escapeMarkdown, newline: "\n", bold: markdownBold, link: markdownLink,
	title: func(string, string) string { return "" }, // The card has a head.
}

// feishuColours are those of a card's head.
var feishuColours = map[string]string{"critical": "red", "warning": "yellow", "info": "blue", Resolved: "green"}

func (f feishu) send(ctx context.Context, g Group) error {
	var called strings.Builder
	for _, c := range f.contacts.of(g) {
		if c.Feishu != "" {
			called.WriteString("<at id=" + c.Feishu + "></at>")
		}
	}
	mention := called.String()
	if mention != "" {
		mention = "\n" + mention
	}
	body := map[string]any{"msg_type": "interactive"}
	if err := f.sign(body); err != nil {
		return err
	}
	write := func(title, text string) map[string]any {
		body["card"] = map[string]any{
			"config": map[string]any{"wide_screen_mode": true},
			"header": map[string]any{
				"title":    map[string]any{"tag": "plain_text", "content": title},
				"template": feishuColours[severityOf(g)],
			},
			"elements": []any{map[string]any{"tag": "markdown", "content": text + mention}},
		}
		return body
	}
	m, err := f.words.message(g, feishuMarkup, func(title, text string) bool { return jsonSize(write(title, text)) <= feishuLimit })
	if err != nil {
		return err
	}
	return f.say(ctx, feishuVerdict, write(m.Title, m.Text), nil)
}

// sign puts the signature into the body: of nothing, keyed by time and secret.
func (f feishu) sign(body map[string]any) error {
	if f.secretFile == "" {
		return nil
	}
	secret, err := secretIn(f.secretFile)
	if err != nil {
		return err
	}
	stamp := strconv.FormatInt(f.clock().Unix(), 10)
	body["timestamp"], body["sign"] = stamp, signature(stamp+"\n"+secret, "")
	return nil
}
