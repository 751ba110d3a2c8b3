package web

import (
	"errors"
	"net/http"
	"strconv"

	"jindu/internal/model"
)

// regions reads which regions are asked about: ?region=, a code or a name, and
// all below it, or with ?only=true it by itself; all where none is named. It
// says what is wrong where there is none.
func (s *Server) regions(r *http.Request) (model.RegionSet, *model.Text) {
	only := false
	if text := r.FormValue("only"); text != "" {
		var err error
		if only, err = strconv.ParseBool(text); err != nil {
			return nil, &model.Text{
				ZH: "only：“" + text + "” 应为 true 或 false", EN: `only: "` + text + `": want true or false`,
			}
		}
	}
	set, err := s.options.Catalog.Select(r.FormValue("region"), only)
	var unknown *model.UnknownRegionError
	if errors.As(err, &unknown) {
		why := unknown.Message()
		return nil, &why
	}
	return set, nil
}
