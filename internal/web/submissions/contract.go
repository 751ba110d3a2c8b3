package submissions

import (
	"context"
	"io"
	"iter"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// Options are what the pages are made of.
type Options struct {
	API      API
	Receipts Receipts
	Facts    Facts                                        // Nil where the store can't tell.
	Desk     Desk                                         // Nil where nothing is taken in.
	Template func(w io.Writer, lang model.Language) error // Writes the blank workbook.
	Field    func(key string) model.Text                  // What a field of a record is called; empty where it has no name.
}

// API answers programs; source.HTTP is one.
type API interface {
	List(c *gin.Context)
	Show(c *gin.Context)
	Submit(c *gin.Context)
	Withdraw(c *gin.Context)
}

// Receipts reads what was taken.
type Receipts interface {
	// Receipts gives every receipt, the newest first.
	Receipts(ctx context.Context) iter.Seq2[model.Receipt, error]
	// Receipt gives one, or model.ErrNoReceipt.
	Receipt(ctx context.Context, id string) (model.Receipt, error)
}

// Facts gives what a receipt brought, without the first so many.
type Facts func(ctx context.Context, receipt string, skip int) iter.Seq2[Fact, error]

// A Fact is a version of a figure, or a record.
type Fact struct {
	Series  *model.Series // With Version; nil where it is a record.
	Version model.Version
	Record  *model.Record
}

// A Desk takes in what people hand in, and keeps the files. Its errors are
// *Failure, which say what to answer.
type Desk interface {
	Kept
	// Receive reads an upload out of a form.
	Receive(c *gin.Context) (Upload, error)
	// Submit takes an upload, all of it or nothing.
	Submit(ctx context.Context, u Upload) (Outcome, error)
	// Withdraw takes a submission back.
	Withdraw(ctx context.Context, receipt, by, reason string) (model.Receipt, error)
	// Sender is who sends a request: the name they signed in with, or else the
	// one given.
	Sender(c *gin.Context, given string) string
	// Limits bound an upload.
	Limits() Limits
}

// Kept reads the files of uploads. A name is one that it has given itself.
type Kept interface {
	// Refusals are the refused uploads that are kept, the newest first, without
	// the first so many and no more than most, and how many there are.
	Refusals(skip, most int) ([]Refusal, int, error)
	// Refusal gives one.
	Refusal(hash string) (Refusal, error)
	// RefusedFile opens a file of one.
	RefusedFile(hash, name string) (io.ReadSeekCloser, error)
	// Originals names the files of a receipt by its hash; none where none are kept.
	Originals(hash string) ([]string, error)
	// Original opens one of them.
	Original(hash, name string) (io.ReadSeekCloser, error)
}

// Limits bound an upload, and say how many refused ones are kept.
type Limits struct {
	Bytes                 int64
	Files, Facts, Refused int
}

// An Upload is what is handed in at one time.
type Upload struct {
	Files         []File
	By, Source    string
	Reason        string
	Region, Table string
	Recorded      time.Time
	DryRun        bool
	Still         func(ctx context.Context, view model.View) error // Whether it is still wanted when its turn comes; may be nil.
}

// A File is one file of it.
type File struct {
	Name    string
	Content []byte
}

// An Outcome is what became of an upload that was not refused.
type Outcome struct {
	Receipt                   model.Receipt
	AlreadyTaken, DryRun      bool
	Figures, Records, Revised int
	Warnings                  []model.Problem
}

// A Refusal is an upload that was refused.
type Refusal struct {
	Hash               string
	Refused            time.Time
	By, Source         string
	Problems, Warnings []model.Problem
	Files              []string
}

// A Failure is why something was not done.
type Failure struct {
	Status             int
	Code               string
	Text               model.Text
	Problems, Warnings []model.Problem
	Cause              error
}

// Error gives the English words.
func (f *Failure) Error() string { return f.Text.EN }

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Cause }
