package notify

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A postOffice is a mail server that says as little as it can.
type postOffice struct {
	port    int
	to      chan string // Recipients,
	letters chan string // and letters, as they come.
	refuse  string      // What RCPT is answered; 250 where empty.
	secure  *tls.Config // For STARTTLS, which it has not where nil.
	secret  chan string // Passwords, as they come.
}

func openPostOffice(t *testing.T, refuse string) *postOffice {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	o := &postOffice{listener.Addr().(*net.TCPAddr).Port, make(chan string, 10), make(chan string, 10), refuse, nil, make(chan string, 10)}
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			o.serve(c)
		}
	}()
	return o
}

func (o *postOffice) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	say := func(line string) { _, _ = fmt.Fprintf(c, "%s\r\n", line) }
	say("220 office")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.Fields(line + " ?")[0]); verb {
		case "EHLO":
			say("250-office")
			if o.secure != nil {
				say("250-AUTH PLAIN")
				say("250-STARTTLS")
			}
			say("250 8BITMIME")
		case "STARTTLS":
			say("220 go on")
			c = tls.Server(c, o.secure)
			in = bufio.NewReader(c)
		case "AUTH":
			text, _ := base64.StdEncoding.DecodeString(strings.Fields(line)[2])
			_, secure := c.(*tls.Conn)
			o.secret <- fmt.Sprintf("%q over TLS %v", text, secure)
			say("235 welcome")
		case "RCPT":
			o.to <- strings.TrimSpace(line)
			if o.refuse != "" {
				say(o.refuse)
				continue
			}
			say("250 ok")
		case "DATA":
			say("354 go on")
			var letter strings.Builder
			for {
				line, err := in.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				letter.WriteString(line)
			}
			o.letters <- letter.String()
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func byMail(o *postOffice, tls string) func(*ReceiverOptions) {
	return func(r *ReceiverOptions) {
		r.Email = EmailOptions{
			Host: "127.0.0.1", Port: o.port, TLS: tls, From: "jindu@example.gov.cn", To: []string{"fagaiwei@example.gov.cn"}, ToWho: true,
		}
	}
}

func TestALetter(t *testing.T) {
	o := openPostOffice(t, "")
	d := sit(t, KindEmail, "", byMail(o, "none"))
	name := "铁路\r\nBcc: evil@example.com"
	require.NoError(t, d.Send(t.Context(), project(red("YD-07", name, "殷都区交通局"))))
	require.Equal(t, []string{"RCPT TO:<fagaiwei@example.gov.cn>", "RCPT TO:<jt@example.gov.cn>"}, []string{<-o.to, <-o.to})
	letter, err := mail.ReadMessage(strings.NewReader(<-o.letters))
	require.NoError(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject"))
	require.NoError(t, err)
	require.Equal(t, "【红色预警】殷都区 铁路 Bcc: evil@example.com 落后序时进度 38.3 个百分点", subject)
	require.Empty(t, letter.Header.Get("Bcc"))
	require.Equal(t, "text/plain; charset=UTF-8", letter.Header.Get("Content-Type"))
	text, err := io.ReadAll(quotedprintable.NewReader(letter.Body))
	require.NoError(t, err)
	requireGolden(t, "email.txt", []byte(strings.ReplaceAll(string(text), "\r\n", "\n")))
}

func TestNothingIsMailedInTheClearUnlessToldTo(t *testing.T) {
	o := openPostOffice(t, "")
	d := sit(t, KindEmail, "", byMail(o, "starttls"))
	require.ErrorContains(t, d.Send(t.Context(), project(red("YD-07", "铁路", "交通局"))), "STARTTLS")
	require.Empty(t, o.letters)
}

// The password goes over TLS, to a server whose certificate is known.
func TestAnAccountByStartTLS(t *testing.T) {
	known := httptest.NewUnstartedServer(nil)
	known.StartTLS()
	defer known.Close()
	// Go reads the certificates of the system once: no other test here needs any.
	t.Setenv("SSL_CERT_FILE", write(t, "ca.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: known.Certificate().Raw}))))
	o := openPostOffice(t, "")
	o.secure = known.TLS
	d := sit(t, KindEmail, "", byMail(o, ""), func(r *ReceiverOptions) {
		r.Email.Username, r.Email.PasswordFile = "jindu", write(t, "password", "opensesame\n")
	})
	require.NoError(t, d.Send(t.Context(), project(red("YD-07", "铁路", "交通局"))))
	require.Equal(t, `"\x00jindu\x00opensesame" over TLS true`, <-o.secret)
	require.Len(t, o.letters, 1)
}

func TestMailThatIsRefused(t *testing.T) {
	for answer, reason := range map[string]string{"550 no such box": ReasonRefused, "451 later": ReasonFailed} {
		d := sit(t, KindEmail, "", byMail(openPostOffice(t, answer), "none"))
		var failed *Error
		require.ErrorAs(t, d.Send(t.Context(), project(red("YD-07", "铁路", "交通局"))), &failed)
		require.Equal(t, reason, failed.Reason, "%s: %v", answer, failed)
	}
}
