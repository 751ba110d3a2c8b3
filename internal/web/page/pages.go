package page

import "strconv"

// perPage is how many rows a page shows.
const perPage = 100

// Pages are the links of a list that is too long for one page.
type Pages struct {
	Rows          int    // In all.
	First, Last   int    // Those shown, from 1.
	Before, After string // Links; empty where there are none.
	Number, Of    int    // Of the page, and how many pages there are.

	from, to int
}

// PagesOf are the pages of so many rows, for a page that reads only those that
// ?page= asks for: Span says which.
func PagesOf(rows int, a Asked) Pages { return pagesOf(rows, a) }

// Span is where the rows of the page begin, from 0, and where they end.
func (p Pages) Span() (from, to int) { return p.from, p.to }

func pagesOf(rows int, a Asked) Pages {
	all := max((rows+perPage-1)/perPage, 1)
	number, err := strconv.Atoi(a.Query.Get("page"))
	if err != nil {
		number = 1
	}
	number = min(max(number, 1), all)
	p := Pages{Rows: rows, Number: number, Of: all, from: (number - 1) * perPage, to: min(number*perPage, rows)}
	p.First, p.Last = min(p.from+1, rows), p.to
	if number > 1 {
		p.Before = a.Here("page", strconv.Itoa(number-1))
	}
	if number < all {
		p.After = a.Here("page", strconv.Itoa(number+1))
	}
	return p
}
