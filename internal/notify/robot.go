package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/time/rate"
)

// A robot speaks in one group of a messenger.
type robot struct {
	urlFile    string // Its address, which is a secret.
	secretFile string // Of its signature; empty where it asks for none.
	client     *http.Client
	words      *Words
	contacts   *Contacts
	clock      func() time.Time
	pace       *rate.Limiter // Of more than one message at a time.
}

// verdict says what the codes of a messenger mean that are not 0; what is not
// named needs a person.
type verdict struct {
	messenger string
	busy      map[int]time.Duration // Codes of too many messages, and how long to wait.
	failed    []int                 // Codes of faults that pass.
}

// answered reads a messenger's own code, which comes with HTTP 200.
func (v verdict) answered(answer []byte) error {
	var said struct {
		ErrCode *int   `json:"errcode"` // WeCom, DingTalk.
		ErrMsg  string `json:"errmsg"`
		Code    *int   `json:"code"` // Feishu.
		Msg     string `json:"msg"`
	}
	if err := json.Unmarshal(answer, &said); err != nil || (said.ErrCode == nil && said.Code == nil) {
		return failf(ReasonFailed, "not an answer of %s's: is a proxy at this address?", v.messenger)
	}
	code, message := said.Code, said.Msg
	if code == nil {
		code, message = said.ErrCode, said.ErrMsg
	}
	if *code == 0 {
		return nil
	}
	err := failf(ReasonRefused, "%s says %d: %s", v.messenger, *code, limited(message, shortValue))
	if wait, ok := v.busy[*code]; ok {
		err.Reason, err.After = ReasonBusy, wait
	} else if slices.Contains(v.failed, *code) {
		err.Reason = ReasonFailed
	}
	return err
}

// say posts a message to the robot and hears what the messenger thinks of it.
func (r robot) say(ctx context.Context, v verdict, body any, query url.Values) error {
	to, err := addressIn(r.urlFile)
	if err != nil {
		return err
	}
	asked := to.Query()
	for name, values := range query {
		asked[name] = values
	}
	to.RawQuery = asked.Encode()
	answer, err := post(ctx, r.client, to, body)
	if err != nil {
		return err
	}
	return v.answered(answer)
}

// signature is the HMAC-SHA256 of a text in base64.
func signature(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	_, _ = mac.Write([]byte(text)) // A hash takes everything.
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// jsonSize is how many bytes a body takes.
func jsonSize(body any) int {
	content, err := encode(body)
	if err != nil {
		return 0 // Nothing here fails to be encoded; sending it would say so.
	}
	return len(content)
}
