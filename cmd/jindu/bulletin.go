package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"jindu/internal/bulletin"
	"jindu/internal/model"
	"jindu/internal/web/bulletins"
)

// bulletinCommand writes a bulletin, issues it, or makes an issued one again.
type bulletinCommand struct {
	target

	Period string `help:"Month that it is about, or of a weekly one the week (2020-W31), a day of it, or the month that it ends." required:"" placeholder:"2020-07"`
	Kind   string `help:"tongbao (通报, ranked), xinxi (信息, prose for the level above) or weekly (周督导); tongbao where left out." enum:",tongbao,xinxi,weekly" default:"" placeholder:"KIND"`
	Format string `help:"md, html (prints to A4) or xlsx (its tables)." enum:"md,html,xlsx" default:"md"`
	AsOf   string `help:"By what was known then." placeholder:"T"`
	Region string `help:"Region that it is of, with all below it; the office's own where left out." placeholder:"R"`
	Only   bool   `help:"With --region: only the region itself, none below it."`
	Out    string `help:"File to write, in place of standard output." placeholder:"FILE"`
	Force  bool   `help:"Overwrite the file where it is there."`

	Issue    bool   `help:"Issue it: keep it as it is, under --number."`
	Number   string `help:"Number of the issue; alone, the issued one is given." placeholder:"N"`
	Signer   string `help:"Who signs it." placeholder:"NAME"`
	Corrects string `help:"Number of the one that it corrects (更正)." placeholder:"N"`
	By       string `help:"Who issues it; the user's name where left out." placeholder:"NAME"`
	Verify   bool   `help:"Make the issued one again and compare it byte by byte."`
}

// Run does what is asked.
func (b *bulletinCommand) Run(env *environment) (err error) {
	if err := b.check(); err != nil {
		return err
	}
	c, err := b.open(env, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	switch {
	case b.Issue:
		return b.issue(env, c)
	case b.Verify:
		return b.verify(env, c)
	}
	return b.write(env, c)
}

// check refuses flags that don't go together.
func (b *bulletinCommand) check() error {
	if _, err := model.ParsePeriod(b.Period, 0); err != nil {
		return bad("--period 应为如 2020-07 的月份，或如 2020-W31 的周", "--period: want a month such as 2020-07, or a week such as 2020-W31")
	}
	switch {
	case b.Issue && b.Verify:
		return bad("--issue 和 --verify 只能用一个", "want --issue or --verify, not both")
	case (b.Issue || b.Verify) && b.Number == "":
		return bad("--issue 和 --verify 要写明 --number", "--issue and --verify want --number")
	case !b.Issue && (b.Signer != "" || b.Corrects != ""):
		return bad("--signer 和 --corrects 要和 --issue 一起用", "--signer and --corrects go with --issue")
	case b.Only && b.Region == "":
		return bad("--only 要和 --region 一起用", "--only goes with --region")
	case b.Format == "xlsx" && b.Out == "" && !b.Issue && !b.Verify:
		return bad("--format xlsx 要用 --out 写明文件", "--format xlsx wants --out FILE")
	}
	return nil
}

func (b *bulletinCommand) path() string { return bulletins.Path + "/" + b.Period }

// asked gives the flags as parameters.
func (b *bulletinCommand) asked(env *environment) url.Values {
	query := url.Values{"lang": {string(env.lang)}}
	for name, value := range map[string]string{"kind": b.Kind, "as_of": b.AsOf, "region": b.Region, "number": b.Number} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if b.Only {
		query.Set("only", "true")
	}
	return query
}

// write gets the bulletin and writes it.
func (b *bulletinCommand) write(env *environment, c *client) error {
	query := b.asked(env)
	query.Set("format", b.Format)
	content, err := c.fetch(env, b.path(), query)
	if err != nil {
		return err
	}
	if b.Out == "" {
		_, err = env.stdout.Write(content)
		return err
	}
	if err := free(b.Out, b.Force); err != nil {
		return err
	}
	return saveFile(b.Out, b.Force, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// fetch gets a file that a jindu gives.
func (c *client) fetch(env *environment, path string, query url.Values) (content []byte, err error) {
	u := c.base.JoinPath(path)
	u.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(env.ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, model.Faultf("连不上 jindu：%w", "reach jindu: %w", err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	if response.StatusCode != http.StatusOK {
		return nil, c.refusal(response)
	}
	return io.ReadAll(io.LimitReader(response.Body, maxAnswer))
}

// issue issues the bulletin and says what was kept.
func (b *bulletinCommand) issue(env *environment, c *client) error {
	query := b.asked(env)
	query.Del("number")
	form := url.Values{"number": {b.Number}, "signer": {b.Signer}, "corrects": {b.Corrects}, "by": {orUser(b.By)}}
	var answer struct {
		bulletins.Answer
		Error *answeredError `json:"error"`
	}
	u := b.path() + "?" + query.Encode()
	if _, err := c.postTo(env, u, form, &answer); err != nil {
		return err
	}
	if answer.Error != nil {
		return answer.Error.print(env)
	}
	i := answer.Issue
	_, err := fmt.Fprintf(env.stdout, model.Text{
		ZH: "%s %s 已印发：%s号，回执 %s\nSHA-256 %s\n", EN: "%s of %s is issued: number %s, receipt %s\nSHA-256 %s\n",
	}.In(env.lang), bulletin.Kind(i.Kind).Name().In(env.lang), i.Period, i.Number, answer.Receipt.ID, i.Hash)
	return err
}

// postTo posts a form to an address with a query.
func (c *client) postTo(env *environment, address string, form url.Values, into any) (int, error) {
	path, query, _ := strings.Cut(address, "?")
	u := c.base.JoinPath(path)
	u.RawQuery = query
	request, err := http.NewRequestWithContext(env.ctx, http.MethodPost, u.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(request, into)
}

// verify makes an issued one again. It finds a fault where it differs.
func (b *bulletinCommand) verify(env *environment, c *client) error {
	query := b.asked(env)
	query.Del("as_of")
	query.Set("verify", "1")
	var answer struct {
		bulletins.Verification
		Error *answeredError `json:"error"`
	}
	if _, err := c.get(env.ctx, b.path(), query, &answer); err != nil {
		return err
	}
	if answer.Error != nil {
		return answer.Error.print(env)
	}
	for _, f := range answer.Files {
		verdict := model.Text{ZH: "一致", EN: "the same"}
		if !f.Same {
			verdict = model.Text{ZH: "不同", EN: "differs"}
		}
		if _, err := fmt.Fprintf(env.stdout, "%s: %s (SHA-256 %s)\n", f.Name, verdict.In(env.lang), f.Again); err != nil {
			return err
		}
	}
	if answer.Same {
		return nil
	}
	if answer.Note != nil {
		_, _ = fmt.Fprintln(env.stderr, answer.Note.In(env.lang))
	}
	return errFindings
}
