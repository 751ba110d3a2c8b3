package notify

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// pass sends a body to a relay of one desk, and gives the answer.
func pass(t *testing.T, d *desk, receiver, body string, header ...string) *http.Response {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	NewRelay([]*Receiver{d.Receiver}, write(t, "token", "letmein\n"), d.metrics).Register(engine)
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, Path+"/"+receiver, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	engine.ServeHTTP(answer, request)
	return answer.Result()
}

func bodyOf(t *testing.T, g Group) string {
	t.Helper()
	text, err := json.Marshal(g)
	require.NoError(t, err)
	return string(text)
}

func TestTheRelaySaysTheSame(t *testing.T) {
	g := project(overdue("YD-07", "安西铁路联络线项目"), red("YD-07", "安西铁路联络线项目", "交通局"))
	g.Alerts[0], g.Alerts[1] = g.Alerts[1], g.Alerts[0] // Alertmanager has an order of its own.
	for _, header := range [][]string{{"Authorization", "Bearer letmein"}, {TokenHeader, "letmein"}} {
		d := sit(t, KindWeCom, yes[KindWeCom])
		require.Equal(t, 200, pass(t, d, "office", bodyOf(t, g), header...).StatusCode)
		requireGolden(t, "wecom-firing.json", d.bodies[0])
	}
}

func TestWhatTheRelayRefuses(t *testing.T) {
	good := bodyOf(t, project(red("YD-07", "铁路", "交通局")))
	token := []string{"Authorization", "Bearer letmein"}
	for name, c := range map[string]struct {
		receiver, body string
		header         []string
		answer         string // Of the messenger.
		status         int
		code           string
	}{
		"no token":        {"office", good, nil, "", 401, "unknown_token"},
		"wrong token":     {"office", good, []string{"Authorization", "Bearer no"}, "", 401, "unknown_token"},
		"empty token":     {"office", good, []string{"Authorization", "Bearer "}, "", 401, "unknown_token"},
		"no receiver":     {"nobody", good, token, "", 404, "no_receiver"},
		"no JSON":         {"office", "{", token, "", 400, "bad_request"},
		"another version": {"office", strings.Replace(good, `"version":"4"`, `"version":"3"`, 1), token, "", 400, "bad_request"},
		"no alerts":       {"office", `{"version":"4","alerts":[]}`, token, "", 400, "bad_request"},
		"too large":       {"office", `{"version":"` + strings.Repeat("4", maxBody) + `"}`, token, "", 413, "too_large"},
		"too many":        {"office", `{"version":"4","alerts":[{}` + strings.Repeat(",{}", maxAlerts) + `]}`, token, "", 413, "too_large"},
		"refused":         {"office", good, token, `{"errcode":93000,"errmsg":"invalid"}`, 422, "refused"},
		"busy":            {"office", good, token, `{"errcode":45009,"errmsg":"slow"}`, 503, "busy"},
		"away":            {"office", good, token, `nonsense`, 502, "failed"},
	} {
		t.Run(name, func(t *testing.T) {
			d := sit(t, KindWeCom, c.answer)
			r := pass(t, d, c.receiver, c.body, c.header...)
			require.Equal(t, c.status, r.StatusCode)
			text, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			require.Contains(t, string(text), `"code":"`+c.code+`"`)
			require.NotContains(t, string(text), "TOPSECRET")
			if c.status == 401 {
				require.Equal(t, 1.0, testutil.ToFloat64(d.metrics.Denied))
				require.Empty(t, d.bodies)
			}
		})
	}
}

// TestOneThatHangsKeepsNoOtherBack: as many requests as are taken wait for a
// receiver that hangs; another one's message is sent meanwhile.
func TestOneThatHangsKeepsNoOtherBack(t *testing.T) {
	asked, release := make(chan struct{}, 2*relayed), make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		asked <- struct{}{}
		<-release
	}))
	t.Cleanup(silent.Close)
	hangs := sit(t, KindWebhook, "", func(o *ReceiverOptions) { o.URLFile = write(t, "url", silent.URL) })
	fine := sit(t, KindWebhook, "", func(o *ReceiverOptions) { o.Name = "other" })
	engine := gin.New()
	NewRelay([]*Receiver{hangs.Receiver, fine.Receiver}, write(t, "token", "letmein"), hangs.metrics).Register(engine)
	body := bodyOf(t, project(red("YD-07", "铁路", "交通局")))
	ask := func(receiver string) int {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, Path+"/"+receiver, strings.NewReader(body))
		request.Header.Set(TokenHeader, "letmein")
		answer := httptest.NewRecorder()
		engine.ServeHTTP(answer, request)
		return answer.Code
	}
	var waiting sync.WaitGroup
	t.Cleanup(func() {
		close(release)
		waiting.Wait()
	})
	for range relayed {
		waiting.Go(func() { ask("office") })
	}
	for range relayed {
		<-asked
	}
	require.Equal(t, http.StatusServiceUnavailable, ask("office"))
	require.Equal(t, http.StatusOK, ask("other"))
}

// FuzzRelay gives the relay any body: it is refused, or can be said.
func FuzzRelay(f *testing.F) {
	for _, alerts := range [][]Alert{
		{red("YD-07", "铁路", "交通局")}, {ended(overdue("YD-07", "<@all>")), red("", "", "")}, {{}, {Status: "odd"}},
	} {
		g := project(alerts...)
		g.TruncatedAlerts = 1 << 63
		text, err := json.Marshal(g)
		require.NoError(f, err)
		f.Add(text)
	}
	said := words(f, model.Chinese)
	f.Fuzz(func(t *testing.T, body []byte) {
		var g Group
		gin.SetMode(gin.ReleaseMode)
		c, _ := gin.CreateTestContext(httptest.NewRecorder())
		c.Request = httptest.NewRequestWithContext(t.Context(), http.MethodPost, Path, bytes.NewReader(body))
		if status, code, why := readGroup(c, &g); status != 0 {
			require.NotEmpty(t, code)
			require.NotEmpty(t, why.ZH)
			return
		}
		for _, m := range []markup{wecomMarkup, dingtalkMarkup, feishuMarkup, plainMarkup} {
			said, err := said.message(g, m, func(_, text string) bool { return len(text) <= wecomLimit })
			require.NoError(t, err)
			require.LessOrEqual(t, len(said.Text), wecomLimit)
		}
	})
}
