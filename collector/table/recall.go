package table

// A recall remembers what was found of texts: the rows of a table have few
// labels, which come again and again. It holds so many and no more, so that a
// file of many different ones costs no memory.
type recall struct {
	known map[string]bool
	ask   func(string) bool
}

const recalled = 1 << 12

func newRecall(ask func(string) bool) recall { return recall{map[string]bool{}, ask} }

func (r recall) of(text string) bool {
	answer, ok := r.known[text]
	if !ok {
		answer = r.ask(text)
		if len(r.known) < recalled {
			r.known[text] = answer
		}
	}
	return answer
}
