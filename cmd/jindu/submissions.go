package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/collector/gate"
	"jindu/collector/source"
	"jindu/collector/template"
	"jindu/internal/model"
	"jindu/internal/store"
	"jindu/internal/web/page"
	"jindu/internal/web/submissions"
)

// submissions routes what is taken in, and the receipts alone where nothing is.
func (o *office) submissions(kit *page.Kit) (func(gin.IRouter), error) {
	api := source.NewHTTP(source.HTTPOptions{
		Service: o.collector, Receipts: o.ledger, Zone: o.rules.Zone, Logger: o.logger,
	})
	options := submissions.Options{
		API: api, Receipts: o.ledger, Field: fieldNames(),
		Template: func(w io.Writer, lang model.Language) error {
			return template.Write(w, template.Options{Catalog: o.rules.Catalog, Lang: lang})
		},
	}
	if ledger, ok := o.ledger.(store.Ledger); ok {
		options.Facts = factsOf(ledger)
	}
	if o.collector != nil {
		options.Desk = &submissionDesk{Collector: o.collector, api: api, logger: o.logger}
	}
	return submissions.New(kit, options)
}

// factsOf gives what a receipt of a ledger brought.
func factsOf(ledger store.Ledger) submissions.Facts {
	return func(ctx context.Context, receipt string, skip int) iter.Seq2[submissions.Fact, error] {
		return func(yield func(submissions.Fact, error) bool) {
			for c, err := range ledger.Facts(ctx, receipt, skip) {
				if !yield(submissions.Fact{Series: c.Series, Version: c.Version, Record: c.Record}, err) {
					return
				}
			}
		}
	}
}

// fieldNames call the fields of records as the columns that they are read from.
func fieldNames() func(key string) model.Text {
	names := map[string]model.Text{}
	for _, table := range gate.Tables() {
		for _, column := range table.Columns {
			if _, ok := names[column.Key]; !ok {
				names[column.Key] = column.Name
			}
		}
	}
	return func(key string) model.Text { return names[key] }
}

// A submissionDesk is the collector as the pages see it.
type submissionDesk struct {
	*collector.Collector
	api    *source.HTTP
	logger *slog.Logger
}

// Receive reads an upload out of a form.
func (d *submissionDesk) Receive(c *gin.Context) (submissions.Upload, error) {
	u, err := d.api.Upload(c)
	page := submissions.Upload{
		By: u.By, Source: u.Source, Reason: u.Reason, Region: u.Region, Table: u.Table, Recorded: u.Recorded, DryRun: u.DryRun,
	}
	for _, f := range u.Files {
		page.Files = append(page.Files, submissions.File(f))
	}
	return page, d.failure(err)
}

// Submit takes an upload.
func (d *submissionDesk) Submit(ctx context.Context, u submissions.Upload) (submissions.Outcome, error) {
	upload := collector.Upload{
		By: u.By, Source: u.Source, Reason: u.Reason, Region: u.Region, Table: u.Table, Recorded: u.Recorded, DryRun: u.DryRun, Still: u.Still,
	}
	for _, f := range u.Files {
		upload.Files = append(upload.Files, format.File(f))
	}
	out, err := d.Collector.Submit(ctx, upload)
	return submissions.Outcome{
		Receipt: out.Receipt, AlreadyTaken: out.AlreadyTaken, DryRun: out.DryRun,
		Figures: out.Figures, Records: out.Records, Revised: out.Revised, Warnings: out.Warnings,
	}, d.failure(err)
}

// Withdraw takes a submission back.
func (d *submissionDesk) Withdraw(ctx context.Context, receipt, by, reason string) (model.Receipt, error) {
	r, err := d.Collector.Withdraw(ctx, receipt, by, reason)
	return r, d.failure(err)
}

// Sender is who sends a request.
func (d *submissionDesk) Sender(c *gin.Context, given string) string { return source.Sender(c, given) }

// Limits bound an upload.
func (d *submissionDesk) Limits() submissions.Limits {
	l := d.Collector.Limits
	return submissions.Limits{Bytes: l.Bytes, Files: l.Files, Facts: l.Facts, Refused: l.Refused}
}

// Refusals lists what was refused.
func (d *submissionDesk) Refusals(skip, most int) ([]submissions.Refusal, int, error) {
	found, total, err := d.Collector.Refusals(skip, most)
	all := make([]submissions.Refusal, len(found))
	for i, r := range found {
		all[i] = submissions.Refusal(r)
	}
	return all, total, d.failure(err)
}

// Refusal gives one.
func (d *submissionDesk) Refusal(hash string) (submissions.Refusal, error) {
	r, err := d.Collector.Refusal(hash)
	return submissions.Refusal(r), d.failure(err)
}

// RefusedFile opens a file of one.
func (d *submissionDesk) RefusedFile(hash, name string) (io.ReadSeekCloser, error) {
	f, err := d.Collector.RefusedFile(hash, name)
	return f, d.failure(err)
}

// Original opens a file of a receipt.
func (d *submissionDesk) Original(hash, name string) (io.ReadSeekCloser, error) {
	f, err := d.Collector.Original(hash, name)
	return f, d.failure(err)
}

// failure says an error as the API answers it. What is the server's fault is
// logged here, the one place that knows it.
func (d *submissionDesk) failure(err error) error {
	var failure *submissions.Failure
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failure):
		return failure
	case errors.Is(err, collector.ErrNotKept):
		return &submissions.Failure{Status: http.StatusNotFound, Code: "not_kept", Cause: err, Text: model.Text{
			ZH: "没有留存，或已被较新的替换", EN: "not kept, or newer ones have taken its place",
		}}
	}
	f := &submissions.Failure{Cause: err}
	f.Status, f.Code, f.Text = source.Answer(err)
	var refused *collector.RefusedError
	if errors.As(err, &refused) {
		f.Problems, f.Warnings = refused.Problems, refused.Warnings
	}
	if f.Status >= http.StatusInternalServerError {
		d.logger.Error("submission on a page", "err", err)
	}
	return f
}
