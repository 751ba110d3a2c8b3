package web

import (
	"net"
	"net/http"
	"strings"
)

// onlyLoopbackNames answers requests that name this machine by a name of its
// own. A server that asks for no password and listens for this machine alone
// could otherwise be read by any page in its browser, whose site need only let
// its name stand for 127.0.0.1 (DNS rebinding). Who puts a proxy before such a
// server lets it name the address that it connects to.
func onlyLoopbackNames(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopbackName(r.Host) {
			http.Error(w, "this jindu answers on "+
				"127.0.0.1 and localhost only; set web_config to be reached by other names", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func loopbackName(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.Trim(name, "[]")
	ip := net.ParseIP(name)
	return strings.EqualFold(name, "localhost") || (ip != nil && ip.IsLoopback())
}

// IsLoopback tells an address that only this machine can reach.
func IsLoopback(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}
