package progress

import "time"

// A part is one system's facts about one project, such as its procedures.
type part interface {
	// at adds what holds at t to the project's state, which has the project's
	// particulars and progress already.
	at(t time.Time, s *ProjectState)
	// changes are the instants at which what at adds may change, in no order
	// and with repetitions.
	changes() []time.Time
}

// A judgedPart changes more often than what packs look at in it.
type judgedPart interface {
	part
	// judgedAt are the instants at which what packs look at may change, likewise.
	judgedAt() []time.Time
}

// partsOf makes parts of a project, in the order in which they are asked.
func partsOf(rules Rules, p *project, makers ...func(Rules, *project) (part, error)) ([]part, error) {
	var parts []part
	for _, make := range makers {
		made, err := make(rules, p)
		if err != nil {
			return nil, err
		}
		if made != nil {
			parts = append(parts, made)
		}
	}
	return parts, nil
}
