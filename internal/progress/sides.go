package progress

// A SideState is one of the four sides of a region's standing (四比四看).
type SideState struct{}

// newSides makes the part of a region's sides; nil where it has none.
func newSides(Rules, *region) (regionPart, error) { return nil, nil }
