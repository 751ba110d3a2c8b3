package chart

// Ticks is for tests.
var Ticks = ticks
