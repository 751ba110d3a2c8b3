package upstream

import (
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"
)

// Why who asks is not heard.
var (
	errToken  = errors.New("no token that is known here")
	errRegion = errors.New("the token is of another region")
)

// TokenHeader carries the token where Authorization carries a name and a
// password, which a web configuration may ask of every request.
const TokenHeader = "Jindu-Token"

// districtKey is where a request keeps the region whose token it showed.
const districtKey = "jindu.district"

// district tells by the token who asks. All tokens are compared, whichever is
// the right one. A region that the sender says it is must be the token's.
func (c *Centre) district(g *gin.Context) (District, error) {
	token := g.GetHeader(TokenHeader)
	if bearer, ok := strings.CutPrefix(g.GetHeader("Authorization"), "Bearer "); ok && token == "" {
		token = strings.TrimSpace(bearer)
	}
	var found *District
	for i, d := range c.Districts {
		ok, err := d.Tokens.accepts(token)
		if err != nil {
			c.warn(g.Request.Context(), "a district's token is not known", "token", d.Region, slog.Any("error", err))
		} else if ok && found == nil {
			found = &c.Districts[i]
		}
	}
	if found == nil || token == "" {
		return District{}, errToken
	}
	g.Set(districtKey, found.Region)
	if region := g.Query("region"); region != "" && !c.Catalog().Within(region, found.Region) {
		return District{}, fmt.Errorf("%w: the sender says it is %.40q", errRegion, region)
	}
	return *found, nil
}

// ledgerID is LedgerStats.ID.
var ledgerID = regexp.MustCompile(`^[0-9a-f]{32}$`)

func ledgerOf(g *gin.Context) (string, error) {
	id := g.Query("ledger")
	if !ledgerID.MatchString(id) {
		return "", badRequest("ledger: want the 32 hexadecimal digits of a ledger")
	}
	return id, nil
}

// speaker tells by the token which district asks, and for which ledger.
func (c *Centre) speaker(g *gin.Context) (d District, ledger string, err error) {
	if d, err = c.district(g); err != nil {
		return d, "", err
	}
	if ledger, err = ledgerOf(g); err != nil {
		return d, "", err
	}
	return d, ledger, c.Regions.claim(d.Region, ledger)
}

// Guard tells by the token whose district asks, for what others answer below
// Path. Where no token is known it answers itself, and passed is false.
func (c *Centre) Guard(g *gin.Context) (region string, passed bool) {
	d, err := c.district(g)
	if err != nil {
		c.fail(g, err)
		return "", false
	}
	return d.Region, true
}
