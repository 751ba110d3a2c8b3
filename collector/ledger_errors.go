package collector

import (
	"errors"
	"fmt"
	"strings"

	"jindu/collector/gate"
	"jindu/internal/model"
	"jindu/internal/store"
)

// refusedByLedger says in the sender's words which cells the ledger can't
// take. Other errors stay as they are.
func refusedByLedger(err error, v gate.Verdict) error {
	var facts *store.FactError
	if !errors.As(err, &facts) {
		if errors.Is(err, model.ErrTooManyFacts) {
			return refusal(err, fmt.Sprintf("一次最多 %d 条，请分几次报送", model.MaxFacts),
				fmt.Sprintf("want at most %d facts in one submission", model.MaxFacts))
		}
		return fmt.Errorf("commit: %w", err)
	}
	refused := &RefusedError{Reason: facts.Reason, Warnings: v.Warnings}
	what := ledgerWords(facts.Reason)
	add := func(place, value string) {
		if len(refused.Problems) < gate.MaxProblems {
			refused.Problems = append(refused.Problems, problemAt(place, value, what))
		}
	}
	for _, i := range facts.Observations {
		if i >= 0 && i < len(v.Observations) {
			o := v.Observations[i]
			add(o.Cell, o.Series.String()+" "+o.Period.String())
		}
	}
	for _, i := range facts.Records {
		if i >= 0 && i < len(v.Records) {
			add(v.Records[i].Cell, v.Records[i].ID)
		}
	}
	if len(refused.Problems) == 0 {
		add("", "")
	}
	return refused
}

func problemAt(place, value string, what model.Text) model.Problem {
	p := model.Problem{Cell: place, Value: value, What: what}
	if at := strings.LastIndexByte(place, '!'); at >= 0 {
		p.Sheet, p.Cell = place[:at], place[at+1:]
	}
	return p
}

func ledgerWords(reason error) model.Text {
	switch {
	case errors.Is(reason, model.ErrBackdated):
		return model.Text{
			ZH: "已有同一时间或更晚记录的数；倒填的记录时间必须晚于该数的最新版本",
			EN: "the ledger has a version recorded then or later; a backdated import must be recorded after the newest one",
		}
	case errors.Is(reason, model.ErrFrequency):
		return model.Text{ZH: "与该指标已有数据的频率不同", EN: "of another frequency than the series has"}
	case errors.Is(reason, model.ErrStatedTwice):
		return model.Text{ZH: "同一次报送中出现两次", EN: "stated twice in one submission"}
	case errors.Is(reason, model.ErrTooManyFacts):
		return model.Text{ZH: "一次报送的条数太多", EN: "too many facts in one submission"}
	}
	return model.Text{ZH: "无法入库", EN: "the ledger can't take it"}
}
