package main

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"jindu/internal/config"
	"jindu/internal/rulebook"
)

// How often a district asks for rules, and how long it waits for them and for
// the reload that puts them in force.
const (
	askRulesEvery   = time.Minute
	askRulesTimeout = 2 * time.Minute
)

// offerRules offers what is in force to the districts. Who a district is, or
// that it is none, tells the function by the token that is shown.
func (a *app) offerRules(region func(*gin.Context) (string, bool)) {
	offer := rulebook.NewOffer(rulebook.OfferOptions{
		Book:   func() rulebook.Book { return a.office.Load().rules.book },
		Region: region, Logger: a.logger, Registerer: a.self,
	})
	a.routes = append(a.routes, offer.Register)
}

// wireRules takes rules from the jindu above, where there is one.
func (a *app) wireRules() error {
	at := slices.IndexFunc(a.config.Targets, func(t config.Target) bool {
		return t.Kind == config.KindJindu && (a.config.RulesFrom == config.RulesOwn || a.config.RulesFrom == t.Name)
	})
	if at < 0 || a.commits == nil {
		return nil
	}
	t := a.config.Targets[at]
	above, err := url.Parse(t.URL)
	if err != nil {
		return err
	}
	client, err := targetClient(t, "Bearer")
	if err != nil {
		return err
	}
	a.fetchRules(above, client)
	return nil
}

// fetchRules takes the rules of the jindu above while the configuration wants
// them. The client adds the token.
func (a *app) fetchRules(above *url.URL, client *http.Client) *rulebook.Fetcher {
	f := rulebook.NewFetcher(rulebook.FetcherOptions{
		URL: above, Client: client, Every: askRulesEvery, Timeout: askRulesTimeout,
		Wanted: a.wantsRules, InForce: a.rulesInForce, Take: a.takeRules,
		Clock: a.clock, Logger: a.logger, Registerer: a.self,
	})
	a.actors = append(a.actors, f.Run)
	return f
}
