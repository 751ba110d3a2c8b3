// Package wall is the wall board (大屏): what leaders see of a district from
// across the room. It fills the screen, turns its pages by itself, and is told
// by package events when to look again.
package wall
