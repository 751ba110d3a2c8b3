// Package events tells browsers and programs that what is shown has changed, by
// server-sent events: something was committed, time alone changed the board,
// the alerts are others, the rules are. It says that, and not what: whoever is
// told asks for the page again.
package events
