package test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"jindu/internal/testbed"
)

// A tab is a page of a real browser that watches what its page does wrong. What
// a test does not expect fails it when the test ends.
type tab struct {
	t   *testing.T
	ctx context.Context

	close func() // Before the test ends.

	mutex    sync.Mutex
	faults   []string
	bytes    map[network.RequestID]float64
	streams  map[network.RequestID]bool
	expected func(string) bool // Faults that the test brings about; nil expects none.
}

// browsers is the one that all tests share: each has tabs of its own in it.
var browsers = struct {
	sync.Mutex
	ctx   context.Context
	close func()
}{}

// openTab opens a tab of a size; pixels are device pixels.
func openTab(t *testing.T, width, height int64) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser(t))
	b := &tab{t: t, ctx: ctx, close: cancel, bytes: map[network.RequestID]float64{}, streams: map[network.RequestID]bool{}}
	chromedp.ListenTarget(ctx, b.hear)
	t.Cleanup(func() {
		cancel()
		b.settle()
	})
	require.NoError(t, chromedp.Run(ctx)) // A tab ends with the context of its first run, which must not be one with a deadline.
	b.run(network.Enable(), network.SetCacheDisabled(true), log.Enable(), runtime.Enable(), emulation.SetDeviceMetricsOverride(width, height, 1, false))
	return b
}

// browser starts the shared one. It can reach nothing but this machine.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := testbed.Chromium(t)
	browsers.Lock()
	defer browsers.Unlock()
	if browsers.ctx != nil {
		return browsers.ctx
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // Tests run as root in containers, where there is none.
		chromedp.DisableGPU,
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.Env("LANG=C.UTF-8"),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	require.NoError(t, chromedp.Run(ctx))
	browsers.ctx, browsers.close = ctx, func() { cancel(); stop() }
	return ctx
}

// closeBrowser ends it with the tests.
func closeBrowser() {
	browsers.Lock()
	defer browsers.Unlock()
	if browsers.close != nil {
		browsers.close()
	}
}

// hear gathers what goes wrong, and what pages weigh.
func (b *tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.fault("exception: " + e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning || e.Type == runtime.APITypeAssert {
			text := ""
			for _, a := range e.Args {
				text += " " + string(a.Value) + a.Description
			}
			b.fault("console: " + string(e.Type) + text)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			b.fault(fmt.Sprintf("log: %s %s (%s)", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && u.Scheme != "data" && u.Scheme != "blob" && u.Hostname() != "127.0.0.1" {
			b.fault("a request leaves the machine: " + e.Request.URL)
		}
	case *network.EventLoadingFinished:
		b.mutex.Lock()
		b.bytes[e.RequestID] += e.EncodedDataLength
		b.mutex.Unlock()
	}
}

func (b *tab) fault(what string) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.expected == nil || !b.expected(what) {
		b.faults = append(b.faults, what)
	}
}

// settle fails the test by what went wrong so far.
func (b *tab) settle() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, f := range b.faults {
		b.t.Errorf("in the browser: %s", f)
	}
	b.faults = nil
}

// weight is how many bytes came over the network since the last call.
func (b *tab) weight() (all float64) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, n := range b.bytes {
		all += n
	}
	b.bytes = map[network.RequestID]float64{}
	return all
}

// patience is how long a page may take to become what a test waits for, on a
// machine that does much else.
const patience = time.Minute

// run does something in the tab, and ends the test where it can't.
func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		b.settle()
		require.NoError(b.t, err)
	}
}

// goTo opens an address, and waits until it is loaded.
func (b *tab) goTo(address string) {
	b.t.Helper()
	b.run(chromedp.Navigate(address))
}

// eval gives what an expression of JavaScript comes to.
func eval[V any](b *tab, expression string) V {
	b.t.Helper()
	var value V
	b.run(chromedp.Evaluate(expression, &value))
	return value
}

// wait waits until an expression of JavaScript is true.
func (b *tab) wait(expression string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience+10*time.Second)
	defer cancel()
	poll := chromedp.Poll(expression, nil, chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(patience))
	err := chromedp.Run(ctx, poll)
	for err != nil && ctx.Err() == nil && leftPage(err) {
		err = chromedp.Run(ctx, poll)
	}
	if err != nil {
		b.settle()
		text := ""
		_ = chromedp.Run(b.ctx, chromedp.Evaluate(`document.body.innerText.slice(0, 2000)`, &text))
		require.NoError(b.t, err, "%s never came true; the page:\n%s", expression, text)
	}
}

// leftPage tells that a page was left while something was asked of it.
func leftPage(err error) bool {
	return strings.Contains(err.Error(), "navigated") || strings.Contains(err.Error(), "Cannot find context")
}

// picture writes what the tab shows to a file, where the test is told to.
func (b *tab) picture(name string) {
	b.t.Helper()
	var png []byte
	b.run(chromedp.CaptureScreenshot(&png))
	require.NoError(b.t, os.WriteFile(name, png, 0o600))
}
