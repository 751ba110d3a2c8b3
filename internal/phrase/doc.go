// Package phrase writes figures as readers of bulletins expect them, in Chinese
// and English: money in 亿元, shares in per cent, gaps in percentage points,
// colours by name and shape. It knows no page and no table; what it is given is
// written, and what is not known is an empty text.
package phrase
