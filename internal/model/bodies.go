package model

import (
	"encoding/json"
	"fmt"
	"slices"
)

// typed gives a pointer to the zero body of a kind; nil for a kind that this
// program does not know.
func (k Kind) typed() any {
	switch k {
	case KindProject, KindDuty: // A duty's fields are a project's.
		return &Project{}
	case KindTarget:
		return &Target{}
	case KindNote:
		return &Note{}
	case KindMilestone:
		return &Milestone{}
	case KindActivity:
		return &Activity{}
	case KindProcedure:
		return &Procedure{}
	case KindObstacle:
		return &Obstacle{}
	case KindVisit:
		return &Visit{}
	case KindMembership:
		return &Membership{}
	case KindAttraction:
		return &Attraction{}
	case KindCeremony:
		return &Ceremony{}
	case KindGrant:
		return &Grant{}
	case KindEnterprise:
		return &Enterprise{}
	case KindAcknowledgement:
		return &Acknowledgement{}
	case KindBulletin:
		return &Bulletin{}
	}
	return nil
}

// Readable tells whether a record's body can be read as its kind's, and speaks
// of what the record is of, so that no board stumbles over it. A kind that this program does not know is passed
// over by all of them, and so is readable.
func (r Record) Readable() error {
	body := r.Kind.typed()
	if body == nil {
		return nil
	}
	if year := r.ValidFrom.Year(); year < minYear-1 || year > maxYear+1 { // Days begin earlier or later elsewhere.
		return fmt.Errorf("%s %s of %s: it holds from the year %d on", r.Kind, r.ID, r.Region, year)
	}
	if err := json.Unmarshal(r.Body, body); err != nil {
		return fmt.Errorf("%s %s of %s: %w", r.Kind, r.ID, r.Region, err)
	}
	if id, ok := identity(body); ok && id != r.ID {
		return fmt.Errorf("%s %s of %s: it speaks of %s", r.Kind, r.ID, r.Region, id)
	}
	return nil
}

// identity is the ID of what a body speaks of, where every statement of its
// kind says that whole. Metrics name these objects by their bodies: two records
// that speak of one object would be samples of the same labels.
func identity(body any) (id string, ok bool) {
	switch b := body.(type) {
	case *Target:
		return b.ID(), true
	case *Milestone:
		return b.ID(), true
	case *Activity:
		return b.ID(), true
	case *Procedure:
		return b.ID(), true
	case *Obstacle:
		return b.ID(), true
	case *Acknowledgement:
		return b.ID(), true
	case *Bulletin:
		return b.ID(), true
	}
	return "", false
}

// Stored tells whether a series is of those that are measured, with the labels
// that theirs have. Everything else that Prometheus sees is made of them and of
// records: a stored series of such a name would stand beside what is made.
func (s Series) Stored() bool {
	if origin := s.Label("origin"); origin != "" && origin != string(Published) {
		return false // What jindu works out itself stands under the other.
	}
	must, may := storedLabels(s.Metric)
	for _, l := range s.Labels {
		if !slices.Contains(must, l.Name) && !slices.Contains(may, l.Name) {
			return false
		}
	}
	return len(must) > 0 && !slices.ContainsFunc(must, func(name string) bool { return s.Label(name) == "" })
}

// storedLabels are the labels that series of a stored family must have and may
// have; none where the family is not stored.
func storedLabels(metric string) (must, may []string) {
	switch metric {
	case MetricCompleted:
		return []string{"region", "project", "year"}, nil
	case MetricCompletedTotal:
		return []string{"region", "project"}, nil
	case MetricPipelineItems, MetricPipelineYuan:
		return []string{"region", "system", "step", "origin"}, []string{"name", "industry"}
	case MetricAttractionFunds:
		return []string{"region", "attraction"}, nil
	case MetricStandingRank, MetricStandingRegions:
		return []string{"region", "subject"}, nil
	}
	for _, base := range []Base{Yuan, Ratio, Items, Tonnes, Index} {
		switch metric {
		case IndicatorMetric(base):
			return []string{"region", "indicator", "measure", "origin"}, nil
		case EnterpriseMetric(base):
			return []string{"region", "enterprise", "item"}, nil
		}
	}
	return nil, nil
}
