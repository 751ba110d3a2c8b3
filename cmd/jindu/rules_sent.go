package main

import (
	"net/url"
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

// wireRules takes rules from a jindu above, where there is one: from the one
// that rules_from names now, for it may name another later.
func (a *app) wireRules() error {
	above := map[string]rulebook.Centre{}
	for _, t := range a.config.Targets {
		if t.Kind != config.KindJindu {
			continue
		}
		address, err := url.Parse(t.URL)
		if err != nil {
			return err
		}
		client, err := jinduClient(t)
		if err != nil {
			return err
		}
		above[t.Name] = rulebook.Centre{URL: address, Client: client}
	}
	if len(above) == 0 || a.commits == nil {
		return nil
	}
	a.fetcher = rulebook.NewFetcher(rulebook.FetcherOptions{
		Centre: func() rulebook.Centre { return above[a.office.Load().config.RulesFrom] },
		Every:  askRulesEvery, Timeout: askRulesTimeout,
		Wanted: a.wantsRules, InForce: a.rulesInForce, Take: a.takeRules,
		Clock: a.clock, Logger: a.logger, Registerer: a.self,
	})
	a.actors = append(a.actors, a.fetcher.Run)
	return nil
}
