// Package page holds what jindu's pages share: what is asked of them (a date,
// an as-of, a region, a language), the frame around them with its controls,
// their links, lists that can be sorted, narrowed down, paged and exported, and
// the files that browsers load. What a page shows is its own package's.
package page
