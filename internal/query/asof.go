package query

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/labels"

	"jindu/internal/model"
)

// AsOfLabel is the label by which a selector says what was known when:
// {__as_of__="2020-08-01"}. It selects nothing by itself.
const AsOfLabel = "__as_of__"

type asOfKey struct{}

// WithAsOf gives a context whose queries read what was known at asOf.
func WithAsOf(ctx context.Context, asOf time.Time) context.Context {
	return context.WithValue(ctx, asOfKey{}, asOf)
}

func asOfContext(ctx context.Context) time.Time {
	asOf, _ := ctx.Value(asOfKey{}).(time.Time)
	return asOf
}

// splitAsOf takes the as-of label out of a selector's matchers. Without one, or
// with an empty one, which is none in PromQL, the context's as-of counts.
func splitAsOf(ctx context.Context, matchers []*labels.Matcher, zone *time.Location) (time.Time, []model.Matcher, error) {
	asOf, named := asOfContext(ctx), false
	var rest []model.Matcher
	for _, m := range matchers {
		if m.Name != AsOfLabel {
			rest = append(rest, model.Matcher{Name: m.Name, Op: matchOps[m.Type], Value: m.Value})
			continue
		}
		if m.Type != labels.MatchEqual {
			return time.Time{}, nil, fmt.Errorf("label %s: want =, not %s", AsOfLabel, m.Type)
		}
		if named {
			return time.Time{}, nil, fmt.Errorf("label %s: want it once", AsOfLabel)
		}
		named = true
		if m.Value == "" {
			continue
		}
		t, err := model.ParseAsOf(m.Value, zone)
		if err != nil {
			return time.Time{}, nil, fmt.Errorf("label %s: %w", AsOfLabel, err)
		}
		asOf = t
	}
	return asOf, rest, nil
}

var matchOps = map[labels.MatchType]model.MatchOp{
	labels.MatchEqual:     model.Equal,
	labels.MatchNotEqual:  model.NotEqual,
	labels.MatchRegexp:    model.Match,
	labels.MatchNotRegexp: model.NotMatch,
}
