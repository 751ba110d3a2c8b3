// Package chart draws figures as SVG that stands in a page: its colours are the
// page's own by class, so that it follows dark and light, and its lines differ
// by dash and mark too, for those who don't see colours and for print. What a
// chart shows it also says in words.
package chart
