package page

import "net/url"

// kept are the parameters that go with a reader from page to page.
var kept = []string{"lang", "theme", "time", "as_of", "region", "only"}

// Here is the page itself with some parameters changed, by pairs of a name and
// a value; an empty value takes the parameter away.
func (a Asked) Here(pairs ...string) string {
	changed := url.Values{}
	for name, values := range a.Query {
		changed[name] = values
	}
	return "?" + with(changed, pairs).Encode()
}

// To is another page for the same time, region and reader, with parameters of
// its own, by pairs as in Here.
func (a Asked) To(path string, pairs ...string) string {
	carried := url.Values{}
	for _, name := range kept {
		if value := a.Query.Get(name); value != "" {
			carried.Set(name, value)
		}
	}
	if query := with(carried, pairs).Encode(); query != "" {
		return path + "?" + query
	}
	return path
}

func with(values url.Values, pairs []string) url.Values {
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return values
}

// A Hidden is a parameter that a form carries on.
type Hidden struct{ Name, Value string }

// Others are the parameters of the page but some, for a form that sets these.
func (a Asked) Others(but ...string) (others []Hidden) {
	left := url.Values{}
	for name, values := range a.Query {
		left[name] = values
	}
	for _, name := range but {
		left.Del(name)
	}
	for _, name := range sortedNames(left) {
		for _, value := range left[name] {
			others = append(others, Hidden{name, value})
		}
	}
	return others
}
