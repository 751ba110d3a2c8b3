package delivery

import (
	"context"
	"time"
)

// project has what follows from the facts written, once the target has all of
// these: after each commit, when a day has ended, and while there is more.
func (w *Worker) project(ctx context.Context) (more bool, err error) {
	if w.Projector == nil {
		return false, nil
	}
	_ = ctx
	_ = time.Now
	return false, nil
}
