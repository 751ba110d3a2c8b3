package progress

// An EnterpriseState is a leading enterprise with its newest figures.
type EnterpriseState struct{}

// newEnterprises makes the part of a region's enterprises; nil where it has none.
func newEnterprises(Rules, *region) (regionPart, error) { return nil, nil }
