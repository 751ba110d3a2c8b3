package model

import (
	"errors"
	"fmt"
	"time"
)

// MaxFacts is how many observations and records one submission may hold.
const MaxFacts = 1_000_000

// A Submission is what someone reports at one time: all of it is taken, or
// nothing.
type Submission struct {
	By         string      // Who sent it, as far as known.
	Source     string      // How it came: file, folder, http.
	File       string      // Name of the file.
	Reason     string      // Why, where one was given: a correction says it.
	Hash       string      // SHA-256 of its content, in hex; empty where there was no file.
	Recorded   time.Time   // When it became known; zero means at the commit.
	Provenance *Provenance // Where it was taken first; nil means here.

	Observations []Observation
	Records      []Record
	Warnings     []Problem
}

// A Withdrawal asks a ledger to take a submission back.
type Withdrawal struct {
	Receipt    string      // ID of the submission's receipt.
	By         string      // Who asks, as far as known.
	Reason     string      // Why.
	Recorded   time.Time   // When it became known; zero means at the commit.
	Provenance *Provenance // Where it was withdrawn first; nil means here.
}

// Provenance is where a submission or a withdrawal was taken before another
// jindu delivered it. A ledger that was restored from a backup may give a
// number out a second time, so Committed belongs to the identity.
type Provenance struct {
	Ledger    string    `json:"ledger"`    // LedgerStats.ID of the ledger there.
	Number    uint64    `json:"number"`    // Of its receipt there.
	Committed time.Time `json:"committed"` // When it was taken there.
}

// Size is how many facts the submission holds.
func (s Submission) Size() int { return len(s.Observations) + len(s.Records) }

// A Receipt says what became of a submission. Receipts are numbered from 1 in
// the order of their commits.
type Receipt struct {
	ID          string      `json:"id"` // R000001.
	Number      uint64      `json:"number"`
	By          string      `json:"by,omitempty"`
	Source      string      `json:"source,omitempty"`
	File        string      `json:"file,omitempty"`
	Hash        string      `json:"hash,omitempty"`
	Committed   time.Time   `json:"committed"` // When it was taken.
	Recorded    time.Time   `json:"recorded"`  // When its facts count as known; earlier for a backdated import.
	Series      int         `json:"series"`    // New series.
	Figures     int         `json:"figures"`   // Observations.
	Revised     int         `json:"revised"`   // Of those, figures that had another value before.
	Records     int         `json:"records"`
	Withdraws   string      `json:"withdraws,omitempty"` // This receipt takes back that one.
	Reason      string      `json:"reason,omitempty"`    // Why it does, or why the submission was handed in.
	WithdrawnBy string      `json:"withdrawn_by,omitempty"`
	Warnings    []Problem   `json:"warnings,omitempty"`
	Provenance  *Provenance `json:"provenance,omitempty"` // Where it was taken first, if another jindu delivered it.
}

// ReceiptID writes the number of a receipt as its ID.
func ReceiptID(number uint64) string { return fmt.Sprintf("R%06d", number) }

// ParseReceiptID reads what ReceiptID wrote.
func ParseReceiptID(id string) (uint64, error) {
	var number uint64
	if _, err := fmt.Sscanf(id, "R%d", &number); err != nil || ReceiptID(number) != id {
		return 0, fmt.Errorf("receipt %q: want an ID such as R000001", id)
	}
	return number, nil
}

// The errors that a ledger's users can meet. Each is wrapped with what it is
// about; test with errors.Is.
var (
	ErrInUse            = errors.New("in use by another jindu: use --server with its address")
	ErrNoLedger         = errors.New("no ledger")
	ErrNotLedger        = errors.New("not a jindu ledger")
	ErrNewerVersion     = errors.New("written by a newer jindu")
	ErrDamaged          = errors.New("damaged")
	ErrDiskFull         = errors.New("disk full")
	ErrTooManyFacts     = fmt.Errorf("more than %d facts in one submission", MaxFacts)
	ErrFrequency        = errors.New("another frequency than the series has")
	ErrBackdated        = errors.New("recorded not after the newest version")
	ErrStatedTwice      = errors.New("stated twice in one submission")
	ErrNoReceipt        = errors.New("no such receipt")
	ErrAlreadyWithdrawn = errors.New("already withdrawn")
	ErrIsWithdrawal     = errors.New("is itself a withdrawal")
	ErrNoFacts          = errors.New("no facts in the submission")
	ErrNotFinite        = errors.New("value is not a finite number")
	ErrMalformed        = errors.New("fact is not complete")
	ErrNotYet           = errors.New("recorded later than now")
	ErrClosed           = errors.New("ledger is closed")
)

// AlreadyTakenError says that the same content was taken before.
type AlreadyTakenError struct{ Receipt Receipt }

// Error names the receipt.
func (e *AlreadyTakenError) Error() string {
	return "already taken as " + e.Receipt.ID + " on " + e.Receipt.Committed.Format("2006-01-02 15:04")
}
