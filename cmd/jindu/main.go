// Command jindu watches economic indicators and investment projects against
// their targets. Each subcommand has a file of its own here; what they do is
// in the packages that they wire together.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // So that Asia/Shanghai is known where the system has no zones.
)

// version is what jindu calls itself; the release build sets it.
var version = "0.1.0-dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
