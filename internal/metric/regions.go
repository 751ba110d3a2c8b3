package metric

import (
	"slices"

	"jindu/internal/progress"
)

// OfRegion gives the samples of a region, beside those of its projects and
// indicators.
func OfRegion(s progress.RegionState, emit Emit) {
	ofPipeline(s, emit)
	ofFunnel(s, emit)
	ofAttractions(s, emit)
	ofEnterprises(s, emit)
	ofStandings(s, emit)
	ofSides(s, emit)
	ofWarnings(s, emit)
	ofAcknowledgements(s, emit)
}

// RegionFamilies are those that OfRegion gives samples of.
func RegionFamilies() []*Family {
	return slices.Concat(pipelineFamilies, funnelFamilies, attractionsFamilies, enterprisesFamilies, standingsFamilies, sidesFamilies, warningsFamilies, acknowledgementsFamilies)
}
