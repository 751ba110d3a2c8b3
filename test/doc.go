// Package test holds end-to-end tests: they build the binary, run it as a user
// would, and look only at what users see. Tests of one package stay beside it.
package test
