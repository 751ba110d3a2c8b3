package notify

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// EmailOptions are what e-mails are sent by.
type EmailOptions struct {
	Host         string
	Port         int
	TLS          string // starttls, the default; tls from the first byte; none.
	From         string
	To           []string // Who gets every message.
	ToWho        bool     // Whoever answers gets it too, by the contacts.
	Username     string
	PasswordFile string
}

// email sends plain text, in which no name can be a link or markup.
type email struct {
	EmailOptions
	words    *Words
	contacts *Contacts
}

// emailLimit bounds a message's text, in bytes.
const emailLimit = 256 << 10

var plainMarkup = markup{
	escape: func(s string) string { return s }, newline: "\n",
	bold:  func(s string) string { return s },
	link:  func(text, url string) string { return text + " <" + url + ">" },
	title: func(string, string) string { return "" },
}

func (e email) send(ctx context.Context, g Group) error {
	to := slices.Clone(e.To)
	for _, c := range e.contacts.who(g, func(Alert) bool { return true }) { // The end is also theirs to know.
		if e.ToWho && c.Email != "" && !slices.Contains(to, c.Email) {
			to = append(to, c.Email)
		}
	}
	if len(to) == 0 {
		return nil // Nobody answers whose address is known, and nobody else is to get it.
	}
	m, err := e.words.message(g, plainMarkup, func(_, text string) bool { return len(text) <= emailLimit })
	if err != nil {
		return err
	}
	letter := mail.NewMsg()
	if err := errors.Join(letter.From(e.From), letter.To(to...)); err != nil {
		return failf(ReasonRefused, "addresses: %w", err)
	}
	letter.Subject(m.Title)
	letter.SetDate()
	letter.SetMessageID()
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	letter.SetBodyString(mail.TypeTextPlain, m.Text+"\n")
	client, err := e.client()
	if err != nil {
		return err
	}
	return smtpError(client.DialAndSendWithContext(ctx, letter))
}

func (e email) client() (*mail.Client, error) {
	options := []mail.Option{mail.WithPort(e.Port), mail.WithTimeout(15 * time.Second), mail.WithTLSPolicy(mail.TLSMandatory)}
	switch e.TLS {
	case "tls":
		options = append(options, mail.WithSSL())
	case "none":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if e.Username != "" {
		password, err := secretIn(e.PasswordFile)
		if err != nil {
			return nil, err
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(e.Username), mail.WithPassword(password))
	}
	client, err := mail.NewClient(e.Host, options...)
	if err != nil {
		return nil, failf(ReasonRefused, "e-mail: %w", err)
	}
	return client, nil
}

// smtpError sorts an error: what a mail server refuses for good needs a person.
func smtpError(err error) error {
	var refused *mail.SendError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused) && refused.ErrorCode() >= 500, strings.Contains(err.Error(), "AUTH failed"):
		return &Error{Reason: ReasonRefused, Err: err}
	}
	return err
}
