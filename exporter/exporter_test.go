package exporter_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
	"github.com/stretchr/testify/require"

	"jindu/exporter"
	"jindu/internal/board"
	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/progress"
)

func TestTheExpositionOfAProject(t *testing.T) {
	o := officetest.New(t)
	o.Task("P1", 2020, 100)
	o.State(model.KindProject, "P1", officetest.Date(2020, 1, 1), model.Project{Name: "物流园", Stage: model.Building, Lead: `甲"乙\`})
	o.Report("P1", officetest.Date(2020, 7, 31), 50)
	boards, err := board.New(o.Ledger, officetest.Rules())
	require.NoError(t, err)
	c := exporter.New(boards, func() time.Time { return officetest.Date(2020, 9, 8) })
	want := `
# HELP jindu_project_completed_yuan Investment completed in the year so far, by the latest report. 本年累计完成投资（元）
# TYPE jindu_project_completed_yuan gauge
jindu_project_completed_yuan{project="P1",region="410505",year="2020"} 50
# HELP jindu_project_info Particulars of a project; always 1. 项目基本信息
# TYPE jindu_project_info gauge
jindu_project_info{category="",lead="甲\"乙\\",name="物流园",nature="",owner="",owner_unit="",project="P1",region="410505",task_force=""} 1
# HELP jindu_project_warning Whether a project has a colour by a rule pack: 1 for the one it has. 预警颜色
# TYPE jindu_project_warning gauge
jindu_project_warning{colour="green",pack="default",project="P1",region="410505"} 0
jindu_project_warning{colour="red",pack="default",project="P1",region="410505"} 0
jindu_project_warning{colour="yellow",pack="default",project="P1",region="410505"} 1
`
	require.NoError(t, testutil.CollectAndCompare(c, strings.NewReader(want),
		"jindu_project_completed_yuan", "jindu_project_info", "jindu_project_warning"))
	problems, err := testutil.CollectAndLint(c)
	require.NoError(t, err)
	require.Empty(t, problems)
}

type broken struct{}

func (broken) Board(context.Context, time.Time, time.Time) (*progress.Board, error) {
	return nil, errors.New("the disk is gone")
}

func TestAScrapeFailsRatherThanShowHalfABoard(t *testing.T) {
	r := prometheus.NewRegistry()
	r.MustRegister(exporter.New(broken{}, time.Now))
	_, err := r.Gather()
	require.ErrorContains(t, err, "the disk is gone")
}

// BenchmarkScrape gathers 20,000 series, beside client_golang gathering as
// many constants of the same labels.
func BenchmarkScrape(b *testing.B) {
	const series = 20_000
	boards, err := board.New(officetest.Province(b, series, 24), officetest.Rules())
	require.NoError(b, err)
	clock := func() time.Time { return officetest.EndOf(2002, 12, 31) }
	ours, theirs := prometheus.NewRegistry(), prometheus.NewRegistry()
	ours.MustRegister(exporter.New(boards, clock))
	families, err := ours.Gather()
	require.NoError(b, err)
	theirs.MustRegister(constants(families))
	for name, r := range map[string]*prometheus.Registry{"jindu": ours, "client_golang": theirs} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, err := r.Gather()
				require.NoError(b, err)
			}
		})
	}
}

// constants are gauges with the values and labels of gathered families.
type constants []*dto.MetricFamily

// Describe gives nothing: the collector is unchecked.
func (constants) Describe(chan<- *prometheus.Desc) {}

// Collect makes each metric anew, as a collector of constants does.
func (c constants) Collect(metrics chan<- prometheus.Metric) {
	for _, f := range c {
		var names []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			names = append(names, l.GetName())
		}
		desc := prometheus.NewDesc(f.GetName(), f.GetHelp(), names, nil)
		for _, m := range f.GetMetric() {
			values := make([]string, len(names))
			for i, l := range m.GetLabel() {
				values[i] = l.GetValue()
			}
			metrics <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, m.GetGauge().GetValue(), values...)
		}
	}
}
