package index

import (
	"context"
	"fmt"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/tsdb/index"

	"jindu/internal/model"
)

var operators = map[model.MatchOp]labels.MatchType{
	model.Equal:    labels.MatchEqual,
	model.NotEqual: labels.MatchNotEqual,
	model.Match:    labels.MatchRegexp,
	model.NotMatch: labels.MatchNotRegexp,
}

// match gives the IDs up to last that match, in their order.
func (x *Index) match(ctx context.Context, last uint32, matchers []model.Matcher) ([]uint32, error) {
	compiled, err := compile(matchers)
	if err != nil {
		return nil, err
	}
	found, err := tsdb.PostingsForMatchers(ctx, reader{postings: x.postings}, compiled...)
	if err != nil {
		return nil, fmt.Errorf("select series: %w", err)
	}
	var ids []uint32
	for found.Next() && uint64(found.At()) <= uint64(last) {
		ids = append(ids, uint32(found.At()))
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("select series: %w", err)
	}
	return ids, nil
}

// compile turns matchers into Prometheus's. None at all becomes the one that
// PostingsForMatchers takes for everything.
func compile(matchers []model.Matcher) ([]*labels.Matcher, error) {
	if len(matchers) == 0 {
		name, value := index.AllPostingsKey()
		return []*labels.Matcher{labels.MustNewMatcher(labels.MatchEqual, name, value)}, nil
	}
	compiled := make([]*labels.Matcher, len(matchers))
	for i, m := range matchers {
		op, ok := operators[m.Op]
		if !ok || m.Name == "" {
			return nil, fmt.Errorf("matcher %+v: want the name of a label and one of the four comparisons", m)
		}
		c, err := labels.NewMatcher(op, m.Name, m.Value)
		if err != nil {
			return nil, fmt.Errorf("matcher of %s: %w", m.Name, err)
		}
		compiled[i] = c
	}
	return compiled, nil
}

// reader is as much of an IndexReader as PostingsForMatchers needs. The rest
// of that interface is nil on purpose: a call of it is a mistake.
type reader struct {
	tsdb.IndexReader
	postings *index.MemPostings
}

func (r reader) Postings(ctx context.Context, name string, values ...string) (index.Postings, error) {
	return r.postings.Postings(ctx, name, values...), nil
}

func (r reader) PostingsForLabelMatching(ctx context.Context, name string, match func(string) bool) index.Postings {
	return r.postings.PostingsForLabelMatching(ctx, name, match)
}

func (r reader) PostingsForAllLabelValues(ctx context.Context, name string) index.Postings {
	return r.postings.PostingsForAllLabelValues(ctx, name)
}
