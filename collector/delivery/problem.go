package delivery

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"

	"jindu/internal/model"
	"jindu/internal/store"
)

// The reasons why a delivery fails.
const (
	ReasonForbidden = "forbidden" // The target refuses: a person must help.
	ReasonCursor    = "cursor"    // The cursor is not of this ledger, or can't be kept: a person must help.
	ReasonTarget    = "target"    // The target holds other data: a person must help.
	ReasonLedger    = "ledger"    // The ledger can't be read.
	ReasonBusy      = "busy"      // The target asks to be left alone for a while.
	ReasonTimeout   = "timeout"   // The target did not answer in time.
	ReasonFailed    = "failed"    // Anything else: mostly, the target can't be reached.
)

// Reasons are all of them.
func Reasons() []string {
	return []string{
		ReasonForbidden, ReasonCursor, ReasonTarget, ReasonLedger, ReasonBusy, ReasonTimeout, ReasonFailed,
	}
}

// needsPerson tells that waiting alone won't help.
func needsPerson(reason string) bool {
	return reason == ReasonForbidden || reason == ReasonCursor || reason == ReasonTarget
}

// What keeps a delivery from going on though the target may be well.
var (
	ErrOtherLedger  = errors.New("the cursor is of another ledger")
	ErrBeyondLog    = errors.New("the cursor is beyond the ledger's log")
	ErrOtherHistory = errors.New("the cursor is of another history of this ledger")
	ErrNotOurs      = errors.New("the target holds the data of another ledger")
	ErrTargetOther  = errors.New("the target is of another history of this ledger")
	ErrTargetAhead  = errors.New("the target has more than this ledger")
)

// A Problem is why a delivery does not go on, in words for people.
type Problem struct {
	Reason string // One of Reasons.
	Text   model.Text
	Err    error
}

// Error gives the error itself.
func (p *Problem) Error() string { return p.Err.Error() }

// Unwrap gives the error itself.
func (p *Problem) Unwrap() error { return p.Err }

// problemf makes a problem of a reason and an error, and words for it.
func problemf(reason string, err error, zh, en string, values ...any) *Problem {
	return &Problem{reason, model.Text{ZH: fmt.Sprintf(zh, values...), EN: fmt.Sprintf(en, values...)}, err}
}

// ledgerProblem is one of reading the ledger.
func ledgerProblem(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return problemf(ReasonLedger, fmt.Errorf("read the ledger: %w", err), "账本读不出来", "the ledger can't be read")
}

// problemOf sorts an error of a Deliverer.
func problemOf(err error) *Problem {
	var known *Problem
	var retry *store.RetryError
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, store.ErrForbidden):
		return problemf(ReasonForbidden, err,
			"对方不接受本机的凭据，或没有所指的库：请核对 token_file 和地址",
			"the target refuses jindu's credentials or has no such place: look at token_file and the address")
	case errors.As(err, &retry):
		return problemf(ReasonBusy, err, "对方正忙，要求稍后再试", "the target is busy and asks to be tried later")
	case errors.Is(err, context.DeadlineExceeded):
		return problemf(ReasonTimeout, err, "对方没有及时回答", "the target did not answer in time")
	}
	return &Problem{ReasonFailed, whyUnreached(err), err}
}

// whyUnreached says what of the settings may be wrong where a target can't be
// reached. Whether a person must help is not known: certificates are renewed.
func whyUnreached(err error) model.Text {
	var certificate *tls.CertificateVerificationError
	var notTLS tls.RecordHeaderError
	switch {
	case errors.As(err, &certificate):
		return model.Text{
			ZH: "对方的证书不可信（颁发者、名称或有效期），会继续重试：请核对地址和 http_config 中的 ca_file",
			EN: "the target's certificate is not trusted (its issuer, name or dates); tried again: look at the address and ca_file in http_config",
		}
	case errors.As(err, &notTLS), errors.Is(err, http.ErrSchemeMismatch):
		return model.Text{
			ZH: "对方不用 TLS，会继续重试：地址是否应为 http://",
			EN: "the target does not speak TLS; tried again: should the address be http://?",
		}
	}
	return model.Text{ZH: "送不到，会继续重试", EN: "delivery fails and is tried again"}
}
