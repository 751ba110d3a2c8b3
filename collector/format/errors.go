package format

import "errors"

// ErrTooLarge says that a file is beyond the Limits.
var ErrTooLarge = errors.New("file too large")
