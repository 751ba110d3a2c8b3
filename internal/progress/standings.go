package progress

// A StandingState is the place of a region in a contest.
type StandingState struct{}

// newStandings makes the part of a region's standings; nil where it has none.
func newStandings(Rules, *region) (regionPart, error) { return nil, nil }
