package test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The load of the tests of outages: 20,000 figures of each region in a
// submission of its own.
const (
	loadIndicators = 100
	loadMonths     = 200
	loadFirstYear  = 2004
)

// Environment that makes these tests longer: with 50 and 1m they take a million
// figures, and a minute of outage.
const (
	envRegions = "JINDU_TEST_REGIONS" // How many regions; 5 unless set, 50 are a million figures.
	envOutage  = "JINDU_TEST_OUTAGE"  // How long a target is away; ten seconds unless set.
)

var loadZone = time.FixedZone("Asia/Shanghai", 8*3600)

func loadRegions(t *testing.T) int {
	text := os.Getenv(envRegions)
	if text == "" {
		return 5
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}

func outage(t *testing.T) time.Duration {
	text := os.Getenv(envOutage)
	if text == "" {
		return 10 * time.Second
	}
	d, err := time.ParseDuration(text)
	require.NoError(t, err)
	return d
}

func loadRegion(r int) string    { return strconv.Itoa(410_000 + r) }
func loadIndicator(i int) string { return fmt.Sprintf("indicator_%03d", i) }

// loadInstant is the last second of a month of the load.
func loadInstant(m int) time.Time {
	return time.Date(loadFirstYear, time.Month(m+2), 1, 0, 0, 0, 0, loadZone).Add(-time.Second)
}

// loadFigure is a figure in 万元, another for each region, indicator and month.
func loadFigure(r, i, m int) int64 {
	return int64(m%12+1)*1_000_000 + int64(r*loadIndicators+i)*200 + int64(m)
}

func loadYuan(r, i, m int) float64 { return float64(loadFigure(r, i, m)) * 1e4 }

// loadCatalog has the load's indicators and regions and no others.
func loadCatalog(regions int) []byte {
	var b bytes.Buffer
	b.WriteString("indicators:\n")
	for i := range loadIndicators {
		fmt.Fprintf(&b, "  - {code: %s, name: 指标%03d, name_en: Indicator %03d, display_unit: 亿元, frequency: M}\n", loadIndicator(i), i, i)
	}
	b.WriteString("regions:\n")
	for r := range regions {
		fmt.Fprintf(&b, "  - {code: %q, name: 县%03d, name_en: County %03d}\n", loadRegion(r), r, r)
	}
	b.WriteString("progress: {day: 5, months_after: 1}\npacks: [default]\ngrowth: {comparable_margin_points: 1}\n")
	return b.Bytes()
}

// loadTable is a region's submission: a row for each indicator.
func loadTable(r int) []byte {
	var b bytes.Buffer
	b.WriteString("指标,地区,口径,单位")
	for m := range loadMonths {
		b.WriteString(loadInstant(m).Format(",2006-01"))
	}
	for i := range loadIndicators {
		fmt.Fprintf(&b, "\n%s,%s,累计,万元", loadIndicator(i), loadRegion(r))
		for m := range loadMonths {
			fmt.Fprintf(&b, ",%d", loadFigure(r, i, m))
		}
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// A loader hands in every region's submission, one after the other, again and
// again until it is acknowledged.
type loader struct {
	base    string
	regions int
	taken   chan string // IDs of receipts, as they come; closed at the end.
	sent    int         // Requests.
	err     error       // Why it ended early; read after taken is closed.
}

func startLoad(t *testing.T, base string, regions int) *loader {
	l := &loader{base: base, regions: regions, taken: make(chan string, regions)}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer close(l.taken)
		l.err = l.run(ctx)
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return l
}

func (l *loader) run(ctx context.Context) error {
	for r := range l.regions {
		body := loadTable(r)
		for {
			l.sent++
			id, err := l.send(ctx, body)
			if err == nil {
				l.taken <- id
				break
			}
			if !unanswered(err) {
				return fmt.Errorf("region %d: %w", r, err)
			}
			select { // The server is dead for now.
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(50 * time.Millisecond):
			}
		}
	}
	return nil
}

// A statusError is an answer that is no receipt.
type statusError struct {
	status int
	body   string
}

func (e *statusError) Error() string { return fmt.Sprintf("%d: %s", e.status, e.body) }

// unanswered says whether no answer came: nothing is known of the submission.
func unanswered(err error) bool {
	_, answered := err.(*statusError) //nolint:errorlint // It is not wrapped.
	return !answered
}

func (l *loader) send(ctx context.Context, body []byte) (receipt string, err error) {
	address := l.base + "/submissions?name=" + url.QueryEscape("指标.csv")
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "text/csv")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	var answer struct {
		Receipt struct{ ID string }
	}
	if response.StatusCode/100 != 2 || json.Unmarshal(text, &answer) != nil || answer.Receipt.ID == "" {
		return "", &statusError{response.StatusCode, string(text[:min(len(text), 1000)])}
	}
	return answer.Receipt.ID, nil
}

// rest waits for all receipts that are to come, and gives them.
func (l *loader) rest(t *testing.T) []string {
	t.Helper()
	var ids []string
	for id := range l.taken {
		ids = append(ids, id)
	}
	require.NoError(t, l.err)
	return ids
}
