package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"github.com/prometheus/common/model"
)

// promAnswer is an answer of Prometheus's API.
type promAnswer struct {
	Status   string   `json:"status"`
	Error    string   `json:"error"`
	Warnings []string `json:"warnings"`
	Data     struct {
		Type   string          `json:"resultType"`
		Result json.RawMessage `json:"result"`
	} `json:"data"`
}

// query asks and gives a vector, a matrix, a scalar or a string. Times go as
// the user wrote them: the jindu that answers knows its time zone.
func (c *client) query(ctx context.Context, path string, form url.Values) (model.Value, error) {
	var answer promAnswer
	if _, err := c.postForm(ctx, path, form, &answer); err != nil {
		return nil, err
	}
	if answer.Status != "success" {
		return nil, badInput{errors.New(answer.Error)}
	}
	return decodeValue(answer)
}

func decodeValue(answer promAnswer) (model.Value, error) {
	decode := func(into any) error {
		if err := json.Unmarshal(answer.Data.Result, into); err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
		return nil
	}
	switch answer.Data.Type {
	case "vector":
		var v model.Vector
		return v, decode(&v)
	case "matrix":
		var m model.Matrix
		return m, decode(&m)
	case "scalar":
		s := new(model.Scalar)
		return s, decode(s)
	case "string":
		s := new(model.String)
		return s, decode(s)
	}
	return nil, fmt.Errorf("read the answer: a result of type %q", answer.Data.Type)
}
