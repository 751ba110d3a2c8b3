package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"slices"

	"github.com/gin-gonic/gin"

	"jindu/collector/upstream"
	"jindu/internal/config"
	"jindu/internal/model"
	"jindu/internal/web"
)

// wireUpstream lets this jindu be a centre to districts below, and takes
// acknowledgements. Where the ledger can only be read there is neither.
func (a *app) wireUpstream() error {
	if a.commits == nil {
		return nil
	}
	a.taken = upstream.NewTaken(a.ledger)
	a.desk = upstream.NewDesk(upstream.DeskOptions{
		Ledger: a.commits, Catalog: a.catalog, Region: a.ownRegion, Alerts: a.alertNames, Clock: a.clock, Logger: a.logger,
	})
	a.routes = append(a.routes, func(r gin.IRouter) { a.desk.Register(r) })
	if len(a.config.Districts) == 0 {
		return nil
	}
	centre, err := a.newCentre()
	if err != nil {
		return err
	}
	a.routes = append(a.routes, func(r gin.IRouter) { centre.Register(r) })
	a.offerRules(centre.Guard)
	return nil
}

func (a *app) newCentre() (*upstream.Centre, error) {
	var expected []upstream.Expected
	var districts []upstream.District
	for _, d := range a.config.Districts {
		code := d.Region // Of a catalog that has yet to come down.
		if region, ok := a.catalog().Region(d.Region); ok {
			code = region.Code
		}
		if slices.ContainsFunc(expected, func(e upstream.Expected) bool { return e.Region == code }) {
			return nil, badf("districts：%s 有两处", "districts: there are two of region %s", code)
		}
		expected = append(expected, upstream.Expected{Region: code, SilentAfter: d.Silent()})
		districts = append(districts, upstream.District{Region: code, Tokens: upstream.NewTokenFile(d.TokenFile)})
	}
	var err error
	if a.below, err = upstream.NewRegions(filepath.Join(a.config.Data, "upstream"), expected, a.clock); err != nil {
		return nil, err
	}
	return upstream.NewCentre(upstream.CentreOptions{
		Ledger: a.commits, Taken: a.taken, Catalog: a.catalog, Districts: districts, Regions: a.below,
		Clock: a.clock, Logger: a.logger, Registerer: a.self,
	})
}

// regionLinks says to the page of regions how the jindus below are heard from;
// nil where none may deliver.
func (a *app) regionLinks() func() []web.RegionLink {
	if a.below == nil {
		return nil
	}
	return func() []web.RegionLink {
		states := a.below.States()
		links := make([]web.RegionLink, 0, len(states))
		for _, s := range states {
			link := web.RegionLink{
				Region: s.Region, LastHeard: s.LastHeard, Silent: s.Silent, Backlog: s.Backlog,
				Skew: s.Skew, Version: s.Version, LastSubmission: s.LastSubmission,
			}
			if !s.NewestReceipt.IsZero() {
				link.NewestReceipt = model.ReceiptID(s.NewestReceipt.Number)
			}
			links = append(links, link)
		}
		return links
	}
}

// jinduWay delivers to the jindu above, and tells it every minute that this one
// is there.
func jinduWay(a *app, t config.Target) (way, error) {
	h, err := jinduClient(t)
	if err != nil {
		return way{}, err
	}
	h.Timeout = 0 // A million facts over a district's line take longer; attempts end by their context.
	to, err := url.Parse(t.URL)
	if err != nil {
		return way{}, err
	}
	return way{deliverer: a.sendUp(to, h)}, nil
}

// sendUp makes what delivers to the jindu above, and adds the heartbeat to what
// works while jindu serves. The client adds the token.
func (a *app) sendUp(to *url.URL, client *http.Client) *upstream.Sender {
	link := upstream.NewLink(upstream.LinkOptions{URL: to, Client: client, Region: a.ownRegion})
	sender := upstream.NewSender(a.commits, link)
	pulse := upstream.NewPulse(upstream.PulseOptions{
		Link: link, Sender: sender, Ledger: a.commits, Taken: a.taken, Version: version, Clock: a.clock, Logger: a.logger,
	})
	a.actors = append(a.actors, pulse.Run)
	return sender
}

// catalog is the one that holds now.
func (a *app) catalog() *model.Catalog {
	if office := a.office.Load(); office != nil {
		return office.rules.Catalog
	}
	return a.begun
}

// ownRegion is the code of the office's own region; empty where it has none.
func (a *app) ownRegion() string {
	c := a.config
	if office := a.office.Load(); office != nil {
		c = office.config
	}
	region, _ := a.catalog().Region(c.Region)
	return region.Code
}
