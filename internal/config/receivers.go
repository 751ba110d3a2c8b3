package config

import (
	"net"
	"net/mail"
	"slices"
	"strconv"

	"jindu/internal/model"
)

// postProblems are of a receiver that is reached by HTTP.
func (r Receiver) postProblems() []error {
	all := []error{checkFile("url_file", r.URLFile), checkFile("secret_file", r.SecretFile), checkFile("http_config", r.HTTPConfig)}
	if r.URLFile == "" {
		all = append(all, model.Faultf("url_file：请写存放其地址的文件", "url_file: want the file of its address"))
	}
	if r.SecretFile != "" && r.Kind != ReceiverDingTalk && r.Kind != ReceiverFeishu {
		all = append(all, model.Faultf("secret_file：只用于 kind 为 dingtalk 或 feishu 的接收方",
			"secret_file: is for receivers of kind dingtalk or feishu"))
	}
	for _, of := range []struct {
		key string
		set bool
	}{
		{"smarthost", r.Smarthost != ""},
		{"tls", r.TLS != ""},
		{"from", r.From != ""},
		{"to", len(r.To) > 0},
		{"to_who", r.ToWho},
		{"username", r.Username != ""},
		{"password_file", r.PasswordFile != ""},
	} {
		if of.set {
			all = append(all, model.Faultf("%s：只用于 kind 为 email 的接收方", "%s: is for receivers of kind email", of.key))
		}
	}
	return all
}

// logProblems are of a receiver that is reached nowhere.
func (r Receiver) logProblems() []error {
	if r.URLFile+r.SecretFile+r.HTTPConfig+r.Smarthost+r.From != "" || len(r.To) > 0 {
		return []error{model.Faultf("kind log：它没有地址", "kind log: it has no address")}
	}
	return nil
}

// mailProblems are of a receiver by e-mail.
func (r Receiver) mailProblems() []error {
	all := []error{checkFile("password_file", r.PasswordFile)}
	for _, of := range []struct{ key, value string }{
		{"url_file", r.URLFile}, {"secret_file", r.SecretFile}, {"http_config", r.HTTPConfig},
	} {
		if of.value != "" {
			all = append(all, model.Faultf("%s：不用于 kind 为 email 的接收方", "%s: is not for receivers of kind email", of.key))
		}
	}
	if _, _, err := r.Mailserver(); err != nil {
		all = append(all, err)
	}
	if !slices.Contains([]string{"", "starttls", "tls", "none"}, r.TLS) {
		all = append(all, model.Faultf("tls %q：应为 starttls、tls 或 none", "tls %q: want starttls, tls or none", r.TLS))
	}
	if r.TLS == "none" && r.Username != "" {
		all = append(all, model.Faultf("tls none：密码不能明文发送", "tls none: a password is not sent in the clear"))
	}
	if r.Username != "" && r.PasswordFile == "" {
		all = append(all, model.Faultf("password_file：请写存放 username 的密码的文件",
			"password_file: want the file of the password of username"))
	}
	for _, address := range append([]string{r.From}, r.To...) {
		if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
			all = append(all, model.Faultf("地址 %q：应如 office@example.gov.cn", "address %q: want one such as office@example.gov.cn", address))
		}
	}
	if len(r.To) == 0 && !r.ToWho {
		all = append(all, model.Faultf("to：请写收件地址，或用 to_who", "to: want addresses, or to_who"))
	}
	return all
}

// Mailserver is the host and the port of an e-mail receiver.
func (r Receiver) Mailserver() (host string, port int, err error) {
	host, text, err := net.SplitHostPort(r.Smarthost)
	if err == nil {
		port, err = strconv.Atoi(text)
	}
	if err != nil || host == "" || port <= 0 || port > 65535 {
		return "", 0, model.Faultf("smarthost %q：应为“主机:端口”，如 smtp.example.gov.cn:587",
			"smarthost %q: want host:port, such as smtp.example.gov.cn:587", r.Smarthost)
	}
	return host, port, nil
}
