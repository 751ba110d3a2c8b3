package influx

import (
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// known gives an error for an answer that says yes as InfluxDB never does: a
// proxy or a sign-in page in its place says 200 to everything, and would be
// taken for a bucket that takes what is written, or for one that is empty. What
// InfluxDB takes it answers with 204, what it is asked with CSV.
func known(r *http.Request, answer *http.Response) error {
	if answer.StatusCode >= http.StatusMultipleChoices {
		return nil
	}
	kind, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if err != nil {
		kind = "no type of content"
	}
	ok := true
	switch {
	case strings.HasSuffix(r.URL.Path, "/api/v2/write"):
		ok = answer.StatusCode == http.StatusNoContent
	case strings.HasSuffix(r.URL.Path, "/api/v2/query"):
		ok = answer.StatusCode == http.StatusOK && kind == "text/csv"
	}
	if ok {
		return nil
	}
	return fmt.Errorf("not an answer of InfluxDB's: HTTP %d with %s; is another program, such as a proxy, at this address?",
		answer.StatusCode, kind)
}
