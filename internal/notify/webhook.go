package notify

import (
	"context"
	"net/http"
)

// webhook sends groups as they are: the JSON of Alertmanager's own webhook, so
// that whatever takes one takes the other.
type webhook struct {
	urlFile string
	client  *http.Client
}

func (w webhook) send(ctx context.Context, g Group) error {
	to, err := addressIn(w.urlFile)
	if err != nil {
		return err
	}
	_, err = post(ctx, w.client, to, g)
	return err
}
