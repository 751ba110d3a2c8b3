package query

import (
	"fmt"
	"net/url"
)

// An expression may be this long and this deep. Prometheus's parser takes time
// that grows much faster than the nesting does, and can't be stopped.
const (
	maxExpression = 64 << 10
	maxDepth      = 100
)

// boundExpressions refuses the expressions of a form that are too much work to
// even read.
func boundExpressions(form url.Values) error {
	for _, name := range []string{"query", "match[]"} {
		for _, expr := range form[name] {
			if len(expr) > maxExpression {
				return fmt.Errorf("parameter %s: %d bytes: want at most %d", name, len(expr), maxExpression)
			}
			if d := depth(expr); d > maxDepth {
				return fmt.Errorf("parameter %s: nested %d deep: want at most %d", name, d, maxDepth)
			}
		}
	}
	return nil
}

// depth is how deep brackets are nested, outside of strings. Signs in a row
// nest too.
func depth(expr string) int {
	deepest, open, signs := 0, 0, 0
	var quote byte
	for i := 0; i < len(expr); i++ {
		c := expr[i]
		switch {
		case quote != 0:
			if c == '\\' && quote != '`' {
				i++
			} else if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '(' || c == '{' || c == '[':
			open++
		case c == ')' || c == '}' || c == ']':
			open--
		}
		switch c {
		case '-', '+':
			signs++
		case ' ', '\t', '\n':
		default:
			signs = 0
		}
		deepest = max(deepest, open+signs)
	}
	return deepest
}
