package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
)

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 64 << 10

// secretIn reads a secret from a file, each time that it is used: another one
// counts at once.
func secretIn(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", &Error{Reason: ReasonRefused, Err: err}
	}
	return string(bytes.TrimSpace(text)), nil
}

// addressIn reads an address from a file. Errors don't repeat it.
func addressIn(file string) (*url.URL, error) {
	text, err := secretIn(file)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, failf(ReasonRefused, "%s: want an address such as https://…", file)
	}
	return u, nil
}

// post sends JSON and gives the answer of a status of 2xx.
func post(ctx context.Context, client *http.Client, to *url.URL, body any) ([]byte, error) {
	content, err := encode(body)
	if err != nil {
		return nil, failf(ReasonRefused, "encode the message: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(content))
	if err != nil {
		return nil, failf(ReasonRefused, "the address is no address")
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	response, err := client.Do(request)
	if err != nil {
		return nil, withoutURL(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	return answer, statusError(response)
}

// encode writes JSON without escaping <, > and &, which count against limits.
func encode(body any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(body)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// statusError sorts statuses other than 2xx.
func statusError(r *http.Response) error {
	switch {
	case r.StatusCode/100 == 2:
		return nil
	case r.StatusCode == http.StatusTooManyRequests:
		return &Error{Reason: ReasonBusy, After: retryAfter(r), Err: errors.New("HTTP " + r.Status)}
	case r.StatusCode/100 == 5, r.StatusCode == http.StatusRequestTimeout:
		return &Error{Reason: ReasonFailed, After: retryAfter(r), Err: errors.New("HTTP " + r.Status)}
	}
	return failf(ReasonRefused, "HTTP %s", r.Status)
}

// longestAfter is how long a receiver is left alone at most, whatever it asks for.
const longestAfter = time.Hour

// retryAfter is how many seconds a receiver asks for; as a date it is not read.
func retryAfter(r *http.Response) time.Duration {
	seconds, err := strconv.Atoi(r.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(seconds), longestAfter/time.Second) * time.Second
}
