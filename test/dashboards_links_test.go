package test

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"jindu/dashboards"
)

// linking is what these tests read of a panel whose cells link to dashboards.
type linking struct {
	ID              int    `json:"id"`
	Title           string `json:"title"`
	Transformations []struct {
		ID      string `json:"id"`
		Options struct {
			Include struct {
				Names []string `json:"names"`
			} `json:"include"`
		} `json:"options"`
	} `json:"transformations"`
	FieldConfig json.RawMessage `json:"fieldConfig"`
}

var (
	linkedBoard = regexp.MustCompile(`"url":\s*"/d/([\w-]+)\?`)
	linkedField = regexp.MustCompile(`\$\{__data\.fields\.(\w+)\}`)
)

// TestDashboardLinksLeadSomewhere holds the links of cells against the
// dashboards that there are, and against the columns that a table keeps:
// a field that it drops is empty in a link.
func TestDashboardLinksLeadSomewhere(t *testing.T) {
	all := readDashboards(t)
	links := 0
	for name := range all {
		text, err := dashboards.JSON.ReadFile("json/" + name + ".json")
		require.NoError(t, err)
		var d struct {
			Panels []linking `json:"panels"`
		}
		require.NoError(t, json.Unmarshal(text, &d))
		for _, p := range d.Panels {
			config := string(p.FieldConfig)
			for _, board := range linkedBoard.FindAllStringSubmatch(config, -1) {
				links++
				require.Contains(t, uids(all), board[1], "%s, %s", name, p.Title)
			}
			for _, field := range linkedField.FindAllStringSubmatch(config, -1) {
				require.Contains(t, p.kept(), field[1], "%s, %s", name, p.Title)
			}
		}
	}
	require.NotZero(t, links)
}

// kept gives the fields that a table keeps.
func (p linking) kept() []string {
	for _, t := range p.Transformations {
		if t.ID == "filterFieldsByName" {
			return t.Options.Include.Names
		}
	}
	return nil
}

func uids(all map[string]dashboard) []string {
	var names []string
	for _, d := range all {
		names = append(names, d.UID)
	}
	return names
}
