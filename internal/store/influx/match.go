package influx

import (
	"fmt"
	"regexp"

	"jindu/internal/model"
)

// metricLabel is how a matcher calls the metric.
const metricLabel = "__name__"

// matcher is a model.Matcher with its expression compiled.
type matcher struct {
	model.Matcher
	expression *regexp.Regexp
}

func compile(matchers []model.Matcher) ([]matcher, error) {
	compiled := make([]matcher, len(matchers))
	for i, m := range matchers {
		compiled[i] = matcher{Matcher: m}
		if m.Name == "" || m.Op > model.NotMatch {
			return nil, fmt.Errorf("matcher %+v: want the name of a label and one of the four comparisons", m)
		}
		if m.Op == model.Equal || m.Op == model.NotEqual {
			continue
		}
		expression, err := regexp.Compile("^(?s:" + m.Value + ")$")
		if err != nil {
			return nil, fmt.Errorf("matcher of %s: %w", m.Name, err)
		}
		compiled[i].expression = expression
	}
	return compiled, nil
}

// passes tells whether a label's value does; empty where there is no label.
func (m matcher) passes(value string) bool {
	switch m.Op {
	case model.Equal:
		return value == m.Value
	case model.NotEqual:
		return value != m.Value
	case model.Match, model.NotMatch:
		return m.expression.MatchString(value) == (m.Op == model.Match)
	}
	return false
}

func matches(s model.Series, matchers []matcher) bool {
	for _, m := range matchers {
		value := s.Metric
		if m.Name != metricLabel {
			value = s.Label(m.Name)
		}
		if !m.passes(value) {
			return false
		}
	}
	return true
}
