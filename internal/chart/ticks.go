package chart

import "math"

// ticks are round numbers, about as many as asked for, that span a range.
func ticks(low, high float64, about int) []float64 {
	if !(high > low) {
		high = low + 1
	}
	rough := (high - low) / float64(about)
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	step := power
	for _, by := range []float64{1, 2, 2.5, 5, 10} {
		if step = power * by; step >= rough*0.999 {
			break
		}
	}
	var all []float64
	for n := math.Floor(low/step + 1e-9); ; n++ {
		all = append(all, n*step)
		if n*step >= high-step*1e-9 {
			return all
		}
	}
}
