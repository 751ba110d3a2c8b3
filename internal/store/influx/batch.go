package influx

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/influxdata/influxdb-client-go/v2/api/write"

	"jindu/internal/model"
	"jindu/internal/store"
)

// maxRevision is the highest revision that has a millisecond of its own within
// the second of a period's instant.
const maxRevision = 999

// entry is a point to write, with the fact that it says, should it be bad.
type entry struct {
	*write.Point
	of     store.Rejection // Without a reason.
	series *model.Series   // Of a figure in force.
}

// batchPoints are the points of a batch by when they are written.
type batchPoints struct {
	happened  []entry // Revisions, records, receipts, new series.
	current   []entry
	withdrawn []entry // Of current: those without a value.
	rejected  []store.Rejection
}

func (t *Target) points(b store.Batch) (batchPoints, error) {
	p := batchPoints{
		happened: make([]entry, 0, len(b.Figures)+len(b.Records)+len(b.Receipts)), current: make([]entry, 0, len(b.Figures)),
	}
	for _, f := range b.Figures {
		if err := t.figure(&p, f); err != nil {
			return p, fmt.Errorf("%s at %s: %w", f.Series, f.Version.Period, err)
		}
	}
	for _, s := range b.Records {
		e, err := recordEntry(s)
		if err != nil {
			return p, err
		}
		p.happened = append(p.happened, e)
	}
	for _, r := range b.Receipts {
		e, err := receiptEntry(r)
		if err != nil {
			return p, err
		}
		p.happened = append(p.happened, e)
	}
	return p, nil
}

func (t *Target) figure(p *batchPoints, f store.Figure) error {
	of := store.Rejection{Sequence: f.Sequence, Fact: f.Series.String() + " " + f.Version.Period.String()}
	name, labels := measurement(f.Series.Metric), labelsOf(f.Series)
	instant := f.Version.Period.End(t.Zone)
	version, err := factOf(f.Version)
	if err != nil {
		return err
	}
	current, err := factOf(f.Current)
	if err != nil {
		return err
	}
	if f.Revision > maxRevision {
		of.Reason = fmt.Sprintf("version %d of the figure: %d are kept", f.Revision+1, maxRevision+1)
		p.rejected = append(p.rejected, of)
	} else {
		at := instant.Add(time.Duration(f.Revision) * time.Millisecond)
		p.happened = append(p.happened, entry{Point: figurePoint(name+revisionsSuffix, labels, version, at), of: of})
	}
	if t.known.earlier(*f.Series, version.receipt) {
		listing := write.NewPointWithMeasurement(seriesMeasurement).SetTime(epoch()).
			AddTag(metricTag, encode(f.Series.Metric)).
			AddField(factField, listingField(f.Version.Period.Freq(), version.receipt))
		addTags(listing, labels)
		p.happened = append(p.happened, entry{Point: listing, of: of})
	}
	e := entry{figurePoint(name, labels, current, instant), of, f.Series}
	p.current = append(p.current, e)
	if current.status == model.Withdrawn {
		p.withdrawn = append(p.withdrawn, e)
	}
	return nil
}

// labelsOf gives a series' labels as tags are written.
func labelsOf(s *model.Series) []model.Label {
	labels := make([]model.Label, len(s.Labels))
	for i, l := range s.Labels {
		labels[i] = model.Label{Name: tagKey(l.Name), Value: encode(l.Value)}
	}
	return labels
}

func addTags(p *write.Point, labels []model.Label) {
	for _, l := range labels {
		p.AddTag(l.Name, l.Value)
	}
}

func figurePoint(name string, labels []model.Label, f fact, at time.Time) *write.Point {
	p := write.NewPointWithMeasurement(name).SetTime(at)
	addTags(p, labels)
	if f.status != model.Withdrawn {
		p.AddField(valueField, f.value)
	}
	return p.AddField(statusField, f.status.String()).AddField(factField, f.String())
}

// statement is a record as its field says it. Body is a text, so that it comes
// back byte by byte.
type statement struct {
	Region    string `json:"region"`
	ID        string `json:"id"`
	ValidFrom int64  `json:"valid_from"` // Seconds since 1970.
	Body      string `json:"body,omitempty"`
	Cell      string `json:"cell,omitempty"`
	Recorded  int64  `json:"recorded"` // As ms since 1970.
	Receipt   uint64 `json:"receipt"`
	Withdraws string `json:"withdraws,omitempty"`
}

func recordEntry(s store.Statement) (entry, error) {
	of := store.Rejection{Sequence: s.Sequence, Fact: fmt.Sprintf("%s %s of %s", s.Kind, s.ID, s.Region)}
	receipt, err := model.ParseReceiptID(s.Receipt)
	if err != nil {
		return entry{}, fmt.Errorf("%s: %w", of.Fact, err)
	}
	raw, err := json.Marshal(statement{
		Region: encode(s.Region), ID: encode(s.ID), ValidFrom: s.ValidFrom.Unix(), Body: string(s.Body), Cell: encode(s.Cell),
		Recorded: s.Recorded.UnixMilli(), Receipt: receipt, Withdraws: s.Withdraws,
	})
	if err != nil {
		return entry{}, fmt.Errorf("%s: %w", of.Fact, err)
	}
	p := write.NewPointWithMeasurement(recordsMeasurement).SetTime(time.UnixMilli(int64(s.Sequence))).
		AddTag(kindTag, encode(string(s.Kind))).AddField(recordField, string(raw))
	if s.Region != "" {
		p.AddTag(regionTag, encode(s.Region))
	}
	return entry{Point: p, of: of}, nil
}

// receiptEntry writes a receipt. That it was withdrawn is told by the one that
// withdrew it.
func receiptEntry(r model.Receipt) (entry, error) {
	of := store.Rejection{Fact: "receipt " + r.ID}
	r.WithdrawnBy = ""
	raw, err := json.Marshal(r)
	if err != nil {
		return entry{}, fmt.Errorf("%s: %w", of.Fact, err)
	}
	p := write.NewPointWithMeasurement(receiptMeasurement).SetTime(time.UnixMilli(int64(r.Number))).
		AddField(receiptField, string(raw))
	if r.Withdraws != "" {
		withdrawn, err := model.ParseReceiptID(r.Withdraws)
		if err != nil {
			return entry{}, fmt.Errorf("%s: %w", of.Fact, err)
		}
		p.AddField(withdrawsField, int64(withdrawn))
	}
	return entry{Point: p, of: of}, nil
}
