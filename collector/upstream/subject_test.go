package upstream

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"jindu/internal/model"
)

// What there is not is refused with what is like it; what was acknowledged
// before can be closed though its rule or project is gone.
func TestAcknowledgeWhatIsThere(t *testing.T) {
	_, o := pair(t)
	d := local(o)
	o.Commit(project("410505", "YD2020-005", "铝型材家具项目"))
	o.Commit(project("410506", "LA-1", "高铁项目"))
	o.Commit(acknowledged("410505", model.Acknowledgement{Alert: "OfLastYear", Project: "P0", State: model.Acknowledged, By: "王某"}))
	for want, form := range map[string]url.Values{
		"alert: no rule is called ProjectBehind; did you mean ProjectBehindSchedule?":                    {"alert": {"ProjectBehind"}},
		"alert：没有告警规则 ReportLat；是否为 ReportLate？":                                                         {"alert": {"ReportLat"}},
		"project: region 410505 has no project NOPE":                                                     {"project": {"NOPE"}},
		"project: region 410505 has no project YD2020-05; did you mean YD2020-005 铝型材家具项目?":              {"project": {"YD2020-05"}},
		"did you mean YD2020-005 铝型材家具项目?":                                                               {"project": {"铝型材家具"}},
		"project: region 410505 has no project LA-1; there is one of that number in region 410506":       {"project": {"LA-1"}},
		"indicator: the catalog has none with the code tax_revenu; did you mean tax_revenue or":          {"indicator": {"tax_revenu"}},
		"did you mean general_public_budget_revenue":                                                     {"indicator": {"一般公共预算收入"}},
		"project: region 410500 has no project YD2020-005; there is one of that number in region 410505": {"project": {"YD2020-005"}, "region": {"安阳市"}},
	} {
		form.Set("by", "李某")
		status, text := say(t, d, form)
		require.Equal(t, http.StatusUnprocessableEntity, status, want)
		require.Contains(t, text, want)
	}
	require.Equal(t, uint64(3), o.Ledger.Stats().Commits)
	status, text := say(t, d, url.Values{"alert": {"OfLastYear"}, "project": {"P0"}, "state": {"closed"}, "by": {"李某"}})
	require.Equal(t, http.StatusCreated, status, text)
	d.Alerts = func() []string { return nil }
	status, text = say(t, d, url.Values{"alert": {"OfAnotherEvaluator"}, "by": {"李某"}})
	require.Equal(t, http.StatusCreated, status, text)
}

func project(region, id, name string) model.Submission {
	return stated(model.KindProject, region, id, model.Project{Name: name})
}

func acknowledged(region string, a model.Acknowledgement) model.Submission {
	return stated(model.KindAcknowledgement, region, a.ID(), a)
}

func stated(kind model.Kind, region, id string, body any) model.Submission {
	r, err := model.NewRecord(kind, region, id, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), body)
	if err != nil {
		panic(err)
	}
	return model.Submission{Records: []model.Record{r}}
}
