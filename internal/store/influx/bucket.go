package influx

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/influxdata/influxdb-client-go/v2/domain"

	"jindu/internal/store"
)

// How long the groups of shards of a bucket are: of one that is made, and the
// least that is not warned of. InfluxDB's own choice, a week, makes a thousand
// shards of twenty years of months.
const (
	shardDuration = 100 * 365 * 24 * time.Hour
	shortDuration = 360 * 24 * time.Hour
)

// ensureBucket looks for the bucket once, and makes it where it is missing.
// InfluxDB 1.8 has no API for that: there the first write tells.
func (t *Target) ensureBucket(ctx context.Context) error {
	if t.checked {
		return nil
	}
	asking, status := withStatus(ctx)
	found, err := t.client.APIClient().GetBuckets(asking, &domain.GetBucketsParams{Name: &t.Bucket, Org: &t.Org})
	switch {
	case err == nil && found.Buckets != nil && len(*found.Buckets) > 0:
		t.warnOfShards((*found.Buckets)[0])
	case err == nil:
		if err := t.createBucket(ctx); err != nil {
			return t.about("create bucket in InfluxDB", err)
		}
	case *status == http.StatusNotFound:
		// InfluxDB 1.8, or an organisation that is not there; the first write tells.
	case *status == http.StatusUnauthorized:
		return t.about("look for bucket in InfluxDB", fmt.Errorf("%w: HTTP %d", store.ErrForbidden, *status))
	case *status == http.StatusForbidden:
		// A token that may write needs no right to look.
	default:
		return t.about("look for bucket in InfluxDB", ended(ctx, err))
	}
	t.checked = true
	return nil
}

func (t *Target) warnOfShards(b domain.Bucket) {
	for _, rule := range b.RetentionRules {
		if rule.EverySeconds > 0 {
			t.Logger.Warn("InfluxDB drops what is older than the bucket's retention: set it to 0",
				"bucket", t.Bucket, "retention", time.Duration(rule.EverySeconds)*time.Second)
		}
		if d := rule.ShardGroupDurationSeconds; d != nil && *d > 0 && *d < int64(shortDuration/time.Second) {
			t.Logger.Warn("InfluxDB keeps the bucket in short shards: a long past is slow and takes much memory",
				"bucket", t.Bucket, "shard_group_duration", time.Duration(*d)*time.Second)
		}
	}
}

func (t *Target) createBucket(ctx context.Context) error {
	asking, status := withStatus(ctx)
	org, err := t.client.OrganizationsAPI().FindOrganizationByName(asking, t.Org)
	if err == nil {
		kind, duration := domain.RetentionRuleTypeExpire, int64(shardDuration/time.Second)
		_, err = t.client.BucketsAPI().CreateBucketWithName(asking, org, t.Bucket, domain.RetentionRule{
			EverySeconds: 0, ShardGroupDurationSeconds: &duration, Type: &kind,
		})
	}
	if err == nil {
		t.Logger.Info("made bucket in InfluxDB", "bucket", t.Bucket, "org", t.Org)
		return nil
	}
	if *status >= http.StatusInternalServerError || *status == 0 || *status == http.StatusTooManyRequests {
		return ended(ctx, err)
	}
	return errors.Join(store.ErrForbidden, fmt.Errorf("make it by hand, with a shard group duration of years: HTTP %d: %w", *status, err))
}
