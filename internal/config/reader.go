package config

import "jindu/internal/model"

// ReadLedger is what read_from says where jindu has a ledger of its own.
const ReadLedger = "ledger"

// Reader gives the target that is read in place of a ledger.
func (c *Config) Reader() (Target, bool) {
	for _, t := range c.Targets {
		if t.Name == c.ReadFrom && c.ReadFrom != ReadLedger {
			return t, true
		}
	}
	return Target{}, false
}

func (c *Config) checkReader() []error {
	if c.ReadFrom == ReadLedger {
		return nil
	}
	t, ok := c.Reader()
	if !ok || t.Kind != KindInflux {
		return []error{model.Faultf("read_from %q：应为 ledger，或某个 kind 为 influx 的目标的名称",
			"read_from %q: want ledger, or the name of a target of kind influx", c.ReadFrom)}
	}
	var problems []error
	if len(c.Targets) > 1 {
		problems = append(problems, model.Faultf("read_from %s：没有账本的 jindu 不向外送数，请删去其他目标",
			"read_from %s: a jindu without a ledger delivers nothing: leave the other targets out", t.Name))
	}
	if len(c.Watch) > 0 {
		problems = append(problems, model.Faultf("watch：只读的 jindu 不收报送", "watch: a jindu that only reads takes nothing in"))
	}
	return problems
}
