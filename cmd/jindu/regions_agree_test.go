package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
	"jindu/internal/officetest"
	"jindu/internal/phrase"
	"jindu/internal/web"
)

// regionNumbers are numbers of each region by its name, each by the name of its
// column, as a reader sees them. One that is not known, and none, are not there.
type regionNumbers map[string]map[string]string

func (n regionNumbers) set(region, column string, value float64) {
	if n[region] == nil {
		n[region] = map[string]string{}
	}
	if value != 0 {
		n[region][column] = fmt.Sprintf("%.2f", value)
	}
}

// A district's figures are the same whichever face of the centre tells them.
func TestAllFacesOfACentreAgree(t *testing.T) {
	c := newCity(t)
	for i, d := range c.below {
		d.office.Now = c.clock()
		for n := range i { // Of the first nothing is known.
			id := fmt.Sprintf("P%d", 1+n%3)
			d.office.Task(id, 2020, int64(2+n+i)*1e8)
			d.office.Report(id, officetest.Date(2020, time.Month(1+(2*n)%8), 28), float64(1+(n*7+i)%9)*1e8)
			rapid.Custom(func(rt *rapid.T) bool { d.office.AnythingHere(rt); return true }).Example(i*100 + n)
		}
		for n := range min(i, 3) { // A task without a project has no jindu_project_info, and tables with one are refused.
			id := fmt.Sprintf("P%d", 1+n)
			d.office.State(model.KindProject, id, officetest.Date(2020, 1, 2), model.Project{Name: id})
		}
		require.True(t, d.deliver(t))
	}
	t.Cleanup(c.shut)
	pack, told := c.toldByAPI()
	require.Len(t, told, 1+districtsOfCity)
	for _, column := range []string{"projects", "target", "completed", "late", "green", "red"} {
		require.Contains(t, told["City"], column, "the table says something")
	}
	require.Equal(t, told, c.toldByCommand())
	require.Equal(t, told, c.toldByPage())
	require.Equal(t, told, c.toldByMetrics(pack))
	require.Equal(t, told, c.toldByQuery(pack))
}

func (c *city) toldByAPI() (pack string, told regionNumbers) {
	var found web.Comparison
	require.NoError(c.t, json.Unmarshal([]byte(c.ask(c.centre.Load(), web.RegionsPath)), &found))
	told = regionNumbers{}
	for _, r := range found.Regions {
		told.set(r.Name.EN, "projects", float64(r.Projects))
		told.set(r.Name.EN, "late", float64(r.Late))
		for column, yuan := range map[string]*float64{"target": r.Target, "completed": r.Completed} {
			if yuan != nil {
				told.set(r.Name.EN, column, *yuan/1e8)
			}
		}
		for colour, n := range r.Counts {
			told.set(r.Name.EN, colour, float64(n))
		}
	}
	return found.Pack, told
}

func (c *city) toldByCommand() regionNumbers {
	code, out, problems := printed(c.t, "regions", "--server", c.front.URL, "--format", "csv")
	require.Zero(c.t, code, problems)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(c.t, err)
	columns := map[string]string{"target(1e8 yuan)": "target", "completed(1e8 yuan)": "completed", "projects": "projects", "late": "late"}
	for _, colour := range colours {
		columns[phrase.Colour(colour, model.English)] = colour
	}
	told := regionNumbers{}
	for _, row := range rows[1:] {
		for i, cell := range row {
			if column := columns[rows[0][i]]; column != "" {
				told.set(row[1], column, amount(c.t, cell))
			}
		}
	}
	return told
}

var (
	colours   = []string{"green", "yellow", "red", "undefined"}
	pageRow   = regexp.MustCompile(`(?s)<tr[^>]*>\s*<th scope="row"[^>]*><a [^>]*>([^<]*)</a>.*?</tr>`)
	pageCell  = regexp.MustCompile(`(?s)<td class="(num|colours)[^"]*">(.*?)</td>`)
	pageBar   = regexp.MustCompile(`<a class="(\w+)"[^>]*><b>(\d+)</b>`)
	pageNote  = regexp.MustCompile(`<span class="note">[^<]*</span>`)
	pageMarks = regexp.MustCompile(`<[^>]*>`)
)

func (c *city) toldByPage() regionNumbers {
	told := regionNumbers{}
	page, _, ok := strings.Cut(c.ask(c.centre.Load(), "/regions?lang=en"), "</table>")
	require.True(c.t, ok)
	for _, row := range pageRow.FindAllStringSubmatch(page, -1) {
		name := html.UnescapeString(row[1])
		told.set(name, "", 0)
		cells := pageCell.FindAllStringSubmatch(row[0], -1)
		if strings.Contains(row[0], "no data") {
			continue
		}
		for i, column := range map[int]string{0: "projects", 2: "target", 3: "completed", 8: "late"} {
			told.set(name, column, amount(c.t, pageMarks.ReplaceAllString(pageNote.ReplaceAllString(cells[i][2], ""), "")))
		}
		for _, part := range pageBar.FindAllStringSubmatch(cells[7][2], -1) {
			told.set(name, part[1], amount(c.t, part[2]))
		}
	}
	return told
}

// amount reads a cell; none is 0.
func amount(t *testing.T, cell string) float64 {
	t.Helper()
	if cell == "" || cell == "–" {
		return 0
	}
	n, err := strconv.ParseFloat(cell, 64)
	require.NoError(t, err)
	return n
}

// A reckoning is how a column follows from metrics: their sum, in another unit.
type reckoning struct {
	families string // Of one label set each.
	having   string // Matchers that no other sample meets.
	scale    float64
}

func reckonings(pack string) map[string]reckoning {
	all := map[string]reckoning{
		"projects":  {families: "jindu_project_info", scale: 1},
		"target":    {families: "jindu_project_target_yuan", scale: 1e-8},
		"completed": {families: "jindu_project_completed_yuan", scale: 1e-8},
		"late":      {families: "jindu_project_report_late|jindu_report_late", scale: 1},
	}
	for _, colour := range colours {
		all[colour] = reckoning{families: "jindu_project_warning", having: fmt.Sprintf("colour=%q,pack=%q,", colour, pack), scale: 1}
	}
	return all
}

// told sums what the districts have into the city's, for which nothing else is
// reported.
func (c *city) told(pack string, sum func(r reckoning, region string) float64) regionNumbers {
	told := regionNumbers{}
	for column, r := range reckonings(pack) {
		whole := 0.0
		for i, region := range c.regions {
			part := sum(r, region) * r.scale
			told.set(fmt.Sprintf("D%d", i), column, part)
			whole += part
		}
		told.set("City", column, whole)
	}
	return told
}

func (c *city) toldByMetrics(pack string) regionNumbers {
	exposed := c.ask(c.centre.Load(), "/metrics")
	return c.told(pack, func(r reckoning, region string) (sum float64) {
		family := regexp.MustCompile("^(" + r.families + ")[{]")
		for line := range strings.Lines(exposed) {
			if family.MatchString(line) && strings.Contains(line, r.having) && strings.Contains(line, fmt.Sprintf("region=%q", region)) {
				sum += amount(c.t, strings.TrimSpace(line[strings.LastIndex(line, " "):]))
			}
		}
		return sum
	})
}

func (c *city) toldByQuery(pack string) regionNumbers {
	return c.told(pack, func(r reckoning, region string) float64 {
		expression := fmt.Sprintf("sum({__name__=~%q,%sregion=%q}) or vector(0)", r.families, r.having, region)
		var answer struct {
			Data struct {
				Result []struct {
					Value [2]any `json:"value"`
				} `json:"result"`
			} `json:"data"`
		}
		text := c.ask(c.centre.Load(), "/api/v1/query?"+url.Values{"query": {expression}}.Encode())
		require.NoError(c.t, json.Unmarshal([]byte(text), &answer))
		require.Len(c.t, answer.Data.Result, 1, expression)
		return amount(c.t, answer.Data.Result[0].Value[1].(string))
	})
}
