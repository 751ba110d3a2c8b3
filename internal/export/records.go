package export

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jindu/internal/model"
)

// statement is a line of records.jsonl.
type statement struct {
	Kind      model.Kind      `json:"kind"`
	Region    string          `json:"region"`
	ID        string          `json:"id"`
	ValidFrom *time.Time      `json:"valid_from,omitempty"` // Left out where it names no day.
	Body      json.RawMessage `json:"body,omitempty"`
	Recorded  string          `json:"recorded"`
	Receipt   string          `json:"receipt"`
	Cell      string          `json:"cell,omitempty"`
	Withdraws string          `json:"withdraws,omitempty"`
}

// records writes every statement about anything, in the order of the log.
func (e *exporter) records(ctx context.Context) error {
	w, err := e.file("records.jsonl")
	if err != nil {
		return err
	}
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for c, err := range e.Ledger.Changes(ctx, 0) {
		if err != nil {
			return err
		}
		if c.Record == nil || !e.known(c.Record.Receipt, c.Record.Recorded) {
			continue
		}
		r := c.Record
		validFrom := &r.ValidFrom
		if r.ValidFrom.Equal(model.Always()) {
			validFrom = nil
		}
		if err := lines.Encode(statement{
			Kind: r.Kind, Region: r.Region, ID: r.ID, ValidFrom: validFrom, Body: r.Body,
			Recorded: e.moment(r.Recorded), Receipt: r.Receipt, Cell: r.Cell, Withdraws: r.Withdraws,
		}); err != nil {
			return err
		}
	}
	return nil
}

// receipts writes every receipt, the oldest first, and the files that each
// brought.
func (e *exporter) receipts(ctx context.Context) error {
	var all []model.Receipt
	for r, err := range e.Ledger.Receipts(ctx) {
		if err != nil {
			return err
		}
		if e.known(r.ID, r.Recorded) {
			all = append(all, r)
		}
	}
	slices.Reverse(all)
	w, err := e.file("receipts.jsonl")
	if err != nil {
		return err
	}
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for _, r := range all {
		if err := lines.Encode(r); err != nil {
			return err
		}
	}
	for _, r := range all {
		if err := errors.Join(ctx.Err(), e.originals(r)); err != nil {
			return err
		}
	}
	return nil
}

// originals writes the files of a submission, where they were kept.
func (e *exporter) originals(r model.Receipt) error {
	if r.Hash == "" || r.Hash != filepath.Base(r.Hash) {
		return nil
	}
	folder := filepath.Join(e.Originals, r.Hash)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() {
			continue
		}
		if err := e.original(filepath.Join(folder, entry.Name()), path.Join("originals", r.ID, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (e *exporter) original(from, to string) (err error) {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w, err := e.file(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return err
}

// bulletins writes those that were issued, as they are kept.
func (e *exporter) bulletins(ctx context.Context) error {
	if e.Bulletins == "" {
		return nil
	}
	return filepath.WalkDir(e.Bulletins, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case errors.Join(err, ctx.Err()) != nil:
			return errors.Join(err, ctx.Err())
		case file != e.Bulletins && strings.HasPrefix(entry.Name(), "."): // Half written.
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return e.issuedBy(file)
		case !entry.Type().IsRegular():
			return nil
		}
		name, err := filepath.Rel(e.Bulletins, file)
		if err != nil {
			return err
		}
		return e.original(file, path.Join("bulletins", filepath.ToSlash(name)))
	})
}

// issuedBy passes a bulletin by that was issued later than is asked for.
func (e *exporter) issuedBy(folder string) error {
	text, err := os.ReadFile(filepath.Join(folder, "issue.json"))
	if err != nil || e.AsOf.IsZero() {
		return nil //nolint:nilerr // A folder above is none.
	}
	var issue struct {
		Issued time.Time `json:"issued"`
	}
	if err := json.Unmarshal(text, &issue); err != nil {
		return err
	}
	if issue.Issued.After(e.AsOf) {
		return fs.SkipDir
	}
	return nil
}
