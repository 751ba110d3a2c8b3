package testbed

import (
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
)

// Ports are looked for below those that systems give to clients: while a server
// is dead, nobody's outgoing connection gets its port, nor its own client's.
const (
	lowestPort = 20_000
	portsToTry = 12_000
)

// freeAddress is a host and port of loopback on which nobody listens.
func freeAddress(tb testing.TB) string {
	tb.Helper()
	var config net.ListenConfig
	for range 100 {
		address := net.JoinHostPort("127.0.0.1", strconv.Itoa(lowestPort+rand.IntN(portsToTry)))
		listener, err := config.Listen(tb.Context(), "tcp", address)
		if err != nil {
			continue
		}
		if err := listener.Close(); err != nil {
			tb.Fatalf("free %s: %v", address, err)
		}
		return address
	}
	tb.Fatalf("no free port between %d and %d", lowestPort, lowestPort+portsToTry)
	return ""
}
