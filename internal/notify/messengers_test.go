package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"jindu/internal/model"
)

// What each messenger says when it takes a message.
var yes = map[string]string{
	KindWebhook: "", KindWeCom: `{"errcode":0,"errmsg":"ok"}`, KindDingTalk: `{"errcode":0,"errmsg":"ok"}`,
	KindFeishu: `{"code":0,"msg":"success","data":{},"StatusCode":0}`,
}

func TestBodies(t *testing.T) {
	for kind, ok := range yes {
		for name, g := range map[string]Group{
			"firing":   project(overdue("YD-07", "安西铁路联络线项目"), red("YD-07", "安西铁路联络线项目", "交通局")),
			"resolved": project(ended(red("YD-07", "安西铁路联络线项目", "交通局"))),
		} {
			t.Run(kind+"-"+name, func(t *testing.T) {
				d := sit(t, kind, ok)
				require.NoError(t, d.Send(t.Context(), g))
				requireGolden(t, kind+"-"+name+".json", d.bodies[0])
				require.Equal(t, 1.0, testutil.ToFloat64(d.metrics.Sent.WithLabelValues("office")))
			})
		}
	}
}

func TestInEnglish(t *testing.T) {
	d := sit(t, KindWeCom, yes[KindWeCom], func(o *ReceiverOptions) { o.Words = words(t, model.English) })
	require.NoError(t, d.Send(t.Context(), project(red("YD-07", "A railway", "交通局"), ended(overdue("YD-07", "A railway")))))
	requireGolden(t, "wecom-en.json", d.bodies[0])
}

func TestWhoHasOnlyANumberIsMentionedBesideInWeCom(t *testing.T) {
	d := sit(t, KindWeCom, yes[KindWeCom])
	before := d.pace.Tokens()
	require.NoError(t, d.Send(t.Context(), project(overdue("YD-07", "铁路"))))
	require.Len(t, d.bodies, 2)
	require.InDelta(t, before-2, d.pace.Tokens(), 0.5, "two messages of those that are allowed")
	require.Contains(t, string(d.bodies[0]), "<@jiaotong>")
	requireGolden(t, "wecom-mobile.json", d.bodies[1])
}

// The signatures, worked out by `openssl dgst -sha256 -hmac`.
func TestSignatures(t *testing.T) {
	d := sit(t, KindDingTalk, yes[KindDingTalk])
	require.NoError(t, d.Send(t.Context(), project(red("YD-07", "铁路", "交通局"))))
	query := d.asked[0].URL.Query()
	require.Equal(t, "TOPSECRET", query.Get("key"))
	require.Equal(t, "1596331800000", query.Get("timestamp"))
	require.Equal(t, "BmnF3RgQlZtok5iO9/FlJc0VWrkF3FLkA7iteNO/LvI=", query.Get("sign"))

	f := sit(t, KindFeishu, yes[KindFeishu])
	require.NoError(t, f.Send(t.Context(), project(red("YD-07", "铁路", "交通局"))))
	require.Contains(t, string(f.bodies[0]), `"timestamp":"1596331800"`)
	require.Contains(t, string(f.bodies[0]), `"sign":"0yjlI2BP867Lnp/ocBgOBDsz+8uAau+Zlr0F8/Zy0iQ="`)
}

func TestUnknownUnitsAreLoggedOnce(t *testing.T) {
	d := sit(t, KindWeCom, yes[KindWeCom])
	for range 2 {
		require.NoError(t, d.Send(t.Context(), project(red("YD-07", "铁路", "某局"))))
	}
	require.Equal(t, 1, strings.Count(d.log.String(), "unit=某局"), d.log)
}

// sized tells how many bytes count against a messenger's limit.
var sized = map[string]func(body []byte) int{
	KindWeCom:    func(b []byte) int { return len(contentOf(b)) },
	KindDingTalk: func(b []byte) int { return len(b) },
	KindFeishu:   func(b []byte) int { return len(b) },
}

var limits = map[string]int{KindWeCom: 4096, KindDingTalk: 20_000, KindFeishu: 20 << 10}

func TestWhatDoesNotFitIsCounted(t *testing.T) {
	var many []Alert
	for i := range 500 {
		many = append(many, overdue(fmt.Sprintf("YD-%03d", i), "安西铁路联络线项目"))
	}
	many = append(many, red("YD-500", "最急的项目", "交通局"))
	g := NewGroup("office", "", nil, many)
	g.TruncatedAlerts = 7
	for kind, limit := range limits {
		d := sit(t, kind, yes[kind])
		require.NoError(t, d.Send(t.Context(), g))
		body := string(d.bodies[0])
		require.LessOrEqual(t, sized[kind](d.bodies[0]), limit)
		require.Greater(t, sized[kind](d.bodies[0]), limit*9/10, "%s: more would fit", kind)
		require.Contains(t, body, "最急的项目")
		shown := strings.Count(body, "审批部门")
		require.Contains(t, body, fmt.Sprintf("还有 %d 条", 500-shown+7))
	}
}

// Whatever a project is called, and however long, the message is one that the
// messenger takes, mentions nobody and links nowhere else.
func TestNamesAreOnlyText(t *testing.T) {
	desks := map[string]*desk{}
	for kind := range limits {
		desks[kind] = sit(t, kind, yes[kind], func(o *ReceiverOptions) { o.Contacts = nil })
		desks[kind].pace.SetLimit(1e9)
	}
	numbers := sit(t, KindWeCom, yes[KindWeCom])
	numbers.pace.SetLimit(1e9)
	name := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{
			"<@all>", "<at id=all></at>", "<at user_id=\"all\">", "@all @所有人 @13800000000", "[点我](http://evil.example)",
			"![x](http://evil.example/x.png)", "**甲**\n\n# 乙", "</font><font color=\"info\">", "&lt;at id=all&gt;", "`a`", "~~b~~",
		}),
		rapid.Map(rapid.IntRange(1, 30_000), func(n int) string { return strings.Repeat("很", n) }),
	)
	rapid.Check(t, func(rt *rapid.T) {
		a := red("YD-07", name.Draw(rt, "name"), name.Draw(rt, "unit"))
		a.Annotations["description_zh"] = name.Draw(rt, "description")
		a.Annotations["runbook"] = name.Draw(rt, "runbook")
		a.Labels["region"] = name.Draw(rt, "region")
		for kind, d := range desks {
			d.bodies = nil
			require.NoError(rt, d.Send(t.Context(), NewGroup("office", "", nil, []Alert{a})))
			require.LessOrEqual(rt, sized[kind](d.bodies[0]), limits[kind])
			text := contentOf(d.bodies[0])
			require.NotContains(rt, text, "<@")
			require.NotContains(rt, text, "<at")
			require.NotContains(rt, text, "@")
			require.Equal(rt, strings.Count(text, "]("), strings.Count(text, "](https://jindu.example/"))
			require.Equal(rt, strings.Count(text, "://"), strings.Count(text, "(https://jindu.example/"))
			require.NotContains(rt, text, "![")
		}
		a.Labels["owner_unit"] = "自然资源局" // Who is mentioned by a number.
		numbers.bodies = nil
		require.NoError(rt, numbers.Send(t.Context(), NewGroup("office", "", nil, []Alert{a})))
		var text struct{ Text struct{ Content string } }
		require.NoError(rt, json.Unmarshal(numbers.bodies[1], &text))
		require.LessOrEqual(rt, len(text.Text.Content), 2048)
		require.NotContains(rt, text.Text.Content, "<")
	})
}

func TestErrorsAreToldApart(t *testing.T) {
	for _, c := range []struct {
		kind, answer string
		status       int
		reason       string
		after        time.Duration
	}{
		{KindWeCom, `{"errcode":93000,"errmsg":"invalid webhook url"}`, 200, ReasonRefused, 0},
		{KindWeCom, `{"errcode":45009,"errmsg":"api freq out of limit"}`, 200, ReasonBusy, time.Minute},
		{KindWeCom, `{"errcode":-1,"errmsg":"system busy"}`, 200, ReasonFailed, 0},
		{KindWeCom, `<html>log in</html>`, 200, ReasonFailed, 0},
		{KindDingTalk, `{"errcode":310000,"errmsg":"sign not match"}`, 200, ReasonRefused, 0},
		{KindDingTalk, `{"errcode":130101,"errmsg":"send too fast"}`, 200, ReasonBusy, 10 * time.Minute},
		{KindFeishu, `{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}`, 200, ReasonRefused, 0},
		{KindFeishu, `{"code":11232,"msg":"frequency limited"}`, 200, ReasonBusy, time.Minute},
		{KindFeishu, `{"code":9499,"msg":"Bad Request"}`, 200, ReasonRefused, 0},
		{KindWebhook, "", 503, ReasonFailed, 0},
		{KindWebhook, "", 429, ReasonBusy, 0},
		{KindWebhook, "", 404, ReasonRefused, 0},
		{KindWebhook, "", 302, ReasonRefused, 0},
	} {
		d := sit(t, c.kind, "")
		d.answer = func(w http.ResponseWriter) {
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.answer)
		}
		err := d.Send(t.Context(), project(red("YD-07", "铁路", "交通局")))
		var failed *Error
		require.ErrorAs(t, err, &failed)
		require.Equal(t, c.reason, failed.Reason, c.answer)
		require.Equal(t, c.after, failed.After, c.answer)
		require.Equal(t, 1.0, testutil.ToFloat64(d.metrics.Errors.WithLabelValues("office", c.reason)))
		require.Equal(t, float64(now.Unix()), testutil.ToFloat64(d.metrics.Failing.WithLabelValues("office")))
	}
}

// TestAReceiverIsNotLeftAloneForever: whatever stands at its address may ask for
// years.
func TestAReceiverIsNotLeftAloneForever(t *testing.T) {
	for asked, after := range map[string]time.Duration{
		"30": 30 * time.Second, "86400": time.Hour, "9223372036854775807": time.Hour, "99999999999999999999": 0, "-5": 0,
	} {
		d := sit(t, KindWebhook, "")
		d.answer = func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", asked)
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		var failed *Error
		require.ErrorAs(t, d.Send(t.Context(), project(red("YD-07", "铁路", "交通局"))), &failed)
		require.Equal(t, after, failed.After, asked)
	}
}

// The address of a robot is its password.
func TestTheAddressIsNeverTold(t *testing.T) {
	for _, address := range []string{"http://127.0.0.1:1/TOPSECRET?key=TOPSECRET", "TOPSECRET", "http://TOPSECRET:x:y/%zz"} {
		d := sit(t, KindWeCom, "", func(o *ReceiverOptions) { o.URLFile = write(t, "url", address) })
		err := d.Send(t.Context(), project(red("YD-07", "铁路", "交通局")))
		require.Error(t, err)
		for e := err; e != nil; e = errors.Unwrap(e) {
			require.NotContains(t, e.Error(), "TOPSECRET")
		}
		require.NotContains(t, d.log.String(), "TOPSECRET")
	}
}
