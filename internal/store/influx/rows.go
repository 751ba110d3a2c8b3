package influx

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/influxdata/influxdb-client-go/v2/api"
	fluxtable "github.com/influxdata/influxdb-client-go/v2/api/query"

	"jindu/internal/model"
)

// row is one value of a query's answer. Its tags are shared by the rows of one
// series.
type row struct {
	at   time.Time
	text string // The field's value.
	tags *tags
}

// tags identify the series of InfluxDB that rows are of.
type tags struct {
	measurement string
	pairs       []model.Label // As they were written, in no set order.
}

// series reads what the tags of a figure, or of a list of series, say.
func (t *tags) series() (model.Series, error) {
	name := strings.TrimSuffix(t.measurement, revisionsSuffix)
	s := model.Series{Labels: make([]model.Label, 0, len(t.pairs))}
	for _, p := range t.pairs {
		if p.Name == metricTag {
			name = p.Value
			continue
		}
		key, err := decode(p.Name)
		if err != nil {
			return s, err
		}
		value, err := decode(p.Value)
		if err != nil {
			return s, err
		}
		s.Labels = append(s.Labels, model.Label{Name: key, Value: value})
	}
	slices.SortFunc(s.Labels, func(a, b model.Label) int { return cmp.Compare(a.Name, b.Name) })
	metric, err := decode(name)
	s.Metric = metric
	return s, err
}

// rows asks the server and gives its answer as it comes, series by series, in
// the order of time within each. Breaking off is allowed.
func (s *server) rows(ctx context.Context, q query) iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		if err := s.eachRow(ctx, q, yield); err != nil {
			yield(row{}, s.about("query InfluxDB", ended(ctx, err)))
		}
	}
}

func (s *server) eachRow(ctx context.Context, q query, yield func(row, error) bool) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	answer, err := s.client.QueryAPI(s.Org).Query(ctx, q.String())
	if err != nil {
		cancel()
		return sorted(err)
	}
	defer answer.Close() //nolint:errcheck // Nothing was written.
	defer cancel()       // Before: closing reads to the end what still comes.
	var current *tags
	table := -1
	for answer.Next() {
		record := answer.Record()
		if answer.TableChanged() || record.Table() != table {
			table = record.Table()
			current = tagsOf(answer, record)
		}
		text, ok := record.Value().(string)
		if !ok {
			text = fmt.Sprint(record.Value())
		}
		if !yield(row{at: record.Time(), text: text, tags: current}, nil) {
			return nil
		}
	}
	return answer.Err()
}

func tagsOf(answer *api.QueryTableResult, record *fluxtable.FluxRecord) *tags {
	t := &tags{measurement: record.Measurement()}
	for _, c := range answer.TableMetadata().Columns() {
		name := c.Name()
		if name == "" || name[0] == '_' || name == "result" || name == "table" {
			continue
		}
		if value, ok := record.ValueByKey(name).(string); ok && value != "" {
			t.pairs = append(t.pairs, model.Label{Name: name, Value: value})
		}
	}
	return t
}
