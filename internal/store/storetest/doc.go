// Package storetest holds every readable store to the contract of package
// store: one suite, run by each store's own tests. What only one engine can do
// wrong (its files, its disk) is tested beside that engine.
package storetest
