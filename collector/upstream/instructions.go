package upstream

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// An Instruction is a receipt of acknowledgements on its way down, or of the
// withdrawal of one.
type Instruction struct {
	Origin
	Recorded  time.Time    `json:"recorded"`
	By        string       `json:"by,omitempty"`
	Withdraws *Origin      `json:"withdraws,omitempty"`
	Reason    string       `json:"reason,omitempty"`
	Records   []recordLine `json:"records,omitempty"`
}

// Instructions are those after a receipt, the oldest first.
type Instructions struct {
	Ledger  string        `json:"ledger"`  // The centre's.
	Through Origin        `json:"through"` // Newest receipt of the centre that was looked at.
	Items   []Instruction `json:"items"`
}

// maxInstructions is how many one answer has.
const maxInstructions = 500

// Acknowledgements gives what was acknowledged here about a district and did
// not come from there (?ledger= is its own), after the receipt ?after= ?committed=
// of the ledger here. Where the ledger here has another receipt of that number,
// it was restored from a backup, and all is given.
func (c *Centre) Acknowledgements(g *gin.Context) {
	d, asker, err := c.speaker(g)
	if err != nil {
		c.fail(g, err)
		return
	}
	after, err := c.after(g)
	if err != nil {
		c.fail(g, err)
		return
	}
	found, err := c.instructions(g.Request.Context(), d, asker, after)
	if err != nil {
		c.fail(g, err)
		return
	}
	g.JSON(http.StatusOK, found)
}

// after is the number of the receipt after which to go on.
func (c *Centre) after(g *gin.Context) (uint64, error) {
	text := g.Query("after")
	if text == "" || text == "0" {
		return 0, nil
	}
	number, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, badRequest("after: want the number of a receipt")
	}
	if number > c.Ledger.Stats().Commits {
		return 0, nil
	}
	at, err := time.Parse(time.RFC3339Nano, g.Query("committed"))
	if err != nil {
		return 0, badRequest("committed: want when the receipt was taken")
	}
	own, err := c.Ledger.Receipt(g.Request.Context(), model.ReceiptID(number))
	if err != nil {
		return 0, err
	}
	if !originOf(own).same(Origin{number, at}) {
		return 0, nil
	}
	return number, nil
}

func (c *Centre) instructions(ctx context.Context, d District, asker string, after uint64) (Instructions, error) {
	found := Instructions{Ledger: c.Ledger.Stats().ID, Items: []Instruction{}}
	view, err := c.Ledger.View(ctx, time.Time{})
	if err != nil {
		return found, err
	}
	defer view.Close() //nolint:errcheck // It was only read.
	records, err := c.acknowledged(ctx, view, d, after)
	if err != nil {
		return found, err
	}
	numbers := make([]uint64, 0, len(records))
	for number := range records {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	through := view.Commit()
	for _, number := range numbers {
		if len(found.Items) == maxInstructions {
			through = number - 1
			break
		}
		r, err := c.Ledger.Receipt(ctx, model.ReceiptID(number))
		if err != nil {
			return found, err
		}
		item, ok, err := c.instruction(ctx, r, asker, records[number])
		if err != nil {
			return found, err
		}
		if ok {
			found.Items = append(found.Items, item)
		}
	}
	if through > 0 {
		last, err := c.Ledger.Receipt(ctx, model.ReceiptID(through))
		if err != nil {
			return found, err
		}
		found.Through = originOf(last)
	}
	return found, nil
}

// acknowledged are the statements about a district, by the number of their receipt.
func (c *Centre) acknowledged(ctx context.Context, view model.View, d District, after uint64) (map[uint64][]model.Record, error) {
	records, catalog := map[uint64][]model.Record{}, c.Catalog()
	for r, err := range view.Records(ctx, model.KindAcknowledgement) {
		if err != nil {
			return nil, err
		}
		number, err := model.ParseReceiptID(r.Receipt)
		if err != nil {
			return nil, err
		}
		if number > after && catalog.Within(r.Region, d.Region) {
			records[number] = append(records[number], r)
		}
	}
	return records, nil
}

// instruction writes a receipt for who asks; not one that came from there.
func (c *Centre) instruction(ctx context.Context, r model.Receipt, asker string, records []model.Record) (i Instruction, ok bool, err error) {
	if r.Provenance != nil && r.Provenance.Ledger == asker {
		return Instruction{}, false, nil
	}
	i = Instruction{Origin: originOf(r), Recorded: r.Recorded, By: r.By, Reason: r.Reason}
	if r.Withdraws != "" {
		withdrawn, err := c.Ledger.Receipt(ctx, r.Withdraws)
		if err != nil {
			return i, false, err
		}
		if withdrawn.Provenance != nil && withdrawn.Provenance.Ledger == asker {
			return i, false, nil // What the district stated itself stands there.
		}
		of := originOf(withdrawn)
		i.Withdraws = &of
		return i, true, nil
	}
	for _, one := range records {
		i.Records = append(i.Records, *newRecordLine(one))
	}
	return i, true, nil
}

// submission is what a district commits of an instruction; only
// acknowledgements can come down.
func (i Instruction) submission() (model.Submission, error) {
	s := model.Submission{By: i.By, Source: SourceUpstream, Reason: i.Reason, Recorded: i.Recorded}
	for _, line := range i.Records {
		if line.Kind != model.KindAcknowledgement {
			return s, fmt.Errorf("the centre sent a record of kind %s: only acknowledgements come down", line.Kind)
		}
		r := line.record("")
		if !json.Valid(r.Body) {
			return s, fmt.Errorf("the centre sent an acknowledgement that is no JSON: %s", r.ID)
		}
		s.Records = append(s.Records, r)
	}
	return s, nil
}
