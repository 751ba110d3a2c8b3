package main

import (
	"context"
	"net/url"
	"time"

	"jindu/internal/config"
	jindu "jindu/internal/model"
)

// then is what stands for the time in a sentence: of a time that was asked
// about, or of now.
func (a *atInstant) then() jindu.Text {
	if a.Time == "" && a.AsOf == "" {
		return jindu.Text{ZH: "目前"}
	}
	return jindu.Text{ZH: "当时", EN: " then"}
}

// nothing says that there is nothing to print. Where no time was asked about it
// adds when there is something, if the families that a regular expression names
// have samples at the newest figures' date.
func (a *atInstant) nothing(
	env *environment, c *client, configuration func() (*config.Config, error), families string, text jindu.Text,
) error {
	if a.Time != "" {
		return spoken{text}
	}
	zone, err := zoneOf(configuration)
	if err != nil {
		return err
	}
	at, err := c.newestFigures(env.ctx)
	if err != nil || at.IsZero() {
		return spoken{text} // The hint is not worth another error.
	}
	newest := *a
	newest.Time = at.In(zone).Format(time.DateOnly)
	if found, err := newest.read(env.ctx, c, families); err == nil && len(found) > 0 {
		text.ZH += "；最新数据截至 " + newest.Time + "，可加 --time " + newest.Time
		text.EN += "; the newest figures are of " + newest.Time + ": try --time " + newest.Time
	}
	return spoken{text}
}

// newestFigures is when the newest figures were cut off; zero where there are none.
func (c *client) newestFigures(ctx context.Context) (time.Time, error) {
	// From the far end of time back to before any figure, in one window.
	newest := `max(max_over_time({__name__=~"jindu_(indicator|project)_period_end_timestamp_seconds"}[250y]))`
	found, err := c.query(ctx, "/api/v1/query", url.Values{"query": {newest}, "time": {"2199-12-31"}})
	if err != nil || len(samples(found)) == 0 {
		return time.Time{}, err
	}
	return time.Unix(int64(samples(found)[0].Value), 0), nil
}
