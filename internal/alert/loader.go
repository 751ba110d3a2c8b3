package alert

import (
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql/parser"

	jindu "jindu/internal/model"
)

// loader reads rule files for Prometheus's rule manager.
type loader struct {
	files  fs.FS
	logger *slog.Logger
}

// Load reads one rule file.
func (l *loader) Load(name string, _ bool, scheme model.ValidationScheme) (*rulefmt.RuleGroups, []error) {
	content, err := fs.ReadFile(l.files, name)
	if err != nil {
		return nil, []error{fmt.Errorf("read %s: %w", name, err)}
	}
	return Check(name, content, scheme, l.logger)
}

// Parse reads one expression.
func (l *loader) Parse(expr string) (parser.Expr, error) {
	return parser.NewParser(parser.Options{}).ParseExpr(expr)
}

// Check reads a rule file and gives every problem in it. Recording rules are
// one: jindu keeps no results of rules.
func Check(name string, content []byte, scheme model.ValidationScheme, logger *slog.Logger) (*rulefmt.RuleGroups, []error) {
	groups, problems := rulefmt.Parse(content, false, scheme, parser.NewParser(parser.Options{}), logger)
	for i := range problems {
		problems[i] = jindu.Faultf("%s：%w", "%s: %w", name, problems[i])
	}
	if groups == nil {
		return nil, problems
	}
	for _, g := range groups.Groups {
		for _, r := range g.Rules {
			if r.Record != "" {
				problems = append(problems, jindu.Faultf("%s：%s 组：%s 是记录规则；jindu 只执行告警规则",
					"%s: group %s: %s is a recording rule: jindu evaluates alerting rules only", name, g.Name, r.Record))
			}
		}
	}
	return groups, problems
}
