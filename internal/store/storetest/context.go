package storetest

import (
	"context"

	"github.com/stretchr/testify/require"
)

// testContext gives the context of a test, also of a rapid one, whose own ends
// with each of its tries.
func testContext(t require.TestingT) context.Context {
	if c, ok := t.(interface{ Context() context.Context }); ok {
		return c.Context()
	}
	return context.Background()
}
