package prometheus

import (
	remotev2 "github.com/prometheus/client_golang/exp/api/remote/genproto/v2"
	"github.com/prometheus/prometheus/prompb"
)

// eachSeries gives the stretches of samples that are of one series.
func eachSeries(samples []sample, give func([]sample)) {
	for start := 0; start < len(samples); {
		end := start + 1
		for end < len(samples) && samples[end].series.key == samples[start].series.key {
			end++
		}
		give(samples[start:end])
		start = end
	}
}

// asV2 is samples as remote write 2.0 has them.
func asV2(samples []sample) *remotev2.Request {
	symbols := remotev2.NewSymbolTable()
	request := &remotev2.Request{}
	values := make([]remotev2.Sample, len(samples))
	n := 0
	eachSeries(samples, func(of []sample) {
		one := &remotev2.TimeSeries{Metadata: &remotev2.Metadata{Type: remotev2.Metadata_METRIC_TYPE_GAUGE}}
		for _, l := range of[0].series.labels {
			one.LabelsRefs = append(one.LabelsRefs, symbols.Symbolize(l.Name), symbols.Symbolize(l.Value))
		}
		one.Samples = make([]*remotev2.Sample, len(of))
		for i, s := range of {
			values[n].Timestamp, values[n].Value = s.t, s.v
			one.Samples[i] = &values[n]
			n++
		}
		request.Timeseries = append(request.Timeseries, one)
	})
	request.Symbols = symbols.Symbols()
	return request
}

// asV1 is samples as remote write 1.0 has them.
func asV1(samples []sample) *prompb.WriteRequest {
	request := &prompb.WriteRequest{}
	eachSeries(samples, func(of []sample) {
		one := prompb.TimeSeries{
			Labels:  make([]prompb.Label, len(of[0].series.labels)),
			Samples: make([]prompb.Sample, len(of)),
		}
		for i, l := range of[0].series.labels {
			one.Labels[i] = prompb.Label{Name: l.Name, Value: l.Value}
		}
		for i, s := range of {
			one.Samples[i] = prompb.Sample{Timestamp: s.t, Value: s.v}
		}
		request.Timeseries = append(request.Timeseries, one)
	})
	return request
}
