package web

import "jindu/internal/progress"

// addPresent adds what is only known of now: alerts, and how regions are heard
// from. It adds up along the parents in sums, for not every region between may
// be among those that are compared.
func (s *Server) addPresent(all []ComparedRegion, sums []progress.RegionSum) {
	parents := map[string]string{}
	for _, r := range sums {
		parents[r.Code] = r.Parent
	}
	at := map[string]int{}
	for i := range all {
		at[all[i].Region] = i
		all[i].Alerts = new(int)
	}
	upwards := func(region string, add func(*ComparedRegion)) {
		for range sums { // A region is above itself no more often than there are regions.
			if i, ok := at[region]; ok {
				add(&all[i])
			}
			region = parents[region]
		}
	}
	for _, a := range s.options.Alerts() {
		if a.Name != lateAlert {
			upwards(a.Region, func(r *ComparedRegion) { *r.Alerts++ })
		}
	}
	if s.options.Links == nil {
		return
	}
	for _, link := range s.options.Links() {
		if i, ok := at[link.Region]; ok {
			all[i].Delivery = &link
		}
		upwards(link.Region, func(r *ComparedRegion) {
			r.Delivering++
			if link.Silent {
				r.Silent++
			}
		})
	}
}
