package page

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"jindu/internal/model"
)

// A Refusal is why a request gets no answer.
type Refusal struct {
	Status int
	Code   string
	Text   model.Text
}

// Bad refuses what was asked wrongly.
func Bad(why model.Text) *Refusal { return &Refusal{http.StatusBadRequest, "bad_request", why} }

// Missing refuses what is not there.
func Missing(code string, why model.Text) *Refusal { return &Refusal{http.StatusNotFound, code, why} }

// JSON answers programs, as submissions do.
func (r Refusal) JSON(c *gin.Context) {
	c.JSON(r.Status, gin.H{"error": gin.H{"code": r.Code, "message": r.Text}})
}
