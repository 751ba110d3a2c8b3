package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"strconv"
	"time"

	"jindu/collector"
	"jindu/internal/model"
)

// remote submits to a server.
type remote struct{ client *client }

// uploading is the stage of the way to the server.
const uploading collector.Stage = "upload"

// submissionAnswer is what a server says of a submission or a withdrawal.
type submissionAnswer struct {
	Receipt      model.Receipt   `json:"receipt"`
	AlreadyTaken bool            `json:"already_taken"`
	DryRun       bool            `json:"dry_run"`
	Figures      int             `json:"figures"`
	Records      int             `json:"records"`
	Warnings     []model.Problem `json:"warnings"`
	Error        *answeredError  `json:"error"`
}

// answeredError is why a server did not do what was asked.
type answeredError struct {
	Code     string          `json:"code"`
	Message  model.Text      `json:"message"`
	Problems []model.Problem `json:"problems"`
}

// Error gives the English message.
func (e *answeredError) Error() string { return e.Message.EN }

// print says the error in the user's language.
func (e *answeredError) print(env *environment) error {
	_, _ = fmt.Fprintln(env.stderr, "jindu: "+e.Message.In(env.lang))
	printProblems(env.stderr, e.Problems, env.lang)
	return errRefused
}

// Submit uploads the files as a form.
func (r *remote) Submit(ctx context.Context, u collector.Upload) (collector.Outcome, error) {
	body, contentType, err := uploadForm(u)
	if err != nil {
		return collector.Outcome{}, err
	}
	var answer submissionAnswer
	sent := &counted{reader: body, total: body.Len(), show: u.Progress}
	if _, err := r.client.post(ctx, "/submissions", contentType, sent, &answer); err != nil {
		return collector.Outcome{}, err
	}
	if e := answer.Error; e != nil {
		if len(e.Problems) > 0 {
			return collector.Outcome{}, &collector.RefusedError{Problems: e.Problems, Reason: e}
		}
		return collector.Outcome{}, badInput{e}
	}
	out := collector.Outcome{
		Receipt: answer.Receipt, AlreadyTaken: answer.AlreadyTaken, DryRun: answer.DryRun,
		Figures: answer.Figures, Records: answer.Records, Warnings: answer.Warnings,
	}
	if !out.DryRun {
		out.Figures, out.Records = out.Receipt.Figures, out.Receipt.Records
	}
	if !out.DryRun && !out.AlreadyTaken {
		out.Warnings = out.Receipt.Warnings
	}
	return out, nil
}

func uploadForm(u collector.Upload) (*bytes.Buffer, string, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	fields := map[string]string{"by": u.By, "reason": u.Reason, "region": u.Region, "table": u.Table}
	if !u.Recorded.IsZero() {
		fields["recorded"] = u.Recorded.Format(time.RFC3339Nano)
	}
	if u.DryRun {
		fields["dry_run"] = strconv.FormatBool(true)
	}
	for name, value := range fields {
		if value == "" {
			continue
		}
		if err := form.WriteField(name, value); err != nil {
			return nil, "", err
		}
	}
	for _, f := range u.Files {
		part, err := form.CreateFormFile("file", f.Name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.Content); err != nil {
			return nil, "", err
		}
	}
	return &body, form.FormDataContentType(), form.Close()
}

// counted tells how much of a body was sent.
type counted struct {
	reader      io.Reader
	done, total int
	show        func(collector.Stage, int, int)
}

// Read reads on and tells.
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.reader.Read(p)
	c.done += n
	if c.show != nil {
		c.show(uploading, c.done, c.total)
	}
	return n, err
}
