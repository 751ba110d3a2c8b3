package web

// addPresent adds what is only known of now: alerts, and how regions are heard
// from.
func (s *Server) addPresent(all []ComparedRegion) {
	at := map[string]int{}
	for i := range all {
		at[all[i].Region] = i
		all[i].Alerts = new(int)
	}
	upwards := func(region string, add func(*ComparedRegion)) {
		for range all { // A region is above itself no more often than there are regions.
			i, ok := at[region]
			if !ok {
				return
			}
			add(&all[i])
			region = all[i].Parent
		}
	}
	for _, a := range s.options.Alerts() {
		if a.Name != lateAlert {
			upwards(a.Region, func(r *ComparedRegion) { *r.Alerts++ })
		}
	}
	if s.options.Regions == nil {
		return
	}
	for _, link := range s.options.Regions() {
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
