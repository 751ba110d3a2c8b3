package notify

import (
	"context"
	"log/slog"
)

// logbook writes messages into jindu's own log: for an office that has no
// messenger yet and wants to see what would be told, and to whom.
type logbook struct {
	words  *Words
	logger *slog.Logger
}

// logLimit bounds a line of the log, in bytes.
const logLimit = 16 << 10

func (l logbook) send(ctx context.Context, g Group) error {
	m, err := l.words.message(g, plainMarkup, func(_, text string) bool { return len(text) <= logLimit })
	if err != nil {
		return err
	}
	l.logger.InfoContext(ctx, "alerts told", slog.String("title", m.Title), slog.String("text", m.Text))
	return nil
}
