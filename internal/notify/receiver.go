package notify

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/time/rate"
)

// The kinds of receiver.
const (
	KindWebhook  = "webhook"
	KindWeCom    = "wecom"
	KindDingTalk = "dingtalk"
	KindFeishu   = "feishu"
	KindEmail    = "email"
	KindLog      = "log"
)

// ReceiverOptions are what a Receiver is made of.
type ReceiverOptions struct {
	Name       string
	Kind       string
	URLFile    string        // Of all but e-mail and the log.
	Pace       *rate.Limiter // By NewPace: receivers of one robot have one.
	SecretFile string        // Of DingTalk and Feishu; empty where they ask for no signature.
	Email      EmailOptions  // Of e-mail.
	Client     *http.Client  // Of those; it follows no redirects.
	Words      *Words
	Contacts   *Contacts
	Clock      func() time.Time
	Metrics    *Metrics
	Logger     *slog.Logger
}

// sender is one way to send.
type sender interface {
	send(ctx context.Context, g Group) error
}

// A Receiver sends groups to one place, no faster than it allows. Its methods
// may be called from several goroutines.
type Receiver struct {
	Name   string
	sender sender
	pace   *rate.Limiter
	tally  *Tally
	logger *slog.Logger
}

// NewReceiver makes a receiver; nothing is connected to.
func NewReceiver(o ReceiverOptions) (*Receiver, error) {
	r := &Receiver{
		Name: o.Name, tally: o.Metrics.Tally(o.Name, o.Clock), logger: o.Logger.With("receiver", o.Name),
		pace: o.Pace,
	}
	speaker := robot{o.URLFile, o.SecretFile, o.Client, o.Words, o.Contacts, o.Clock, r.pace}
	switch o.Kind {
	case KindWebhook:
		r.sender = webhook{o.URLFile, o.Client}
	case KindWeCom:
		r.sender = wecom{speaker}
	case KindDingTalk:
		r.sender = dingtalk{speaker}
	case KindFeishu:
		r.sender = feishu{speaker}
	case KindEmail:
		r.sender = email{o.Email, o.Words, o.Contacts}
	case KindLog:
		r.sender = logbook{o.Words, r.logger}
	default:
		return nil, errors.New("no such kind of receiver: " + o.Kind)
	}
	return r, nil
}

// paces are the times between messages that the messengers allow; others take
// as many as come.
var paces = map[string]time.Duration{
	KindWeCom:    3500 * time.Millisecond, // 20 a minute, of which two may be at once.
	KindDingTalk: 3500 * time.Millisecond,
	KindFeishu:   700 * time.Millisecond, // 100 a minute.
}

// NewPace is how fast messages may be sent to one place.
func NewPace(kind string) *rate.Limiter {
	return rate.NewLimiter(rate.Every(paces[kind]), 2) // 20 a minute allow no larger burst beside the rate.
}

// sendTimeout bounds one attempt, without the wait for its turn.
const sendTimeout = 30 * time.Second

// Send sends a group, waiting for its turn. Its error is an *Error.
func (r *Receiver) Send(ctx context.Context, g Group) error {
	if err := r.pace.Wait(ctx); err != nil {
		return failf(ReasonBusy, "too many messages wait for this receiver")
	}
	within, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	if err := r.sender.send(within, g); err != nil {
		failed := explain(err)
		if ctx.Err() != nil {
			return failed // Whoever sends went away, which says nothing of the receiver.
		}
		if r.tally.Failed(failed.Reason) {
			r.logger.Warn("alerts can't be told", "reason", failed.Reason, "err", failed)
		}
		return failed
	}
	if r.tally.Rest() {
		r.logger.Info("alerts are told again")
	}
	r.tally.Took()
	return nil
}

// Rest says that nothing waits any more.
func (r *Receiver) Rest() { r.tally.Rest() }
