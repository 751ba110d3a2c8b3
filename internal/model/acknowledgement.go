package model

import (
	"encoding/json"
	"fmt"
	"strings"
)

// An Acknowledgement (督办、销号) says that somebody has seen an alert or how a
// project, an indicator or a region stands, what is to be done about it by
// when, and later that it is settled.
type Acknowledgement struct {
	Alert     string   `json:"alert,omitempty"`     // Name of an alert; empty where it is about the subject whatever alerts.
	Project   string   `json:"project,omitempty"`   // Of the record's region; the subject is the region itself without both.
	Indicator string   `json:"indicator,omitempty"` // Code.
	State     AckState `json:"state,omitempty"`
	By        string   `json:"by,omitempty"`   // Who says so.
	Note      string   `json:"note,omitempty"` // 批示: what is to be done, or why it is settled.
	Due       Period   `json:"due,omitzero"`   // Last day to do it.
}

// ID names what is acknowledged within its region.
func (a Acknowledgement) ID() string {
	return strings.Join([]string{a.Alert, a.Project, a.Indicator}, "/")
}

// AckState is how far an acknowledgement has come.
type AckState string

// The states of an acknowledgement.
const (
	Acknowledged AckState = "acknowledged" // 督办.
	AckClosed    AckState = "closed"       // 销号.
)

var ackNames = map[AckState]Text{
	Acknowledged: {ZH: "督办", EN: "acknowledged"},
	AckClosed:    {ZH: "销号", EN: "closed"},
}

// Name gives the state's name.
func (s AckState) Name() Text { return ackNames[s] }

// ParseAckState reads a state by its Chinese or English name; empty is the first.
func ParseAckState(text string) (AckState, bool) {
	text = narrow(text)
	if text == "" {
		return Acknowledged, true
	}
	for s, names := range ackNames {
		if text == names.ZH || strings.EqualFold(text, names.EN) {
			return s, true
		}
	}
	return "", false
}

// Rounds parts the statements about one thing: a round ends where something is
// acknowledged again after it was closed. It takes nothing over from the one
// before: what was to be done then, and by when, is settled.
func Rounds(o Object) ([]Object, error) {
	var rounds []Object
	closed := false
	for _, s := range o.Statements {
		var said Acknowledgement
		if err := json.Unmarshal(s.Body, &said); err != nil {
			return nil, fmt.Errorf("%s %s of %s: %w", o.Kind, o.ID, o.Region, err)
		}
		if len(rounds) == 0 || closed && said.State == Acknowledged {
			rounds = append(rounds, Object{Kind: o.Kind, Region: o.Region, ID: o.ID})
		}
		if said.State != "" {
			closed = said.State == AckClosed
		}
		last := &rounds[len(rounds)-1]
		last.Statements = append(last.Statements, s)
	}
	return rounds, nil
}
