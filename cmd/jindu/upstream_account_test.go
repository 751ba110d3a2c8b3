package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"

	"jindu/collector/upstream"
)

// Where the centre asks everybody for an account, a district shows that and,
// beside it, its token.
func TestADistrictShowsAnAccountAndItsToken(t *testing.T) {
	hash, err := bcrypt.GenerateFromPassword([]byte("gate"), bcrypt.MinCost)
	require.NoError(t, err)
	centre := serveBare(t, "alerts: external\nweb_config: web.yml\ndistricts: [{region: \"410505\", token_file: token}]\n", map[string]string{
		"token": "secret\n", "web.yml": "basic_auth_users:\n  districts: " + string(hash) + "\n",
	})
	status, _ := centre.ask(t, http.MethodGet, upstream.Path+"/regions", "")
	require.Equal(t, http.StatusUnauthorized, status)
	target := "targets: [{name: city, kind: jindu, url: \"" + centre.base + "\", token_file: token, http_config: http.yml}]\n"
	district := serveExample(t, "alerts: external\nregion: \"410505\"\nrules_from: city\n"+target, map[string]string{
		"token": "secret\n", "http.yml": "basic_auth: {username: districts, password: gate}\n",
	})
	require.Eventually(t, func() bool {
		return centre.ledger.Stats().Commits == 1 && !centre.below.States()[0].LastHeard.IsZero() &&
			district.rulesInForce() == centre.office.Load().rules.version
	}, time.Minute, 20*time.Millisecond)

	district.write(t, "token", "guess\n")
	var out, errs sink
	require.Equal(t, exitFindings, run(t.Context(), []string{"deliver", "city", "--from-start", "--server", district.base, "--lang", "en"}, &out, &errs))
	require.Contains(t, errs.line(), "no token that is known here")
	require.NotContains(t, errs.line()+out.line(), "guess")
}

// A centre whose catalog comes from above may have districts that its own files
// don't know.
func TestDistrictsOfACatalogFromAbove(t *testing.T) {
	p := newCentreAndDistrict(t, "-100")
	p.offer(t, map[string]string{"catalog.yml": strings.Replace(catalogText(t), "regions:\n", "regions:\n"+
		"  - {code: \"410599\", name: 新设区, name_en: Newly, parent: \"410505\"}\n", 1)})
	p.district.stop()
	p.settle(t, districtSettings+"districts: [{region: \"410599\", token_file: token}]\n")
	p.district.begin(t)
	require.Equal(t, "410599", p.district.below.States()[0].Region, "it is expected before the catalog has come")
	p.fetcher.Look(t.Context())
	require.Nil(t, p.fetcher.Refusal())
	p.district.stop()
	p.district.begin(t)
	require.Equal(t, "410505", p.district.ownRegion())
	_, known := p.district.catalog().Region("410599")
	require.True(t, known)

	p.settle(t, strings.Replace(districtSettings, "city", "other", 1)) // Which is away.
	status, answer := p.district.ask(t, http.MethodPost, reloadPath, "")
	require.Equal(t, 200, status, answer)
	p.fetcher.Look(t.Context())
	require.Equal(t, "0", p.district.selfMetric(t, "jindu_rules_last_fetch_successful"), "the other one is asked now")
}
