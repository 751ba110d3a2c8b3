package main

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"jindu/internal/rulebook"
)

// centreAndDistrict are two jindus: what one offers the other may take.
type centreAndDistrict struct {
	centre, district *serving
	fetcher          *rulebook.Fetcher
}

const districtSettings = "data: data\nregion: 殷都区\nrules_from: city\n"

// settle puts a configuration of the district in place, which names the centre.
func (p *centreAndDistrict) settle(t *testing.T, settings string) {
	t.Helper()
	p.district.write(t, "jindu.yml", settings+"targets:\n"+
		"  - {name: other, kind: jindu, url: \"http://127.0.0.1:1\", token_file: token}\n"+
		"  - {name: city, kind: jindu, url: \""+p.centre.base+"\", token_file: token}\n")
}

func newCentreAndDistrict(t *testing.T, red string) *centreAndDistrict {
	t.Helper()
	p := &centreAndDistrict{
		centre:   &serving{dir: t.TempDir(), bare: true},
		district: &serving{dir: t.TempDir()},
	}
	p.centre.write(t, "jindu.yml", "data: data\npacks: [ours.yml]\ncatalog: catalog.yml\n")
	p.centre.write(t, "catalog.yml", catalogText(t))
	p.centre.write(t, "ours.yml", ours(red))
	p.centre.prepare = func(a *app) {
		a.offerRules(func(*gin.Context) (string, bool) { return "410505", true })
		again, err := a.newOffice(a.config, a.office.Load().rules)
		require.NoError(t, err)
		a.office.Store(again)
	}
	p.centre.begin(t)
	p.district.write(t, "token", "secret\n")
	p.settle(t, districtSettings)
	p.district.prepare = func(a *app) {
		p.fetcher = a.fetcher
		a.actors = nil // The tests look when they want to.
	}
	p.district.begin(t)
	return p
}

// offer changes files of the centre and gives the version that it then offers.
func (p *centreAndDistrict) offer(t *testing.T, files map[string]string) string {
	t.Helper()
	for name, text := range files {
		p.centre.write(t, name, text)
	}
	status, answer := p.centre.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	return p.centre.office.Load().rules.book.Version
}

func TestADistrictGoesByTheRulesOfItsCentre(t *testing.T) {
	p := newCentreAndDistrict(t, "-100")
	own := p.district.office.Load().rules.version
	require.Equal(t, "1", p.district.selfMetric(t, `jindu_rules_info{source="own",version="`+own+`"}`))
	p.fetcher.Look(t.Context())
	require.Nil(t, p.fetcher.Refusal())
	first := p.centre.office.Load().rules.book.Version
	require.Equal(t, "1", p.district.selfMetric(t, `jindu_rules_info{source="city",version="`+first+`"}`))
	require.Empty(t, p.district.selfMetric(t, `jindu_rules_info{source="own",version="`+own+`"}`))
	require.Equal(t, "0", p.district.instant(t, tongue))

	second := p.offer(t, map[string]string{"ours.yml": ours("100")})
	require.NotEqual(t, first, second)
	p.fetcher.Look(t.Context())
	require.Equal(t, "39", p.district.instant(t, tongue), "the threshold is the new one")
	p.fetcher.Look(t.Context())
	require.Equal(t, "1", p.centre.selfMetric(t, `jindu_district_rules_info{region="410505",version="`+second+`"}`))

	p.centre.stop()
	p.district.stop()
	p.district.begin(t)
	require.Equal(t, second, p.district.rulesInForce(), "the centre is away")
	require.Equal(t, "39", p.district.instant(t, tongue))
	p.fetcher.Look(t.Context())
	require.Equal(t, "0", p.district.selfMetric(t, "jindu_rules_last_fetch_successful"))
	require.Equal(t, second, p.district.rulesInForce())

	p.settle(t, districtSettings+"rules_version: "+first+"\n")
	status, answer := p.district.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	require.Equal(t, "0", p.district.instant(t, tongue), "rolled back")
	require.False(t, p.district.wantsRules(), "it stays there")
	var out, errs sink
	require.Zero(t, run(t.Context(), []string{"check", "config", filepath.Join(p.district.dir, "jindu.yml"), "--lang", "en"}, &out, &errs), errs.String())
	require.Contains(t, out.line(), "rules "+first+" from city; kept: ")
	require.Contains(t, out.line(), second)

	p.settle(t, districtSettings+"rules_version: 0123456789abcdef\n")
	status, answer = p.district.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 500, status)
	require.Contains(t, answer, "this version of the rules is not kept here; kept are ")
	require.Equal(t, first, p.district.rulesInForce())

	p.settle(t, "data: data\nregion: 殷都区\n")
	status, answer = p.district.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	require.Empty(t, p.district.rulesInForce(), "by its own again")
}

func TestBadRulesAreRefusedAndTheOldStay(t *testing.T) {
	p := newCentreAndDistrict(t, "100")
	p.fetcher.Look(t.Context())
	good := p.district.rulesInForce()
	require.NotEmpty(t, good)
	catalog := catalogText(t)
	for reason, text := range map[string]string{
		rulebook.ReasonRegion: strings.ReplaceAll(catalog, "410505", "419999"),
		rulebook.ReasonLost:   strings.ReplaceAll(catalog, "general_public_budget_revenue", "budget_revenue"),
	} {
		bad := p.offer(t, map[string]string{"catalog.yml": text})
		p.fetcher.Look(t.Context())
		require.Equal(t, good, p.district.rulesInForce(), reason)
		require.Equal(t, "1", p.district.selfMetric(t, `jindu_rules_refused{reason="`+reason+`",version="`+bad+`"}`))
		require.Equal(t, "39", p.district.instant(t, tongue))
		kept, err := shelfOf(p.district.config).Versions()
		require.NoError(t, err)
		require.Equal(t, []string{good}, kept)
	}
	p.offer(t, map[string]string{"catalog.yml": catalog})
	p.fetcher.Look(t.Context())
	require.Nil(t, p.fetcher.Refusal())

	// The district's own pack has the name of one that comes down.
	p.district.write(t, "mine.yml", ours("0"))
	p.offer(t, map[string]string{"ours.yml": strings.ReplaceAll(ours("50"), "name: ours", "name: theirs")})
	p.fetcher.Look(t.Context())
	good = p.district.rulesInForce()
	p.settle(t, districtSettings+"packs: [mine.yml]\n")
	status, answer := p.district.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	p.offer(t, map[string]string{"ours.yml": ours("50")})
	p.fetcher.Look(t.Context())
	require.Equal(t, rulebook.ReasonFaulty, p.fetcher.Refusal().Reason)
	require.Contains(t, p.fetcher.Refusal().What.EN, `mine.yml: pack "ours": there are two of this name`)
	require.Equal(t, good, p.district.rulesInForce())

	// A fault of jindu.yml comes out when the new ones are to be put in force.
	p.offer(t, map[string]string{"ours.yml": strings.ReplaceAll(ours("60"), "name: ours", "name: theirs")})
	p.district.write(t, "jindu.yml", "odd: true\n")
	p.fetcher.Look(t.Context())
	require.Equal(t, rulebook.ReasonFailed, p.fetcher.Refusal().Reason)
	current, err := shelfOf(p.district.config).Current()
	require.NoError(t, err)
	require.Equal(t, good, current, "a start goes by what was in force")
}

func TestRulesComeWhileReloadsGoOn(t *testing.T) {
	p := newCentreAndDistrict(t, "0")
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for range 4 {
				if _, err := p.district.reload(ctx); err != nil {
					t.Error(err)
				}
			}
		})
	}
	var last string
	for _, red := range []string{"1", "2", "3"} {
		last = p.offer(t, map[string]string{"ours.yml": ours(red)})
		p.fetcher.Look(ctx)
		require.Nil(t, p.fetcher.Refusal())
	}
	group.Wait()
	require.Equal(t, last, p.district.rulesInForce())
}
