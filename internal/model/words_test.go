package model

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseMeasure(t *testing.T) {
	for _, m := range Measures() {
		for _, text := range []string{string(m), m.Name().ZH, m.Name().EN, " " + m.Name().ZH + "\u3000"} {
			got, ok := ParseMeasure(text)
			require.True(t, ok, text)
			require.Equal(t, m, got, text)
		}
	}
	for text, want := range map[string]Measure{
		"增速": YTDGrowth, "同比": YTDGrowth, "本年累计": YearToDate, "当月值": MonthValue, "当月增速": MonthGrowth, "余额": Stock,
	} {
		got, ok := ParseMeasure(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	_, ok := ParseMeasure("环比")
	require.False(t, ok)
}

func TestMeasureBases(t *testing.T) {
	for m, want := range map[Measure]Base{
		MonthValue: Tonnes, YearToDate: Tonnes, Stock: Tonnes, MonthGrowth: Ratio, YTDGrowth: Ratio, IndexValue: Index, Rank: Index,
	} {
		require.Equal(t, want, m.Base(Tonnes), m)
		require.Equal(t, want == Ratio, m.Growth(), m)
	}
	require.Len(t, Measures(), 7)
}

// What jindu works out itself can't be reported.
func TestDerivedMeasuresCantBeReported(t *testing.T) {
	for _, m := range DerivedMeasures() {
		require.NotContains(t, Measures(), m)
		require.NotEmpty(t, m.Name().ZH)
		for _, text := range []string{string(m), m.Name().ZH, m.Name().EN} {
			_, ok := ParseMeasure(text)
			require.False(t, ok, text)
		}
	}
	for m, want := range map[Measure]Base{
		YTDLastYear: Tonnes, MonthLastYear: Tonnes, TrailingYear: Tonnes,
		YTDGrowth2Y: Ratio, Share: Ratio, Contribution: Ratio, ShareOfParent: Ratio,
	} {
		require.Equal(t, want, m.Base(Tonnes), m)
	}
}

func TestParseStatus(t *testing.T) {
	for text, want := range map[string]Status{
		"": Final, "核实": Final, "final": Final, "初步": Preliminary, "快报数": Preliminary, "预计": Estimated, " 估计 ": Estimated,
	} {
		got, err := ParseStatus(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"撤回", "withdrawn", "草稿"} { // Nobody reports a withdrawal.
		_, err := ParseStatus(text)
		require.EqualError(t, err, fmt.Sprintf("status %q: want 初步 (preliminary), 预计 (estimated) or 核实 (final)", text))
	}
	require.Equal(t, "preliminary", Preliminary.String())
	require.Equal(t, "撤回", Withdrawn.Name().ZH)
}

func TestParseStage(t *testing.T) {
	for _, s := range Stages() {
		for _, text := range []string{string(s), s.Name().ZH} {
			got, err := ParseStage(text)
			require.NoError(t, err)
			require.Equal(t, s, got)
		}
	}
	_, err := ParseStage("停工")
	require.EqualError(t, err, `stage "停工": want 谋划, 签约, 开工, 在建, 竣工 or 投产`)
}

func TestParseIssuer(t *testing.T) {
	for text, want := range map[string]Issuer{
		"省下达": ByProvince, "省": ByProvince, "市下达": ByCity, "市定": ByCity, "city": ByCity, "区定": ByDistrict, "县下达": ByDistrict,
	} {
		got, err := ParseIssuer(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
		require.NotEmpty(t, got.Name().EN)
	}
	_, err := ParseIssuer("国家")
	require.EqualError(t, err, `issuer "国家": want 省下达, 市下达 or 区定`)
}

func TestReceiptIDs(t *testing.T) {
	for number, id := range map[uint64]string{1: "R000001", 999_999: "R999999", 1_000_000: "R1000000"} {
		require.Equal(t, id, ReceiptID(number))
		parsed, err := ParseReceiptID(id)
		require.NoError(t, err)
		require.Equal(t, number, parsed)
	}
	for _, id := range []string{"", "R1", "000001", "R000001x", "r000001", "R-00001", "R0000001", " R000001"} {
		_, err := ParseReceiptID(id)
		require.EqualError(t, err, fmt.Sprintf("receipt %q: want an ID such as R000001", id))
	}
}

func TestTextIn(t *testing.T) {
	both := Text{ZH: "进度", EN: "progress"}
	require.Equal(t, "进度", both.In(Chinese))
	require.Equal(t, "progress", both.In(English))
	require.Equal(t, "progress", Text{EN: "progress"}.In(Chinese), "rather the other language than nothing")
	require.Equal(t, "进度", Text{ZH: "进度"}.In(English))
}

func TestProblemIn(t *testing.T) {
	what := Text{ZH: "不是数字", EN: "is not a number"}
	for _, c := range []struct {
		problem Problem
		zh, en  string
	}{
		{
			Problem{File: "七月.xlsx", Sheet: "指标", Cell: "E5", Value: "约12", What: what},
			"七月.xlsx › 指标 › E5 “约12”: 不是数字", "七月.xlsx › 指标 › E5 “约12”: is not a number",
		},
		{Problem{File: "七月.xlsx", What: what}, "七月.xlsx: 不是数字", "七月.xlsx: is not a number"},
		{Problem{Cell: "E5", What: what}, "E5: 不是数字", "E5: is not a number"},
		{Problem{Value: "约12", What: what}, "“约12”: 不是数字", "“约12”: is not a number"},
		{Problem{What: what}, "不是数字", "is not a number"},
	} {
		require.Equal(t, c.zh, c.problem.In(Chinese))
		require.Equal(t, c.en, c.problem.In(English))
	}
}

func TestAlreadyTaken(t *testing.T) {
	err := error(&AlreadyTakenError{Receipt{ID: "R000007", Committed: time.Date(2020, 9, 8, 9, 0, 0, 0, time.UTC)}})
	require.EqualError(t, err, "already taken as R000007 on 2020-09-08 09:00")
	require.Equal(t, 3, Submission{Observations: make([]Observation, 2), Records: make([]Record, 1)}.Size())
}
