package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/prometheus/common/config"

	jindu "jindu/internal/config"
	"jindu/internal/model"
)

// target says which ledger a command works on.
type target struct {
	Data       string `help:"Folder of the ledger to work on itself." default:"jindu-data" env:"JINDU_DATA" placeholder:"DIR"`
	Server     string `help:"Address of a running jindu to work through instead." env:"JINDU_SERVER" placeholder:"URL"`
	HTTPConfig string `help:"File of Prometheus's HTTP client configuration, for a server that asks for a password or a certificate." type:"existingfile" placeholder:"FILE"`
	Config     string `help:"Configuration file of the ledger's office: catalog, region, time zone." type:"existingfile" placeholder:"jindu.yml"`

	both bool // Folder and server were named together.
}

// AfterApply settles which of the two was meant: a folder that is named on the
// command line goes before a server of the environment, so that nothing is
// written where nobody looks for it. Both at once are refused.
func (t *target) AfterApply(given *kong.Context) error {
	named := map[string]bool{}
	for _, step := range given.Path {
		if step.Flag != nil {
			named[step.Flag.Name] = true
		}
	}
	t.both = named["data"] && named["server"]
	if named["data"] && !t.both {
		t.Server = ""
	}
	return nil
}

// configuration is what the ledger is worked on by. A folder that is named on
// the command line goes before the configuration's.
func (t *target) configuration() (*jindu.Config, error) {
	c, err := loadConfig(t.Config)
	if err != nil {
		return nil, err
	}
	if t.Config == "" || t.Data != "jindu-data" {
		c.Data = t.Data
	}
	return c, checkFolder(c.Data)
}

// checkFolder refuses a file in the place of the data folder.
func checkFolder(data string) error {
	if info, err := os.Stat(data); err == nil && !info.IsDir() {
		return badf("%s 是文件；数据要放在文件夹中", "%s is a file: want the folder of a ledger, or of a new one", data)
	}
	return nil
}

// errNoLedger says where none is and what to do.
func errNoLedger(data string) error {
	return badf(
		"%s 中没有账本：`jindu ingest FILE` 会建立一个；也可用 --data 指明别的文件夹，或用 --server 指明正在运行的 jindu",
		"no ledger in %s: `jindu ingest FILE` makes one; name another folder with --data, or a running jindu with --server",
		data)
}

// client speaks to a jindu: one across the network, or one in this process
// that was opened for the command.
type client struct {
	base  *url.URL
	http  *http.Client
	local *app // Nil across the network.
}

// open reaches the target. The caller closes the client. A ledger is made
// where it is missing only if create says so.
func (t *target) open(env *environment, create bool) (*client, error) {
	if t.both {
		return nil, bad("--data 和 --server 只能指明一个", "want --data or --server, not both")
	}
	if t.Server == "" {
		c, err := t.configuration()
		if err != nil {
			return nil, err
		}
		a, err := newApp(env, c, ledgerOptions{clock: env.clock, mustExist: !create})
		if errors.Is(err, model.ErrNoLedger) {
			return nil, errNoLedger(c.Data)
		}
		if err != nil {
			return nil, err
		}
		return &client{
			base: &url.URL{Scheme: "http", Host: "jindu.local"}, local: a,
			http: &http.Client{Transport: inProcess{a}},
		}, nil
	}
	base, err := url.Parse(t.Server)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, bad("--server：应为如 http://127.0.0.1:8080 的地址", "--server: want an address such as http://127.0.0.1:8080")
	}
	if base.User != nil {
		return nil, bad(
			"--server：地址中不要写用户名和密码，日志会显示地址；请用 --http-config",
			"--server: name and password don't belong in an address, where logs show them: use --http-config")
	}
	settings := &config.HTTPClientConfig{}
	if t.HTTPConfig != "" {
		if settings, _, err = config.LoadHTTPConfigFile(t.HTTPConfig); err != nil {
			return nil, badInput{fmt.Errorf("--http-config: %w", err)}
		}
	}
	h, err := config.NewClientFromConfig(*settings, "jindu")
	if err != nil {
		return nil, badInput{fmt.Errorf("--http-config: %w", err)}
	}
	return &client{base: base, http: h}, nil
}

// Close lets go of what was opened.
func (c *client) Close() error {
	c.http.CloseIdleConnections()
	if c.local != nil {
		return c.local.Close()
	}
	return nil
}

// postForm posts a form and reads the JSON that comes back.
func (c *client) postForm(ctx context.Context, path string, form url.Values, into any) (int, error) {
	return c.post(ctx, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()), into)
}

// maxAnswer bounds what is read of an answer.
const maxAnswer = 1 << 30

// post sends a body and reads the JSON that comes back.
func (c *client) post(ctx context.Context, path, contentType string, body io.Reader, into any) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base.JoinPath(path).String(), body)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", contentType)
	return c.do(request, into)
}

// get asks for the JSON at a path.
func (c *client) get(ctx context.Context, path string, query url.Values, into any) (int, error) {
	u := c.base.JoinPath(path)
	u.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return 0, err
	}
	return c.do(request, into)
}

// do sends a request and reads the JSON that comes back.
func (c *client) do(request *http.Request, into any) (status int, err error) {
	request.Header.Set("Accept", "application/json")
	response, err := c.http.Do(request)
	if err != nil {
		return 0, model.Faultf("连不上 jindu：%w", "reach jindu: %w", err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	if response.StatusCode == http.StatusUnauthorized {
		return response.StatusCode, badf(
			"%s 需要用户名和密码：请用 --http-config 提供", "%s asks for a name and password: give them with --http-config", c.base)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return response.StatusCode, fmt.Errorf("read the answer of %s: %w", request.URL, err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return response.StatusCode, fmt.Errorf("%s answered %s, not as a jindu does", request.URL, response.Status)
	}
	return response.StatusCode, nil
}
