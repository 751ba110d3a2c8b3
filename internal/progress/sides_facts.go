package progress

// pipelineTotal is a total of a region's pipeline over all libraries,
// programmes or sources of a system: as it was published where it was, or else
// as counted. A total of all of them goes before the sum of each; those by
// industry are parts of one and are not added.
func pipelineTotal(s *RegionState, t total) Number {
	var whole, sum Number
	for _, p := range s.Pipeline {
		if p.System != t.system || p.Step != t.step || p.Industry != "" {
			continue
		}
		value := t.of(p.Published)
		if !value.Known {
			value = t.of(p.Counted)
		}
		switch {
		case !value.Known:
		case p.Name == "":
			whole = value
		default:
			sum = Known(tidy(sum.Value + value.Value))
		}
	}
	if whole.Known {
		return whole
	}
	return sum
}

// of is the side of a total that is asked for.
func (t total) of(p PipelineTotal) Number {
	if t.yuan {
		return p.Yuan
	}
	return p.Items
}
