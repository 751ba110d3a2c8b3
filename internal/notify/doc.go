// Package notify says what fires and what has ended to people: it words groups
// of alerts and sends them to group robots of WeCom (企业微信), DingTalk (钉钉)
// and Feishu (飞书), by e-mail, and as they are to a webhook. Its relay takes
// the webhook of an Alertmanager and sends the same messages.
//
// When something is sent, and how often, is not decided here.
package notify
