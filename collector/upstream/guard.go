package upstream

import "github.com/gin-gonic/gin"

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
