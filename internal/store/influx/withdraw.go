package influx

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// deleteWithdrawn takes the values of withdrawn figures away, where the server
// can, and gives the points that must be written again: a value can't be
// deleted without the fact beside it. InfluxDB 1.8 can't delete by this API;
// there the old value stays in sight of people, with a status of withdrawn.
//
// It comes after the head: a view that is opened now reads the same with the
// fact as without.
func (t *Target) deleteWithdrawn(ctx context.Context, withdrawn []entry) []entry {
	if t.undeleted {
		return nil
	}
	var again []entry
	for _, e := range withdrawn {
		if alone, err := t.alone(ctx, e); !alone || err != nil {
			continue // The fact and the status say it too.
		}
		asking, status := withStatus(ctx)
		at := e.Time()
		err := t.client.DeleteAPI().DeleteWithName(asking, t.Org, t.Bucket, at, at.Add(time.Millisecond), predicate(e))
		if *status == http.StatusNotFound || *status == http.StatusMethodNotAllowed {
			t.undeleted = true
			return again
		}
		if err != nil {
			t.Logger.Warn("can't delete a withdrawn value in InfluxDB", "fact", e.of.Fact, "status", *status, "error", err)
		}
		again = append(again, e)
	}
	return again
}

// alone tells that what names the series names no other: a predicate of tags
// also takes every series that has more of them.
func (t *Target) alone(ctx context.Context, e entry) (bool, error) {
	conditions := []string{equals(metricTag, encode(e.series.Metric))}
	for _, tag := range e.TagList() {
		conditions = append(conditions, equals(tag.Key, tag.Value))
	}
	found := 0
	for _, err := range t.rows(ctx, t.listed(conditions, nil)) {
		if err != nil {
			return false, err
		}
		if found++; found > 1 {
			break
		}
	}
	return found == 1, nil
}

// predicate names a series in the language of InfluxDB's delete API.
func predicate(e entry) string {
	terms := []string{`_measurement=` + quoted(e.Name())}
	for _, tag := range e.TagList() {
		terms = append(terms, quoted(tag.Key)+`=`+quoted(tag.Value))
	}
	return strings.Join(terms, " AND ")
}

func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
