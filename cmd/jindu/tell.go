package main

import (
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"jindu/internal/alert"
	"jindu/internal/config"
	"jindu/internal/dispatch"
	"jindu/internal/model"
	"jindu/internal/notify"
)

// wireNotify makes what tells people of what fires: Alertmanagers where there
// are any, else the receivers; and the relay, by which an Alertmanager tells
// the receivers. Nothing is sent until they run.
func (a *app) wireNotify() error {
	n := a.config.Notify
	if len(n.Alertmanagers) == 0 && len(n.Receivers) == 0 {
		return nil
	}
	metrics, err := notify.NewMetrics(a.self)
	if err != nil {
		return err
	}
	receivers, err := a.newReceivers(metrics)
	if err != nil {
		return err
	}
	if n.TokenFile != "" {
		relay := notify.NewRelay(receivers, n.TokenFile, metrics)
		a.routes = append(a.routes, func(r gin.IRouter) { relay.Register(r) })
	}
	if len(n.Alertmanagers) > 0 {
		return a.wireAlertmanagers(metrics)
	}
	return a.wireTellers(receivers)
}

func (a *app) wireAlertmanagers(metrics *notify.Metrics) error {
	var to []dispatch.Alertmanager
	for _, one := range a.config.Notify.Alertmanagers {
		at, err := url.Parse(one.URL)
		if err != nil {
			return err
		}
		settings, err := clientSettings(one.HTTPConfig, one.TokenFile, "Bearer")
		if err != nil {
			return model.Faultf("Alertmanager %s：%w", "alertmanager %s: %w", at.Host, err)
		}
		to = append(to, dispatch.Alertmanager{URL: at, Client: settings})
	}
	all, err := dispatch.NewAlertmanagers(dispatch.AlertmanagersOptions{
		To: to, Resend: config.Duration(a.config.Notify.ResendInterval), Metrics: metrics, Clock: a.wall,
		Registerer: a.self, Logger: a.logger,
	})
	if err != nil {
		return err
	}
	a.hears, a.actors = append(a.hears, all.See), append(a.actors, all.Run)
	return nil
}

func (a *app) wireTellers(receivers []*notify.Receiver) error {
	n := a.config.Notify
	times := dispatch.Times{
		Wait: config.Duration(n.GroupWait), Interval: config.Duration(n.GroupInterval), Repeat: config.Duration(n.RepeatInterval),
	}
	for i, r := range n.Receivers {
		teller, err := dispatch.NewTeller(dispatch.TellerOptions{
			Name: r.Name, Dir: filepath.Join(a.config.Data, "notify"), Receiver: receivers[i], Match: r.Match, GroupBy: n.GroupBy,
			Times: times, Resolved: !r.NoResolved, Pages: n.URL, Clock: a.wall, Logger: a.logger,
		})
		if err != nil {
			return model.Faultf("接收方 %s：%w", "receiver %s: %w", r.Name, err)
		}
		a.hears, a.actors = append(a.hears, teller.See), append(a.actors, teller.Run)
		a.tells = append(a.tells, teller)
	}
	return nil
}

func (a *app) newReceivers(metrics *notify.Metrics) ([]*notify.Receiver, error) {
	words, err := newWords(a.config, a.regionName)
	if err != nil {
		return nil, err
	}
	contacts, err := notify.ReadContacts(a.config.Notify.Contacts, a.logger)
	if err != nil {
		return nil, err
	}
	var all []*notify.Receiver
	paces := map[[2]string]*rate.Limiter{} // By kind and robot.
	for _, r := range a.config.Notify.Receivers {
		client, err := receiverClient(r)
		if err != nil {
			return nil, model.Faultf("接收方 %s：%w", "receiver %s: %w", r.Name, err)
		}
		robot := [2]string{r.Kind, r.URLFile}
		if paces[robot] == nil {
			paces[robot] = notify.NewPace(r.Kind)
		}
		host, port, _ := r.Mailserver() // Of e-mail, and then it was checked.
		one, err := notify.NewReceiver(notify.ReceiverOptions{
			Name: r.Name, Kind: r.Kind, URLFile: r.URLFile, SecretFile: r.SecretFile, Client: client, Pace: paces[robot],
			Email: notify.EmailOptions{
				Host: host, Port: port, TLS: r.TLS, From: r.From, To: r.To, ToWho: r.ToWho,
				Username: r.Username, PasswordFile: r.PasswordFile,
			},
			Words: words, Contacts: contacts, Clock: a.wall, Metrics: metrics, Logger: a.logger,
		})
		if err != nil {
			return nil, model.Faultf("接收方 %s：%w", "receiver %s: %w", r.Name, err)
		}
		all = append(all, one)
	}
	return all, nil
}

func receiverClient(r config.Receiver) (*http.Client, error) {
	return targetClient(config.Target{HTTPConfig: r.HTTPConfig}, "")
}

func newWords(c *config.Config, region func(code string) model.Text) (*notify.Words, error) {
	n := c.Notify
	return notify.NewWords(notify.WordsOptions{
		Language: model.Language(n.Language), Template: n.Template, Pages: n.URL, Runbooks: n.Runbooks, Zone: c.Zone(), Region: region,
	})
}

// regionName names a region by the catalog that holds now.
func (a *app) regionName(code string) model.Text {
	region, _ := a.catalog().Region(code)
	return model.Text{ZH: region.Name, EN: region.NameEN}
}

// checkNotify looks into the files that are named for sending.
func checkNotify(c *config.Config) error {
	if _, err := newWords(c, func(string) model.Text { return model.Text{} }); err != nil {
		return err
	}
	if _, err := notify.ReadContacts(c.Notify.Contacts, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	for _, r := range c.Notify.Receivers {
		if _, err := receiverClient(r); err != nil {
			return model.Faultf("接收方 %s：%w", "receiver %s: %w", r.Name, err)
		}
	}
	for i, one := range c.Notify.Alertmanagers {
		if _, err := clientSettings(one.HTTPConfig, one.TokenFile, "Bearer"); err != nil {
			return model.Faultf("alertmanagers[%d]：%w", "alertmanagers[%d]: %w", i, err)
		}
	}
	return nil
}

// spread tells everybody who is to hear it what fires: by the machine's clock,
// whatever the office's is.
func (o *office) spread(told alert.Told) {
	o.tellAlerts(told)
	if len(o.hears) == 0 {
		return
	}
	now, wall := dispatch.Now{Unsure: told.Unsure}, o.wall()
	for _, a := range told.Firing {
		one := notify.Alert{
			Status: notify.Firing, Labels: a.Labels.Map(), Annotations: a.Annotations.Map(),
			StartsAt:     wall.Add(a.FiredAt.Sub(told.At)),
			GeneratorURL: notify.Page(o.app.config.Notify.URL, a.Labels.Get("region")),
		}
		one.Fingerprint = notify.Fingerprint(one.Labels)
		now.Firing = append(now.Firing, one)
	}
	for _, hear := range o.hears {
		hear(now)
	}
}
