package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"jindu/internal/model"
	"jindu/internal/register"
	"jindu/internal/web"
)

// acknowledgementsCommand prints the register of acknowledgements (督办台账).
type acknowledgementsCommand struct {
	target
	atInstant

	Project string `help:"Only of this project, by its number or name." placeholder:"P"`
	State   string `help:"Only what is acknowledged (督办) and not closed, or only what is closed (销号)." placeholder:"acknowledged|closed"`
}

// Run asks for the register and prints it.
func (k *acknowledgementsCommand) Run(env *environment) (err error) {
	c, err := k.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	form, err := k.asked(env.ctx, c)
	if err != nil {
		return err
	}
	for name, value := range map[string]string{"project": k.Project, "state": k.State} {
		if value != "" {
			form.Set(name, value)
		}
	}
	rows, err := c.register(env.ctx, form)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		then := k.then()
		return spoken{model.Text{ZH: then.ZH + "没有这样的督办", EN: "nothing of the kind was acknowledged" + then.EN}}
	}
	out := printer{w: env.stdout}
	switch k.Format {
	case "json":
		return writeJSON(env.stdout, rows)
	case "csv":
		return out.csv(register.Table(rows, env.lang))
	}
	return out.table(register.Table(rows, env.lang))
}

// register asks for the register of acknowledgements.
func (c *client) register(ctx context.Context, form url.Values) ([]register.Row, error) {
	var answer struct {
		Rows  []register.Row `json:"acknowledgements"`
		Error *answeredError `json:"error"`
	}
	status, err := c.get(ctx, web.AcknowledgementsPath, form, &answer)
	switch {
	case err != nil:
		return nil, err
	case answer.Error != nil:
		return nil, badInput{answer.Error}
	case status != http.StatusOK:
		return nil, fmt.Errorf("%s answered %d, not as a jindu does", c.base, status)
	}
	return answer.Rows, nil
}
