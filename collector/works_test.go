package collector_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/collector"
	"jindu/collector/format"
	"jindu/internal/model"
)

// TestRowsAreHeldAgainstTheLedger submits tables one after the other: what one
// says must go with what the ledger holds.
func TestRowsAreHeldAgainstTheLedger(t *testing.T) {
	s := newSetup(t)
	for _, step := range []struct{ name, table, refused string }{
		{"2020年项目.csv", "项目编号,名称\nP01,甲\n", ""},
		{"手续.csv", "项目编号,手续,受理日期\nP01,立项,2020-03-10\n", ""},
		{"手续.csv", "项目编号,手续,办结日期\nP01,立项,2020-03-09\n", "手续.csv › 手续 › C2 “2020-03-09”: 早于受理日期 2020-03-10"},
		{"手续.csv", "项目编号,手续,办结日期,停止计时\nP01,立项,2020-03-20,2020-03-12至2020-03-13 听证\n", ""},
		{
			"手续.csv", "项目编号,手续,受理日期\nP01,立项,2020-03-15\n",
			"手续.csv › 手续 › C2 “2020-03-15”: 停止计时从 2020-03-12 起，早于受理日期 2020-03-15",
		},
		{
			"手续.csv", "项目编号,手续,受理日期,停止计时\nP01,立项,2020-04-01,-\n",
			"手续.csv › 手续 › C2 “2020-04-01”: 晚于办结日期 2020-03-20",
		},
		{"手续.csv", "项目编号,手续,受理日期,办结日期,停止计时\nP01,立项,2020-04-01,-,-\n", ""},

		{"工序.csv", "项目编号,工序编号,工序名称,工期,紧前工序\nP01,A,平整,10,\nP01,B,桩基,20,A\n", ""},
		{"工序.csv", "项目编号,工序编号,工期,紧前工序\nP01,C,30,B1\n", "工序.csv › 工序 › D2 “B1”: 项目 P01 没有工序“B1”"},
		{"工序.csv", "项目编号,工序编号,工期,紧前工序\nP01,C,30,B\n", ""},
		{"工序.csv", "项目编号,工序编号,紧前工序\nP01,A,C\n", "工序.csv › 工序 › C2 “C”: 紧前工序成环：A（平整） → B（桩基） → C → A（平整）"},
		{"工序.csv", "项目编号,工序编号,实际开始\nP01,A,2020-04-01\n", ""},

		{"储备库.csv", "储备库,名称,申报日期\n省库,绿道,2020-03-01\n", ""},
		{"储备库.csv", "储备库,名称,入库日期\n省库,绿道,2020-02-01\n", "储备库.csv › 储备库 › C2 “2020-02-01”: 早于申报日期 2020-03-01"},
	} {
		s.now = s.now.Add(time.Minute)
		_, err := s.submit(t, step.name, []byte(step.table))
		if step.refused == "" {
			require.NoError(t, err, step.table)
			continue
		}
		var refused *collector.RefusedError
		require.ErrorAs(t, err, &refused, step.table)
		require.Equal(t, []string{step.refused}, inChinese(refused.Problems))
	}
}

// TestTotalsAreHeldAgainstTheLedgersItems states items in one submission and
// totals in the next.
func TestTotalsAreHeldAgainstTheLedgersItems(t *testing.T) {
	s := newSetup(t)
	take := func(name, table string) []string {
		t.Helper()
		s.now = s.now.Add(time.Minute)
		out, err := s.submit(t, name, []byte(table))
		require.NoError(t, err)
		return inChinese(out.Warnings)
	}
	require.Empty(t, take("招商.csv", "招商编号,行业,总投资（亿元）,签约日期,月份,省外资金（万元）\n"+
		"Z1,制造业,1.24,2020-01-05,2020-06,3000\nZ2,文旅,,2020-02-05,2020-07,500\n"))
	require.Empty(t, take("汇总.csv", "体系,事项,行业,数据截至,项数,金额\n"+
		"招商,签约,,2020-07-31,2,5亿元\n"+ // One amount is not known, so it may be more.
		"招商,签约,制造业,2020-07-31,1,1.2亿元\n"+ // Rounded.
		"招商,签约,制造业,2020-01-04,7,\n"+ // No items then.
		"招商,省外资金,,2020-07-31,2,3500万元\n"+
		"招商,省外资金,,2020-07-30,1,3000万元\n"+
		"招商,落地,,2020-07-31,9,\n"))
	require.Equal(t, []string{
		"汇总.csv › 汇总 › D2 “3”: 汇总为 3 项，明细共 2 项，请核对",
		"汇总.csv › 汇总 › E2 “1.1亿元”: 汇总为 1.1亿元，明细共 1.24亿元，请核对",
		"汇总.csv › 汇总 › E3 “3400万元”: 汇总为 3400万元，明细共 3500万元，请核对",
	}, take("汇总.csv", "体系,事项,数据截至,项数,金额\n招商,签约,2020-08-31,3,1.1亿元\n招商,省外资金,2020-08-31,2,3400万元\n"))
}

// TestTheNewestStatementCounts holds that a row without a day of its own takes
// the place of one that was stated before, and clears what it says - of.
func TestTheNewestStatementCounts(t *testing.T) {
	s := newSetup(t)
	for _, table := range []string{
		"项目编号,问题编号,问题,责任单位,办结期限\nP01,1,征地,住建局,2020-06-30\n",
		"项目编号,问题编号,责任单位,办结期限\nP01,1,自然资源局,2020-09-30\n",
		"项目编号,问题编号,问题,办结期限\nP01,1,,-\n",
	} {
		_, err := s.Submit(t.Context(), collector.Upload{Source: "test", Files: []format.File{
			csvOf("2020年项目.csv", "项目编号,名称\nP01,甲\n"), csvOf("问题.csv", table),
		}})
		require.NoError(t, err)
		s.now = s.now.Add(time.Minute)
	}
	got := s.bodies(t, model.KindObstacle)
	require.Equal(t, map[string]model.Obstacle{
		"P01/1": {Project: "P01", Obstacle: "1", What: "征地", Owner: "自然资源局"},
	}, got)
}

// bodies are the obstacles as they hold now.
func (s *setup) bodies(t *testing.T, kind model.Kind) map[string]model.Obstacle {
	t.Helper()
	view, err := s.ledger.View(context.Background(), time.Time{})
	require.NoError(t, err)
	defer view.Close()
	var records []model.Record
	for r, err := range view.Records(t.Context(), kind) {
		require.NoError(t, err)
		require.True(t, json.Valid(r.Body))
		records = append(records, r)
	}
	bodies := map[string]model.Obstacle{}
	for _, o := range model.Objects(records) {
		var body model.Obstacle
		_, err := o.At(s.now, &body)
		require.NoError(t, err)
		require.Equal(t, o.ID, body.ID())
		bodies[o.ID] = body
	}
	return bodies
}
