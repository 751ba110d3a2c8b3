// Package pebble keeps a ledger in a folder, by the embedded key-value engine
// of the same name (github.com/cockroachdb/pebble). It is the store that jindu
// runs on unless told otherwise.
//
// What lies where, each key beginning with its letter:
//
//	h | hash                                              number of the receipt that stands for it
//	l | first sequence number of the chunk                chunk of the log: which facts, not their values
//	o | series | period | ^recorded | ^receipt            a version of a figure: value, status, span, cell
//	r | kind | region | id | valid from | ^recorded | ^receipt   a statement
//	s | series                                            frequency, metric and labels
//	t | receipt number                                    receipt, and where its facts lie in the log
//
// Times that are inverted (^) put the newest version first, so that a read as
// of any instant is one forward pass over a series. A submission is one synced
// batch of all of these: it is there whole, or not at all.
//
// The folder also holds the marker file that says it is a ledger and of which
// version, and a ballast file: space set aside that is given up when the disk
// fills, so that the commit in flight can be finished.
//
// Series are found by package index; what a ledger promises is said by package
// store and tested by package storetest.
package pebble
