package export

import (
	"archive/zip"
	"context"
	_ "embed" // The README.
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"jindu/internal/model"
	"jindu/internal/store"
)

//go:embed README.md
var readme []byte

// Ledger is what is written.
type Ledger interface {
	View(ctx context.Context, asOf time.Time) (model.View, error)
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]
	Changes(ctx context.Context, after uint64) iter.Seq2[store.Change, error]
	Stats() model.LedgerStats
}

// Options say what is exported.
type Options struct {
	Ledger    Ledger
	Originals string    // Folder of the files that were taken, one folder for each hash.
	Bulletins string    // Folder of those that were issued.
	AsOf      time.Time // Only what was known then; zero means everything.
	Zone      *time.Location
	Version   string
	Made      time.Time
}

// An exporter writes one archive.
type exporter struct {
	Options
	zip   *zip.Writer
	view  model.View
	names []string // Of labels, sorted: the columns.
}

// Write writes the archive. It is whole only where there is no error: a zip
// archive's table of contents comes last.
func Write(ctx context.Context, w io.Writer, o Options) (err error) {
	view, err := o.Ledger.View(ctx, o.AsOf)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	e := &exporter{Options: o, zip: zip.NewWriter(w), view: view}
	for _, part := range []func(context.Context) error{
		e.about, e.current, e.versions, e.acknowledgements, e.records, e.receipts, e.bulletins,
	} {
		if err := part(ctx); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := e.zip.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// file begins a file of the archive, which ends the one before.
func (e *exporter) file(name string) (io.Writer, error) {
	return e.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: e.Made})
}

// about writes the README, and what the export is of.
func (e *exporter) about(context.Context) error {
	w, err := e.file("README.md")
	if err != nil {
		return err
	}
	if _, err := w.Write(readme); err != nil {
		return err
	}
	if w, err = e.file("export.json"); err != nil {
		return err
	}
	about := struct {
		Ledger  string     `json:"ledger"`
		Commit  uint64     `json:"commit"`
		AsOf    *time.Time `json:"as_of,omitempty"`
		Made    time.Time  `json:"made"`
		Version string     `json:"version"`
		Zone    string     `json:"timezone"`
	}{Ledger: e.Ledger.Stats().ID, Commit: e.view.Commit(), Made: e.Made.In(e.Zone), Version: e.Version, Zone: e.Zone.String()}
	if !e.AsOf.IsZero() {
		asOf := e.AsOf.In(e.Zone)
		about.AsOf = &asOf
	}
	return json.NewEncoder(w).Encode(about)
}

// known tells whether the view knows what a receipt brought at a time: later
// commits go on while it is read.
func (e *exporter) known(receipt string, recorded time.Time) bool {
	number, err := model.ParseReceiptID(receipt)
	return err == nil && number <= e.view.Commit() && (e.AsOf.IsZero() || !recorded.After(e.AsOf))
}
