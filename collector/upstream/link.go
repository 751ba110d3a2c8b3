package upstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"jindu/internal/store"
)

// LinkOptions say how a district reaches its centre.
type LinkOptions struct {
	URL    *url.URL               // Of the centre's pages.
	Client *http.Client           // With its TLS, proxy and password.
	Token  func() (string, error) // That is sent; TokenFile.First is one. Nil where the client adds it.
	Header string                 // That carries it: Authorization where empty, or TokenHeader.
	Region func() string          // Code of the district's own region; it may give none.
}

// A Link asks a centre. Its methods may be called from several goroutines.
type Link struct{ LinkOptions }

// NewLink makes a link; nothing is connected to.
func NewLink(o LinkOptions) *Link { return &Link{o} }

// maxAnswer bounds what is read of an answer.
const maxAnswer = 16 << 20

// request makes one, below Path.
func (l *Link) request(ctx context.Context, method, path string, query url.Values, body io.Reader) (*http.Request, error) {
	if region := l.Region(); region != "" {
		query.Set("region", region)
	}
	address := l.URL.JoinPath(Path, path)
	address.RawQuery = query.Encode()
	r, err := http.NewRequestWithContext(ctx, method, address.String(), body)
	if err != nil {
		return nil, err
	}
	return r, l.sign(r)
}

// sign adds the token.
func (l *Link) sign(r *http.Request) error {
	if l.Token == nil {
		return nil
	}
	token, err := l.Token()
	if err != nil {
		return err
	}
	if l.Header == "" {
		r.Header.Set("Authorization", "Bearer "+token)
	} else {
		r.Header.Set(l.Header, token)
	}
	return nil
}

// do sends a request and reads the JSON that comes back.
//
// Errors, by errors.As: *Refusal, *store.RetryError; by errors.Is:
// store.ErrForbidden.
func (l *Link) do(r *http.Request, into any) (err error) {
	response, err := l.Client.Do(r)
	if err != nil {
		return fmt.Errorf("reach the centre: %w", err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read the centre's answer: %w", err)
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return refused(response, text)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("the centre answered %s, not as a jindu does", response.Status)
	}
	return nil
}

// refused makes an error of an answer.
func refused(response *http.Response, text []byte) error {
	var answer Answer
	var err error = &Refusal{Code: "not_a_jindu", Message: notJindu(response.Status)}
	if json.Unmarshal(text, &answer) == nil && answer.Error != nil {
		err = answer.Error
	}
	err = fmt.Errorf("the centre: %w", err)
	switch status := response.StatusCode; {
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusNotFound:
		return fmt.Errorf("%w: %w", store.ErrForbidden, err)
	case status == http.StatusTooManyRequests, status >= http.StatusInternalServerError:
		if seconds, none := strconv.Atoi(response.Header.Get("Retry-After")); none == nil && seconds > 0 {
			return &store.RetryError{After: time.Duration(seconds) * time.Second, Err: err}
		}
	}
	return err
}
