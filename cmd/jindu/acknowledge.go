package main

import (
	"errors"
	"fmt"
	"net/url"

	"jindu/collector/upstream"
	"jindu/internal/model"
)

// acknowledgeCommand says that somebody saw an alert or a project (督办), and
// later that it is settled (销号).
type acknowledgeCommand struct {
	target

	Project   string `help:"Number of the project." placeholder:"P"`
	Alert     string `help:"Name of the alert." placeholder:"NAME"`
	Indicator string `help:"Code of the indicator." placeholder:"CODE"`
	Region    string `help:"Region (code or name); the office's own where left out." placeholder:"R"`
	Note      string `help:"What is to be done, or why it is settled." placeholder:"TEXT"`
	Due       string `help:"Last day to do it." placeholder:"DAY"`
	By        string `help:"Who says so; the user's name where left out." placeholder:"NAME"`
	Close     bool   `help:"It is settled (销号)."`
}

// Run acknowledges and prints the receipt.
func (k *acknowledgeCommand) Run(env *environment) (err error) {
	by := orUser(k.By)
	if by == "" && k.HTTPConfig == "" { // An account of the server's names who it is.
		return bad("请用 --by 写明是谁：环境变量 USER 中没有用户名", "want --by NAME, who says so: the environment has no user's name in USER")
	}
	c, err := k.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	state := model.Acknowledged
	if k.Close {
		state = model.AckClosed
	}
	form := url.Values{
		"region": {k.Region}, "project": {k.Project}, "alert": {k.Alert}, "indicator": {k.Indicator},
		"note": {k.Note}, "due": {k.Due}, "by": {by}, "state": {string(state)},
	}
	var answer submissionAnswer
	if _, err := c.postForm(env.ctx, upstream.AcknowledgePath, form, &answer); err != nil {
		return err
	}
	if answer.Error != nil {
		return answer.Error.print(env)
	}
	_, err = fmt.Fprintf(env.stdout, model.Text{ZH: "%s：回执 %s\n", EN: "%s: receipt %s\n"}.In(env.lang),
		state.Name().In(env.lang), answer.Receipt.ID)
	return err
}
