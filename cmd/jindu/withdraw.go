package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"os"

	"jindu/internal/model"
)

// withdrawCommand takes a submission back.
type withdrawCommand struct {
	target

	Receipt string `arg:"" help:"ID of the receipt, such as R000001."`
	Reason  string `help:"Why; kept with the history." required:"" placeholder:"TEXT"`
	By      string `help:"Who says so; the user's name where left out." placeholder:"NAME"`
}

// Run withdraws and prints the receipt of the withdrawal.
func (w *withdrawCommand) Run(env *environment) (err error) {
	c, err := w.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	var answer submissionAnswer
	form := url.Values{"reason": {w.Reason}, "by": {orUser(w.By)}}
	if _, err := c.postForm(env.ctx, "/submissions/"+url.PathEscape(w.Receipt)+"/withdrawal", form, &answer); err != nil {
		return err
	}
	if answer.Error != nil {
		return answer.Error.print(env)
	}
	text := model.Text{ZH: "已撤回 %s，撤回回执 %s", EN: "%s is withdrawn; the withdrawal is %s"}.In(env.lang)
	_, err = fmt.Fprintf(env.stdout, text+"\n", answer.Receipt.Withdraws, answer.Receipt.ID)
	return err
}

// orUser gives the name of who runs the program where none is given.
func orUser(name string) string {
	return cmp.Or(name, os.Getenv("USER"), os.Getenv("USERNAME")) // The latter on Windows.
}
