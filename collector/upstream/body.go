package upstream

import (
	"compress/gzip"
	"context"
	"errors"
	"io"

	"jindu/internal/model"
)

// body is a receipt on its way, written while it is sent.
type body struct {
	*io.PipeReader
	done chan error // Gives what became of the writing, once.
}

// body starts to write a receipt whose facts follow a place in the log. Its
// caller ends it.
func (s *Sender) body(ctx context.Context, h Head, after uint64) *body {
	from, to := io.Pipe()
	b := &body{from, make(chan error, 1)}
	go func() {
		err := s.write(ctx, to, h, after)
		_ = to.CloseWithError(err) // It never fails.
		b.done <- err
		close(b.done)
	}()
	return b
}

// end stops the writing and waits for it.
func (b *body) end() {
	_ = b.PipeReader.Close() // It never fails.
	<-b.done                 //nolint:errcheck // Blame has asked where it matters.
}

// blame adds why the writing failed to why the sending did.
func (b *body) blame(err error) error {
	_ = b.PipeReader.Close() // It never fails.
	if cause := <-b.done; cause != nil && !errors.Is(cause, io.ErrClosedPipe) {
		return errors.Join(err, cause)
	}
	return err
}

func (s *Sender) write(ctx context.Context, to io.Writer, h Head, after uint64) error {
	z := gzip.NewWriter(to)
	e, err := NewEncoder(z, h)
	if err != nil {
		return err
	}
	if h.facts() > 0 {
		if err := s.writeFacts(ctx, e, h, after); err != nil {
			return err
		}
	}
	if err := e.Close(); err != nil {
		return err
	}
	return z.Close()
}

func (s *Sender) writeFacts(ctx context.Context, e *Encoder, h Head, after uint64) error {
	id, left := model.ReceiptID(h.Number), h.facts()
	for change, err := range s.log.Changes(ctx, after) {
		if err != nil {
			return err
		}
		if receipt := receiptOf(change); receipt != id {
			return errMisplaced
		}
		if err := e.Write(change); err != nil {
			return err
		}
		if left--; left == 0 {
			return nil
		}
	}
	return nil
}
