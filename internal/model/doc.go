// Package model holds the words that every part of jindu shares: periods and
// their instants, units and exact amounts, series, observations, records, the
// catalog of indicators and regions, submissions with their receipts, and the
// View through which a ledger is read.
//
// There are two kinds of fact. An Observation is a measured number of a Series
// at a Period. A Record is an object or a statement (a project, a target, a
// note) that holds from a date on. Both are bitemporal: they say when they are
// about, and the ledger adds when they became known.
//
// Nothing here reads a file, a clock or a network, and nothing here knows the
// rules of progress (package progress) or how facts are kept (package store).
package model
